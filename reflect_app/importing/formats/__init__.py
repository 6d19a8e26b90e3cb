"""The journals that can be brought in: one module `from_NAME.py` each, found by its name.

A new one is one new file with a class `Format` that fits `Importer`; nothing else is edited.
A module is imported when its format is first asked for.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from reflect_app.errors import InvalidInputError
from reflect_app.importing.notes import Notes
from reflect_app.importing.record import Record
from reflect_app.importing.source import Source
from reflect_app.words import tr

_PREFIX = "from_"
OURS = "reflect"
"""This program's own export. It is taken back whole, by `services.bringing_back`, not read here."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read. `zone` (IANA) is where the writer was, for entries that do not say.

    What is skipped or changed on the way goes to `notes`.
    """

    zone: str
    notes: Notes = field(default_factory=Notes)


class Importer(Protocol):
    """One format. `name` is the command line's word; `label` is the program's name for people,
    `hint` one sentence on what to choose.
    """

    name: str

    @property
    def label(self) -> str:
        """The other program, as people call it."""
        ...

    @property
    def hint(self) -> str:
        """What to export there and which file or folder to choose here."""
        ...

    def recognises(self, source: Source) -> bool:
        """Whether this looks like such a journal; reads little. Raises nothing of its own."""
        ...

    def read(self, source: Source, reading: Reading) -> Iterator[Record]:
        """The entries, one at a time. Each is read when it is asked for.

        Raises:
            ImportRefusedError: it is no such journal, unsafe, damaged or locked.
        """
        ...


@cache
def importer_names() -> tuple[str, ...]:
    """Every format there is but our own, by name, without importing any of them."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)))


@cache
def importer_for(name: str) -> Importer:
    """The importer of a format by name; InvalidInputError where there is none."""
    if name not in importer_names():
        raise InvalidInputError(
            tr("Reflect cannot bring in the format “{name}”.").format(name=name[:40]),
            tr("Choose one of: {names}.").format(names=", ".join((OURS, *importer_names()))),
            code="unknown-format",
        )
    importer: Importer = importlib.import_module(f"{__name__}.{_PREFIX}{name}").Format()
    return importer


def recognised(source: Source) -> tuple[str, ...]:
    """The formats that a source looks like, by name; the plainest, Markdown, is never first."""
    fitting = [name for name in importer_names() if importer_for(name).recognises(source)]
    return tuple(sorted(fitting, key=lambda name: (name == "markdown", name)))
