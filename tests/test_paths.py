import sys
from dataclasses import astuple
from pathlib import Path

import pytest

from reflect_app.paths import Paths

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG is Linux's")


def test_the_system_s_folders_lie_in_the_test_s_own_home(tmp_path: Path) -> None:
    *own, site = astuple(Paths.of_system())
    assert all(place.is_relative_to(tmp_path / "home") for place in own)
    assert not site.is_relative_to(tmp_path)  # an administrator's, whatever a variable says


@linux_only
def test_each_xdg_variable_moves_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Paths.of_system()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    after = Paths.of_system()
    assert after.state.parent == tmp_path / "elsewhere"
    assert after.data == before.data
    assert after.anchors.is_relative_to(tmp_path / "elsewhere")


@linux_only
def test_a_relative_xdg_variable_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "somewhere/near")
    assert Paths.of_system().data.is_absolute()
    assert "somewhere" not in Paths.of_system().data.parts


def test_asking_makes_nothing(paths: Paths) -> None:
    assert not any(place.exists() for place in astuple(paths))
    assert not Paths.of_system().default_vault.exists()


@pytest.mark.parametrize("place", [Paths.of_system, lambda: Paths.under(Path("/stick"))])
def test_anchors_are_outside_the_default_vault(place: object) -> None:
    found = place()  # type: ignore[operator]  # either is a maker of Paths
    assert not found.anchors.is_relative_to(found.default_vault)
    assert not found.settings_file.is_relative_to(found.default_vault)
