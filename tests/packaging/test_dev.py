"""Set-up from a bare checkout, on machines with habits of their own."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "packaging" / "dev.py"
posix_only = pytest.mark.skipif(os.name != "posix", reason="shell scripts stand in for apt-get")


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reflect_dev", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(FILE.read_text())
    names = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert names <= sys.stdlib_module_names


def test_an_old_python_can_read_it_far_enough_to_be_told() -> None:
    ast.parse(FILE.read_text(), feature_version=(3, 8))


def test_our_folder_never_hides_the_library_of_the_same_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize(("words", "code"), [([], 2), (["rum"], 2), (["--help"], 0)])
def test_usage(dev: ModuleType, words: list[str], code: int) -> None:
    assert dev.main(words) == code


@pytest.mark.parametrize(
    ("arguments", "shared"),
    [
        ([], True),
        (["--long", "-q"], True),
        (["tests/core"], False),
        (["-k", "lock"], False),
        (["-n", "3"], False),
        (["--pdb"], False),
    ],
)
def test_the_whole_suite_is_shared_out(dev: ModuleType, arguments: list[str], shared: bool) -> None:
    assert bool(dev.spread(arguments)) == shared


def test_the_stamp_knows_lock_project_and_place(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dev.stamp(b"lock", b"project")
    assert first == dev.stamp(b"lock", b"project")
    assert first != dev.stamp(b"lock2", b"project")
    assert first != dev.stamp(b"lock", b"project2")
    monkeypatch.setattr(dev, "ROOT", Path("/moved"))
    assert first != dev.stamp(b"lock", b"project")


def test_a_second_start_runs_no_installer(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "requirements.lock").touch()
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "LOCK", tmp_path / "requirements.lock")
    (tmp_path / ".venv" / "reflect-setup").write_text(dev.stamp(b"", b""))
    monkeypatch.setattr(dev, "system_libraries", lambda **_: None)
    monkeypatch.setattr(dev, "make_venv", lambda _: pytest.fail("it began again"))
    assert dev.setup(window=False) == python


# --- a machine's own pip settings ------------------------------------------------------------


def test_what_was_compiled_is_kept_whatever_the_caller_set(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every start would compile all of Reflect again."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path / "compiled"))
    (tmp_path / "one.py").write_text("")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.call([sys.executable, "-c", "import one"]) == 0
    assert list((tmp_path / "compiled").rglob("one.*.pyc"))


def test_only_the_way_to_an_index_is_kept(dev: ModuleType) -> None:
    listing = """\
global.index-url='https://mirror.example/simple'
global.constraint='/etc/constraints.txt'
global.find-links='/opt/wheels'
global.user='true'
install.target='/somewhere'
global.extra-index-url='\\nfile:///opt/simple\\nhttps://more.example/simple'
:env:.cert='/etc/cert.pem'
not a setting
global.proxy=unquoted
"""
    assert dev.settings(listing) == {
        "index-url": "https://mirror.example/simple",
        "extra-index-url": "https://more.example/simple",
        "cert": "/etc/cert.pem",
    }


def test_the_environment_beats_the_command_beats_the_file(dev: ModuleType) -> None:
    lines = [":env:.retries='3'", "global.retries='1'", "install.retries='2'"]
    assert dev.settings("\n".join(lines)) == {"retries": "3"}
    assert dev.settings("\n".join(lines[1:])) == {"retries": "2"}


def test_a_folder_of_wheels_is_kept_where_it_is_the_only_source(dev: ModuleType) -> None:
    listing = "global.no-index='true'\nglobal.find-links='/media/stick/wheels'"
    assert dev.settings(listing) == {"no-index": "true", "find-links": "/media/stick/wheels"}
    assert dev.settings(listing.replace("true", "false")) == {}


def test_a_hostile_pip_set_up_does_not_reach_the_installer(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real pip, told by file and environment to do five things that would break the lock."""
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nconstraint = /none\nuser = true\nretries = 77\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    monkeypatch.setenv("PIP_FIND_LINKS", "/none")
    monkeypatch.setenv("PIP_TARGET", "/none")
    monkeypatch.setenv("PIP_REQUIRE_VIRTUALENV", "1")
    monkeypatch.setenv("PYTHONPATH", "/none")
    installer = [sys.executable, "-m", "pip"]
    environment = dev.pip_environment(Path(sys.executable), installer)
    assert "PYTHONPATH" not in environment
    done = subprocess.run(
        [*installer, "config", "list"], env=environment, capture_output=True, text=True, check=True
    )
    assert "77" in done.stdout
    for word in ("constraint", "user", "find-links", "target", "require-virtualenv"):
        assert word not in done.stdout


# --- a Python without venv or ensurepip --------------------------------------------------------


def test_a_python_without_ensurepip_lends_its_own_pip(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "has_venv", lambda: False)
    monkeypatch.setattr(dev, "apt_install", lambda *_, **__: False)
    python = tmp_path / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installer = dev.make_venv(python)
    assert installer == [sys.executable, "-m", "pip", "--python", str(python)]
    done = subprocess.run([*installer, "list"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@posix_only
def test_a_damaged_environment_is_made_anew(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/usr/bin/a-python-that-was-upgraded-away")
    (tmp_path / ".venv" / "litter").touch()
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "has_venv", lambda: False)
    monkeypatch.setattr(dev, "apt_install", lambda *_, **__: False)
    dev.make_venv(python)
    assert dev.healthy(python)
    assert not (tmp_path / ".venv" / "litter").exists()


@posix_only
def test_when_no_environment_can_be_made_it_stops_with_the_line_to_run(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "has_venv", lambda: False)
    monkeypatch.setattr(dev, "apt_install", lambda *_, **__: False)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(dev.Stop, match="sudo apt-get install python3-venv"):
        dev.make_venv(tmp_path / ".venv" / "bin" / "python")


# --- the system's libraries ----------------------------------------------------------------------


def test_libraries_that_are_there_are_not_installed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "loads", lambda _: True)
    monkeypatch.setattr(dev, "apt_install", lambda *_, **__: pytest.fail("for nothing"))
    dev.system_libraries(window=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asked on Linux alone")
def test_tests_ask_for_fewer_libraries_than_a_window(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(dev, "loads", lambda _: False)
    monkeypatch.setattr(dev, "apt_install", lambda names, **_: asked.append(list(names)))
    dev.system_libraries(window=False)
    dev.system_libraries(window=True)
    assert set(asked[0]) < set(asked[1])
    assert "libegl1" in asked[0]
    assert "libxcb-cursor0" in asked[1]


def test_without_leave_to_install_the_one_line_is_printed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "administrator", lambda: None)
    assert not dev.apt_install(["libegl1", "libgl1"], why="for Qt")
    told = capsys.readouterr()
    assert "sudo apt-get install --no-install-recommends libegl1 libgl1" in told.err
    assert told.out == ""


@posix_only
def test_stale_package_lists_are_renewed_and_the_install_tried_again(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "apt-get"
    script.write_text(
        f'#!/bin/sh\necho "$*" >> {tmp_path}/log\n'
        f'case "$*" in *update*) touch {tmp_path}/fresh;; *) test -e {tmp_path}/fresh;; esac\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(dev, "administrator", list)
    assert dev.apt_install(["libegl1"], why="for Qt")
    log = (tmp_path / "log").read_text().splitlines()
    assert [("update" in line) for line in log] == [False, True, False]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"QT_QPA_PLATFORM": "offscreen"}, True)],
)
def test_a_screen_is_looked_for(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    expected: bool,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert dev.has_screen(environment) is expected
