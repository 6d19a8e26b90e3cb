"""The layouts of a document of entries: one module each, found by its name.

A layout takes what was chosen and makes a document of it; every format writes every layout.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol

from reflect_app.errors import InvalidInputError
from reflect_app.exporting.document import Document
from reflect_app.exporting.pack import PackContent
from reflect_app.words import tr

_PREFIX = "as_"
SUPERVISION = "supervision"


class Layout(Protocol):
    """One layout. `everything`: scores leave too unless somebody chose; `fields` are the only
    questions that leave unless somebody chose, empty for all; `of` is the only kind of page it is
    for, empty for any.
    """

    name: str
    everything: bool
    fields: tuple[str, ...]
    of: str

    @property
    def label(self) -> str:
        """What a list of layouts calls it."""
        ...

    def document(self, content: PackContent) -> Document:
        """The document. Entries with nothing left to say are not in it."""
        ...


@cache
def layout_names() -> tuple[str, ...]:
    """Every layout there is, the supervision pack first."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    found = sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX))
    return tuple(sorted(found, key=lambda name: name != SUPERVISION))


@cache
def layout_for(name: str) -> Layout:
    """A layout by name; InvalidInputError where there is none."""
    if name not in layout_names():
        raise InvalidInputError(
            tr("There is no layout “{name}”.").format(name=name[:40]),
            tr("Choose one of: {names}.").format(names=", ".join(layout_names())),
            code="unknown-layout",
        )
    made: Layout = importlib.import_module(f"{__name__}.{_PREFIX}{name}").Layout()
    return made
