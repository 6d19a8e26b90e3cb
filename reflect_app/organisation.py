"""What an organisation set for a whole computer: limits, and people to turn to.

`policy.json` can narrow what Reflect does and never widen it: there is no word in it for a
reader, a key, a count or a report. It is only ever read, and shown whole in Settings.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reflect_app.words import tr, trn

_LARGEST = 64 * 1024
_MOST_ROWS = 40
_LONGEST = 300
_WORDS = 12  # of a fingerprint
MOST_IDLE = 15
LEAST_KEEP, MOST_KEEP = 30, 3660  # days: nothing that was sent goes before it can be read


@dataclass(frozen=True, slots=True)
class Organisation:
    """The rules in force. `idle_minutes` is the longest wait before locking; `vault_places` are
    folders within which new journals may be made, `exchange_places` those within which the
    exchange folder lies (anywhere, where there are none); `received_keep_days` is the longest
    that what others sent is kept (0: as long as the person likes); `prompt_packs` are the
    fingerprints whose packs may be taken in (None: anybody's; none in it: nobody's). `support`
    are rows of name, contact and note. `problem` is a sentence where the file is no policy.
    """

    idle_minutes: int = MOST_IDLE
    quick_unlock: bool = True
    unprotected_export: bool = True
    leavers_copy: bool = True
    vault_places: tuple[Path, ...] = ()
    exchange_places: tuple[Path, ...] = ()
    received_keep_days: int = 0
    prompt_packs: tuple[str, ...] | None = None
    support: tuple[tuple[str, str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    problem: str = ""

    def allows_place(self, folder: Path) -> bool:
        """Whether a new journal may be made there."""
        return _lies_in(folder, self.vault_places)

    def allows_exchange(self, folder: Path) -> bool:
        """Whether sealed files may come and go there."""
        return _lies_in(folder, self.exchange_places)

    def allows_pack(self, fingerprint: str) -> bool:
        """Whether a prompt pack of this signer may be taken in. Of one's own, nobody asks."""
        return self.prompt_packs is None or fingerprint in self.prompt_packs

    def sentences(self) -> tuple[str, ...]:
        """All of it, in the words of Settings; nothing where nothing is set."""
        said = [self.problem] if self.problem else []
        if self.idle_minutes < MOST_IDLE:
            said.append(
                trn(
                    "The journal locks after {count} minute at the latest.",
                    "The journal locks after {count} minutes at the latest.",
                    self.idle_minutes,
                ).format(count=self.idle_minutes)
            )
        if not self.quick_unlock:
            said.append(tr("Quick unlock is off."))
        if not self.unprotected_export:
            said.append(tr("The whole journal is not exported in clear text."))
        if not self.leavers_copy:
            said.append(tr("No copy is made for leaving the job."))
        if self.vault_places:
            places = ", ".join(str(place) for place in self.vault_places)
            said.append(tr("New journals are made in: {places}").format(places=places))
        if self.exchange_places:
            places = ", ".join(str(place) for place in self.exchange_places)
            said.append(tr("The exchange folder lies in: {places}").format(places=places))
        if self.received_keep_days:
            said.append(
                tr(
                    "What others sent you is erased after {count} days at the latest, unless you"
                    " hold it or keep everything for now."
                ).format(count=self.received_keep_days)
            )
        if self.prompt_packs == ():
            said.append(tr("No prompt packs of others are taken in."))
        elif self.prompt_packs is not None:
            signers = "; ".join(self.prompt_packs)
            said.append(tr("Prompt packs are taken in from: {signers}").format(signers=signers))
        if self.support:
            names = ", ".join(name for name, _contact, _note in self.support)
            said.append(tr("Added to the support list: {names}").format(names=names))
        if self.unknown:
            names = ", ".join(self.unknown)
            said.append(
                tr("Not known to this Reflect, so not followed: {names}").format(names=names)
            )
        return tuple(said)


def _lies_in(folder: Path, places: tuple[Path, ...]) -> bool:
    inside = (folder.resolve().is_relative_to(place.resolve()) for place in places)
    return not places or any(inside)


def read(path: Path) -> Organisation:
    """The rules of the file; none where there is no file.

    A file that is no policy, or a value that does not fit, is said, and the strictest that it
    could have meant holds for quick unlock and the idle wait, and for prompt packs where it names
    them. A person can always get their own
    words out, and write.
    """
    try:
        with path.open("rb") as source:
            data = source.read(_LARGEST + 1)
    except FileNotFoundError:
        return Organisation()
    except OSError:
        return _unreadable()
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return _unreadable()
    if not isinstance(document, dict) or len(data) > _LARGEST:
        return _unreadable()
    return _of(document)


def _of(document: Mapping[str, Any]) -> Organisation:
    good: dict[str, Any] = {}
    bad = [name for name in _FIELDS if name in document and not _FIELDS[name](document[name])]
    for name in _FIELDS:
        if name in document and name not in bad:
            good[name] = _MADE.get(name, _as_it_is)(document[name])
    for name in set(bad) & _STRICT_BY_NAME.keys():
        good[name] = _STRICT_BY_NAME[name]
    problem = ""
    if bad:
        problem = tr("Your organisation's policy has values that do not fit: {names}").format(
            names=", ".join(bad)
        )
    unknown = tuple(sorted(str(name)[:_LONGEST] for name in document if name not in _FIELDS))
    return Organisation(**good, unknown=unknown[:_MOST_ROWS], problem=problem)


def _unreadable() -> Organisation:
    return Organisation(
        **_STRICT, problem=tr("Your organisation's policy cannot be read. Tell your IT department.")
    )


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _minutes(value: object) -> bool:
    return type(value) is int and 1 <= value <= MOST_IDLE


def _days(value: object) -> bool:
    return type(value) is int and LEAST_KEEP <= value <= MOST_KEEP


def _texts(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= _MOST_ROWS
        and all(isinstance(one, str) and one and "\0" not in one for one in value)
    )


def _fingerprints(value: object) -> bool:
    return _texts(value) and all(len(one.split()) == _WORDS for one in value)  # type: ignore[attr-defined]


def _rows(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= _MOST_ROWS
        and all(isinstance(row, dict) and str(row.get("name", "")).strip() for row in value)
    )


def _as_it_is(value: Any) -> Any:  # noqa: ANN401  any JSON that passed its check
    return value


def _places(value: list[str]) -> tuple[Path, ...]:
    """With `~` and the system's variables, since one file serves many people."""
    return tuple(Path(os.path.expandvars(one)).expanduser() for one in value)


def _signers(value: list[str]) -> tuple[str, ...]:
    """Fingerprints as Reflect writes them, however they were spaced and spelt large or small."""
    return tuple(" ".join(one.lower().split())[:_LONGEST] for one in value)


def _support(value: list[dict[str, Any]]) -> tuple[tuple[str, str, str], ...]:
    parts = ("name", "contact", "note")
    found = (tuple(str(row.get(part, ""))[:_LONGEST] for part in parts) for row in value)
    return tuple((name, contact, note) for name, contact, note in found)


_FIELDS: Mapping[str, Callable[[object], bool]] = {
    "idle_minutes": _minutes,
    "quick_unlock": _switch,
    "unprotected_export": _switch,
    "leavers_copy": _switch,
    "vault_places": _texts,
    "exchange_places": _texts,
    "received_keep_days": _days,
    "prompt_packs": _fingerprints,
    "support": _rows,
}
_MADE: Mapping[str, Callable[[Any], Any]] = {
    "vault_places": _places, "exchange_places": _places, "prompt_packs": _signers,
    "support": _support,
}  # fmt: skip
_STRICT: Mapping[str, Any] = {"idle_minutes": 5, "quick_unlock": False}
_STRICT_BY_NAME: Mapping[str, Any] = {**_STRICT, "prompt_packs": ()}
