"""Which folders are warned about, and which are fine."""

from __future__ import annotations

from pathlib import Path

import pytest

from reflect_app.ui.places import is_roaming, is_synced, is_temporary, same_disk, warning_for

HOME = Path("/home/sam")


@pytest.mark.parametrize(
    "folder",
    [
        HOME / "OneDrive - NHS" / "journal",
        HOME / "Dropbox" / "x",
        HOME / "Library/Mobile Documents/com~apple~CloudDocs/journal",
        HOME / "Nextcloud" / "journal",
    ],
)
def test_sync_folders_are_known_by_name(folder: Path) -> None:
    assert is_synced(folder, {})
    found = warning_for(folder, {})
    assert found is not None
    assert "sync program" in found.sentence


def test_a_sync_folder_is_known_by_its_variable() -> None:
    assert is_synced(HOME / "work" / "journal", {"OneDriveCommercial": "/home/sam/work"})


def test_temporary_and_roaming_folders(tmp_path: Path) -> None:
    import tempfile

    assert is_temporary(Path(tempfile.gettempdir()) / "x", {})
    assert is_temporary(Path("/run/user/1/x"), {"XDG_RUNTIME_DIR": "/run/user/1"})
    roaming = {"APPDATA": "/home/sam/AppData/Roaming", "LOCALAPPDATA": "/home/sam/AppData/Local"}
    assert is_roaming(HOME / "AppData/Roaming/Reflect", roaming)
    found = warning_for(HOME / "AppData/Roaming/Reflect", roaming)
    assert found is not None
    assert "profile" in found.sentence


@pytest.mark.parametrize("folder", [HOME / ".local/share/reflect-journal", Path("/mnt/h/sam")])
def test_ordinary_places_are_not_warned_about(folder: Path) -> None:
    assert warning_for(folder, {}) is None


def test_one_disk_or_two(tmp_path: Path) -> None:
    assert same_disk(tmp_path / "not" / "there", tmp_path)
    assert not same_disk(tmp_path, Path("/proc"))
