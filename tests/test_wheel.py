"""The built wheel: what is inside, and that an installed copy finds its resources."""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as packagers build it: no isolation, nothing fetched."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("*.whl")
    return built


def test_all_resources_but_the_pictures_are_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    here = {
        "reflect_app/" + path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    pictures = {name for name in here if name.startswith("reflect_app/resources/pictures/")}
    assert here - pictures <= inside
    assert not pictures & inside
    assert not [name for name in inside if name.startswith(("tests/", "packaging/"))]


def test_it_stays_small_enough_to_be_handed_on(wheel: Path) -> None:
    """Faces are most of it; each lies beside its licence."""
    with zipfile.ZipFile(wheel) as archive:
        names = [i for i in archive.infolist() if "/typst/fonts/" in i.filename]
        faces = {Path(i.filename).name: i.file_size for i in names if i.filename.endswith(".ttf")}
        licences = " ".join(Path(i.filename).name for i in names if i.filename.endswith(".txt"))
    assert wheel.stat().st_size < 8 << 20
    assert sum(faces.values()) < 7 << 20
    for face in faces:
        family = face.removesuffix(".ttf").partition("-")[0].removesuffix("Full")
        assert f"{family}.txt" in licences


def test_both_commands_and_the_licence_are_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        parser = configparser.ConfigParser()
        parser.read_string(archive.read(points).decode())
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    assert dict(parser["console_scripts"]) == {"reflect": "reflect_app.cli:main"}
    assert dict(parser["gui_scripts"]) == {"reflect-app": "reflect_app.__main__:main"}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked as an installer does."""
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
    return site


def run(installed: Path, elsewhere: Path, code: str) -> str:
    """Run from another folder and with the installed copy first, so the checkout cannot help."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=elsewhere,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_installed_copy_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    code = "from reflect_app import assets; print(assets.root(), *assets.names('themes', '.toml'))"
    root, *themes = run(installed, tmp_path, code).split()
    assert Path(root) == installed / "reflect_app" / "resources"
    assert "themes/light.toml" in themes


def test_an_installed_copy_runs_and_speaks_welsh(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from reflect_app import words, languages; from reflect_app.cli import main;"
        "sys.argv[1:] = ['prompts', 'list'];"
        "words.use(languages.catalogue('cy')); print(words.tr('Welcome to Reflect'));"
        "sys.exit(main())"
    )
    said = run(installed, tmp_path, code)
    assert said.startswith("Croeso i Reflect")
    assert "after-shift" in said
