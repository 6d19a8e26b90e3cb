"""What this computer remembers outside any vault: looks and habits, never a secret or a person.

Names, contacts, support lines and consent are in the vault. The file may be read by anybody with
the same sign-in, so a setting goes here only if it would be no loss on a notice board.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from reflect_app.errors import FileProblemError, InvalidInputError
from reflect_app.words import tr

THEMES = ("system", "light", "dark", "contrast")
_LARGEST = 1_000_000  # bytes; ours are about five hundred


@dataclass(frozen=True, slots=True)
class KnownVault:
    """A journal that was opened here. The nickname is the person's own choice and may be empty."""

    folder: str
    nickname: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """One consistent set. `language` is a catalogue's name or "system"; `idle_minutes` is the
    wait before locking; `width` and `height` are the window's, in Qt's device-independent pixels.
    """

    language: str = "system"
    theme: str = "system"
    text_percent: int = 100
    vaults: tuple[KnownVault, ...] = ()
    idle_minutes: int = 5
    width: int = 1080
    height: int = 760
    reduced_motion: bool = False
    conceal_when_inactive: bool = False


class SettingsStore:
    """The settings and the file they are kept in. A file that cannot be used never stops Reflect.

    Attributes:
        value: the settings in force.
        moved_aside: where an unreadable file was put when this one was opened, if it was.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.moved_aside: Path | None = None
        self.value = _from_json(self._read())

    def change(self, **changed: object) -> Settings:
        """Set some fields by name and save. Only these are written over what the file holds by
        now, so that two windows do not undo each other, and keys of a newer Reflect stay.

        Raises:
            InvalidInputError: a value is out of range; nothing changed.
            FileProblemError: the change holds until Reflect closes but could not be saved.
        """
        for name, value in changed.items():
            if name not in _CHECKS:
                raise TypeError(f"no such setting: {name}")
            if not _CHECKS[name](value):
                raise InvalidInputError(
                    tr("{name} cannot be set to that.").format(name=name),
                    tr("Choose one of the values that are offered."),
                )
        self.value = replace(self.value, **changed)  # type: ignore[arg-type]  # checked above
        plain = asdict(self.value)
        document = self._read() | {name: plain[name] for name in changed}
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace_private(self.path, json.dumps(document, indent=2).encode())
        except OSError as problem:
            raise FileProblemError(
                tr("The settings could not be saved; they hold until Reflect closes."),
                tr("Check that {folder} can be written.").format(folder=self.path.parent),
            ) from problem
        return self.value

    def _read(self) -> dict[str, Any]:
        try:
            with self.path.open("rb") as source:
                data = source.read(_LARGEST + 1)
        except OSError:
            return {}
        with suppress(ValueError, RecursionError):
            document = json.loads(data)
            if isinstance(document, dict) and len(data) <= _LARGEST:
                return document
        self._move_aside()
        return {}

    def _move_aside(self) -> None:
        aside = self.path.with_name("settings.damaged.json")
        with suppress(OSError):
            self.path.replace(aside)
            self.moved_aside = aside


def _whole(low: int, high: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _vaults(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(vault, KnownVault) for vault in value)


def _language(value: object) -> bool:
    """Letters and underscores only: the name becomes part of a path."""
    return isinstance(value, str) and 0 < len(value) <= 12 and value.replace("_", "").isalpha()


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "language": _language,
    "theme": lambda value: value in THEMES,
    "text_percent": _whole(75, 300),
    "vaults": _vaults,
    "idle_minutes": _whole(1, 15),
    "width": _whole(320, 20_000),
    "height": _whole(240, 20_000),
    "reduced_motion": _switch,
    "conceal_when_inactive": _switch,
}


def _from_json(document: Mapping[str, Any]) -> Settings:
    """The settings in a document; a value that does not fit falls back to its default alone."""
    good: dict[str, Any] = {}
    for field in fields(Settings):
        value = document.get(field.name)
        if field.name == "vaults":
            value = _known_vaults(value)
        if value is not None and _CHECKS[field.name](value):
            good[field.name] = value
    return Settings(**good)


def _known_vaults(value: object) -> tuple[KnownVault, ...]:
    rows = value if isinstance(value, list) else []
    return tuple(
        KnownVault(row["folder"], row["nickname"])
        for row in rows
        if isinstance(row, dict)
        and isinstance(row.get("folder"), str)
        and isinstance(row.get("nickname"), str)
    )


def _replace_private(path: Path, data: bytes) -> None:
    """Whole or not at all, and 0600 from birth whatever the umask."""
    temp = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    try:
        with os.fdopen(os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temp.replace(path)
    finally:
        temp.unlink(missing_ok=True)
