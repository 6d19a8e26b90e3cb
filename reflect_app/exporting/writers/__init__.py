"""The formats a document can be written in: one module `to_NAME.py` each, found by its name.

A new format is one new file with a class `Format` that fits `Writer`; nothing else is edited.
A module is imported when its format is first asked for, so that start-up pays for none.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import PurePath
from typing import Protocol

from reflect_app.errors import InvalidInputError
from reflect_app.exporting.document import Document
from reflect_app.exporting.watch import UNWATCHED, Watch
from reflect_app.words import tr

_PREFIX = "to_"


class Writer(Protocol):
    """One format. `name` is what `--format` takes, `suffix` the file's, with its dot;
    `label` is what a person reads in a list.
    """

    name: str
    suffix: str

    @property
    def label(self) -> str:
        """The format's name for people, in their language."""
        ...

    def write(self, document: Document, watch: Watch = UNWATCHED) -> bytes:
        """The whole file, in memory, read back and found to say what the document says.

        Raises ReadBackError where it does not, CancelledError when stopped.
        """
        ...


@cache
def format_names() -> tuple[str, ...]:
    """Every format there is, by name, without importing any of them."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)))


@cache
def writer_for(name: str) -> Writer:
    """The writer of a format by name; InvalidInputError where there is none."""
    if name not in format_names():
        raise InvalidInputError(
            tr("Reflect cannot write the format “{name}”.").format(name=name),
            tr("Choose one of: {names}.").format(names=", ".join(format_names())),
        )
    module = importlib.import_module(f"{__name__}.{_PREFIX}{name}")
    writer: Writer = module.Format()
    return writer


def format_of(path: PurePath) -> str:
    """The format a file's name asks for, by its suffix."""
    suffix = path.suffix.lower()
    for name in format_names():
        if writer_for(name).suffix == suffix:
            return name
    raise InvalidInputError(
        tr("The name “{name}” does not say which format is wanted.").format(name=path.name),
        tr("End it with one of {suffixes}, or choose the format.").format(
            suffixes=", ".join(writer_for(name).suffix for name in format_names())
        ),
    )
