"""The bodies that ask for learning accounts, as data that a non-programmer can mend.

No figure here is a rule of the program: each is what somebody read, with where and when, and its
writer can set another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import msgspec

from reflect_app.words import language

Measure = Literal["accounts", "hours", "participatory", "peer", "kinds"]
MEASURES: tuple[Measure, ...] = get_args(Measure)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in every language the data is kept in."""

    en: str
    cy: str

    def __str__(self) -> str:
        """In the language in force."""
        return self.cy if language() == "cy" and self.cy else self.en


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that is counted. `figure` None: the body sets no number.

    `source` is where the number was read; `noted` the month, `YYYY-MM`, it was noted here.
    """

    counts: Measure
    source: Words
    noted: str
    figure: int | None = None


class Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a body asks besides, which a journal cannot count."""

    words: Words
    source: Words
    noted: str


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question of the account under the heading that this body would give it."""

    question: str
    heading: Words


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One body. `months` is how long its round lasts, 0 for no round at all.

    `form` says plainly that the body's own form is still to be filled in. `fields` are in the
    order in which the body asks.
    """

    id: str
    order: int
    name: Words
    full_name: Words
    months: int
    form: Words
    figures: tuple[Figure, ...]
    fields: tuple[Heading, ...]
    beside: tuple[Beside, ...] = ()

    def figure(self, measure: str) -> Figure | None:
        """What it says about one measure; None where it counts no such thing."""
        return next((each for each in self.figures if each.counts == measure), None)


def read_bodies(files: Iterable[bytes]) -> tuple[Body, ...]:
    """The bodies in TOML files, in their own order. `msgspec.ValidationError` says what a file
    of ours has wrong.
    """
    found = (msgspec.convert(tomllib.loads(data.decode()), Body) for data in files)
    return tuple(sorted(found, key=lambda body: (body.order, body.id)))


def read_copying(data: bytes) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By template, then by field of the account: the questions whose words are copied there."""
    return msgspec.convert(tomllib.loads(data.decode()), dict[str, dict[str, tuple[str, ...]]])
