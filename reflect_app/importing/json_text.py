"""JSON from elsewhere: sized and counted before it is read, one entry at a time where it can be."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from reflect_app.importing import problems

MOST_PIECES = 4_000_000
"""Commas, brackets and braces of one file: what a parser makes grows with them."""


# Half of a pair: no parser but the standard one takes it, and nobody can read it.
_HALF = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
T = TypeVar("T")


class _Listed(msgspec.Struct):
    entries: list[msgspec.Raw] = []


def entries_of(data: bytes, name: str) -> Iterator[dict[str, Any] | None]:
    """The objects of the root's `entries`, one at a time; None for one that is no object.

    Raises:
        ImportRefusedError: it is no such JSON, or larger or deeper than any journal.
    """
    yield from _objects(_decoded(data, name, _Listed).entries)


def listed_in(data: bytes, name: str) -> Iterator[dict[str, Any] | None]:
    """The objects of a JSON list, as `entries_of`."""
    yield from _objects(_decoded(data, name, list[msgspec.Raw]))


def object_in(data: bytes, name: str) -> dict[str, Any]:
    """One JSON object.

    Raises:
        ImportRefusedError: it is none, or larger or deeper than any journal.
    """
    try:
        found = json.loads(_checked(data, name).decode("utf-8"))
    except RecursionError:
        raise problems.too_deep(name) from None
    except ValueError:
        raise problems.damaged(name) from None
    if not isinstance(found, dict):
        raise problems.damaged(name)
    return found


def text_in(value: object) -> str:
    """A JSON string; "" for anything else."""
    return value if isinstance(value, str) else ""


def texts_in(value: object) -> list[str]:
    """The strings of a JSON list; none for anything else."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def number_in(value: object) -> float | None:
    """A finite JSON number that means one (Journey writes the largest float for "none")."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        return None
    return float(value) if math.isfinite(value) else None


def _decoded(data: bytes, name: str, kind: type[T]) -> T:
    checked = _checked(data, name)
    try:
        try:
            return msgspec.json.decode(checked, type=kind)
        except msgspec.DecodeError:
            return msgspec.json.decode(_HALF.sub(rb"\\ufffd", checked), type=kind)
    except RecursionError:
        raise problems.too_deep(name) from None
    except (msgspec.MsgspecError, ValueError):
        raise problems.damaged(name) from None


def _objects(listed: list[msgspec.Raw]) -> Iterator[dict[str, Any] | None]:
    for raw in listed:
        try:
            found = json.loads(bytes(raw).decode("utf-8"))
        except (ValueError, RecursionError):
            yield None
        else:
            yield found if isinstance(found, dict) else None


def _checked(data: bytes, name: str) -> bytes:
    bare = data.removeprefix(b"\xef\xbb\xbf")
    if bare.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            bare = bare.decode("utf-16").encode("utf-8", "replace")
        except UnicodeDecodeError:
            raise problems.damaged(name) from None
    if sum(bare.count(sign) for sign in (b",", b"[", b"{")) > MOST_PIECES:
        raise problems.too_large(name)
    return bare
