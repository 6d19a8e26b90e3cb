"""Every test: a home of its own, no network, nothing left behind.

`--onscreen` shows the windows, `--long` runs the long forms, `--seed N` draws the random faults
anew, `--trial N --record FOLDER` plays one of them again. Benchmarks run when asked for by
path or with `--benchmark-only`. A log line at warning level fails a test that does not take
`caplog`; Qt's and Python's own warnings fail every test (pyproject.toml).
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from reflect_app.paths import Paths
from tests.fixtures import app, clock, journal  # noqa: F401  fixtures for every test
from tests.helpers.guards import LogGuard, NetworkGuard, QtGuard, left_over_threads

_network = NetworkGuard()

#: Settings of a developer's own desktop that would change what a test sees.
_DESKTOP = (
    "DBUS_SESSION_BUS_ADDRESS",
    "QT_QPA_PLATFORMTHEME",
    "QT_STYLE_OVERRIDE",
    "QT_SCALE_FACTOR",
    "QT_FONT_DPI",
    "LANGUAGE",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of our own."""
    group = parser.getgroup("reflect")
    group.addoption("--onscreen", action="store_true", help="show windows on this screen")
    group.addoption("--long", action="store_true", help="run the long forms too")
    group.addoption("--seed", type=int, default=2026, help="another draw for faults at random")
    group.addoption(
        "--trial", type=int, help="only this trial of a power cut, as a failure names it"
    )
    group.addoption("--record", type=Path, help="with --trial: the folder that the failure names")


def pytest_configure(config: pytest.Config) -> None:
    """Before Qt, keyring or a locale can look around."""
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for name in _DESKTOP:
            os.environ.pop(name, None)
        os.environ["LC_ALL"] = "C.UTF-8"
    elif "HOME" in os.environ:  # the home changes below; the right to draw on the screen stays
        os.environ.setdefault("XAUTHORITY", str(Path.home() / ".Xauthority"))
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    if not config.getoption("benchmark_only", False):
        config.option.benchmark_disable = not _wants_benchmarks(config)
    hypothesis.settings.register_profile(
        "short", max_examples=50, deadline=None, derandomize=True, database=None
    )
    hypothesis.settings.register_profile("long", max_examples=2000, deadline=None)
    hypothesis.settings.load_profile("long" if config.getoption("--long") else "short")
    _network.install()


def _wants_benchmarks(config: pytest.Config) -> bool:
    named = any("benchmarks" in str(argument) for argument in config.args)
    return named or bool(config.getoption("benchmark_only", False))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what runs only when it is asked for."""
    skip_long = pytest.mark.skip(reason="long form: run with --long")
    skip_benchmark = pytest.mark.skip(reason="benchmark: name tests/benchmarks to run it")
    for item in items:
        if item.get_closest_marker("long") and not config.getoption("--long"):
            item.add_marker(skip_long)
        if "benchmarks" in item.path.parts and not _wants_benchmarks(config):
            item.add_marker(skip_benchmark)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home and temporary folder of the test's own; nothing of the developer's is touched."""
    home = tmp_path / "home"
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData/Roaming",
        "LOCALAPPDATA": home / "AppData/Local",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_STATE_HOME": home / ".local/state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": tmp_path / "run",
    }
    for name, place in places.items():
        monkeypatch.setenv(name, str(place))
    home.mkdir()
    places["XDG_RUNTIME_DIR"].mkdir(mode=0o700)


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest, _home: None) -> Iterator[None]:
    """Fail a test that leaves a thread, window, timer, warning or socket."""
    threads = threading.enumerate()
    qt = QtGuard()
    log = LogGuard()
    logging.getLogger().addHandler(log)
    yield
    logging.getLogger().removeHandler(log)
    problems = left_over_threads(threads) + qt.left_over() + _network.news()
    if "caplog" not in request.fixturenames:
        problems += log.lines
    if problems:
        pytest.fail("left behind: " + "; ".join(problems), pytrace=False)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Sockets opened outside any test fail the run too."""
    if _network.news() and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """The program's folders, under the test's own."""
    return Paths.under(tmp_path / "reflect")
