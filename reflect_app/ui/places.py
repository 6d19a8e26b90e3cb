"""Plain warnings about a folder: it may vanish at log-off, or be carried off by a sync program."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from reflect_app.words import tr

_SYNC_NAMES = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "icloud~",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "syncthing",
    "sharepoint",
    "box sync",
    "pcloud",
)
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


@dataclass(frozen=True, slots=True)
class PlaceWarning:
    """Why a folder is a poor home for a journal, and what would be better."""

    sentence: str
    hint: str


def _inside(folder: PurePath, parent: str) -> bool:
    return bool(parent) and folder.is_relative_to(PurePath(parent))


def is_synced(folder: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether another program copies this folder elsewhere, as far as its name tells."""
    if any(_inside(folder, environment.get(name, "")) for name in _SYNC_VARIABLES):
        return True
    return any(name in part.casefold() for part in folder.parts for name in _SYNC_NAMES)


def is_temporary(folder: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the folder is emptied by the system, sooner or later."""
    places = [tempfile.gettempdir(), environment.get("XDG_RUNTIME_DIR", ""), "/dev/shm"]  # noqa: S108 - only compared
    if environment.get("USERNAME", "").casefold() == "wdagutilityaccount":  # Windows Sandbox
        return True
    return any(_inside(folder, place) for place in places)


def is_roaming(folder: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether Windows carries the folder to a server at log-off, and may drop it if it is big."""
    return _inside(folder, environment.get("APPDATA", "")) and "LOCALAPPDATA" in environment


def warning_for(folder: Path, environment: Mapping[str, str] = os.environ) -> PlaceWarning | None:
    """What to say before a journal is made in this folder; None if nothing speaks against it."""
    if is_temporary(folder, environment):
        return PlaceWarning(
            tr("This is a temporary folder. What is in it may be gone at log-off."),
            tr("Choose a folder that stays, such as your own documents or a work home drive."),
        )
    if is_synced(folder, environment):
        return PlaceWarning(
            tr("A sync program seems to copy this folder, and it can damage an open journal."),
            tr("Keep the journal elsewhere, and use this folder for its sealed backups."),
        )
    if is_roaming(folder, environment):
        return PlaceWarning(
            tr("This folder travels with your profile and may be cleared when you log off."),
            tr("Choose a folder on this computer or a work home drive."),
        )
    return None


def free_folder(folder: Path) -> Path:
    """The folder itself if nothing is in it, else the first one beside it that is free."""
    number = 2
    free = folder
    while free.exists() and any(free.iterdir()):
        free = folder.with_name(f"{folder.name} {number}")
        number += 1
    return free


def same_disk(one: Path, other: Path) -> bool:
    """Whether both lie on one disk, so that losing it loses both. False if it cannot be told."""
    try:
        return _existing(one).stat().st_dev == _existing(other).stat().st_dev
    except OSError:
        return False


def _existing(path: Path) -> Path:
    for candidate in (path, *path.parents):
        if candidate.exists():
            return candidate
    return path
