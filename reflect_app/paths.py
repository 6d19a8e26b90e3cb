"""Where things are kept on this computer, each in the folder its system gives for that purpose."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

#: Linux folders are shared with programs of every kind, hence the longer name there.
_FOLDER = "Reflect" if sys.platform in {"win32", "darwin"} else "reflect-journal"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one person on one computer. Nothing is made by asking for a path.

    The state folder must not lie inside a vault: the anchors in it are what notices that a
    whole vault folder was put back to an older state.
    """

    data: Path
    config: Path
    cache: Path
    state: Path
    logs: Path
    site: Path

    @classmethod
    def of_system(cls) -> Paths:
        """What the operating system says now; the XDG variables count on Linux.

        Local and never roaming on Windows: a roaming profile is copied while in use.
        """
        dirs = platformdirs.PlatformDirs(_FOLDER, appauthor=False, roaming=False)
        return cls(
            data=dirs.user_data_path,
            config=dirs.user_config_path,
            cache=dirs.user_cache_path,
            state=dirs.user_state_path,
            logs=dirs.user_log_path,
            site=_site(),
        )

    @classmethod
    def under(cls, folder: Path) -> Paths:
        """Everything below one folder: for a memory stick, a demonstration, or a test."""
        return cls(
            *(folder / name for name in ("data", "config", "cache", "state", "logs", "site"))
        )

    @property
    def default_vault(self) -> Path:
        """Where the journal is when nobody chose another place."""
        return self.data / "journal"

    @property
    def anchors(self) -> Path:
        """The last seen state of each vault, one file a vault instance."""
        return self.state / "anchors"

    @property
    def policy_file(self) -> Path:
        """What an organisation set for this whole computer; Reflect only ever reads it."""
        return self.site / "policy.json"

    @property
    def settings_file(self) -> Path:
        """Appearance and habits of this computer; never anything about a person."""
        return self.config / "settings.json"


def _site() -> Path:
    """Where an administrator puts things for everybody; on Linux and macOS no variable of a
    person's own counts. On Windows they can set this one for a program that they start.
    """
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / _FOLDER
    if sys.platform == "darwin":
        return Path("/Library/Application Support") / _FOLDER
    return Path("/etc") / _FOLDER
