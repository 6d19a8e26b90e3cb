"""Which entries hold a feeling, for the Journal's filter. Read once, then kept up to date.

What was picked stands in the answers alone, so the first question of a session reads every
revision; a revision never changes, so later ones read only what came since. It is held in memory
for as long as the vault is open, and never on disk.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import msgspec

from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault

_SINCE = (
    "SELECT seq, content FROM revision"
    " WHERE seq > ? AND kind = 'entry' AND content IS NOT NULL ORDER BY seq"
)
_LAST = "SELECT max(seq) FROM revision"
_KEYS = "SELECT key FROM entry WHERE seq IN (SELECT value FROM json_each(?))"
_AT_ONCE = 500


class _Body(msgspec.Struct):
    answers: dict[str, msgspec.Raw]
    template: str
    template_version: int


class _Content(msgspec.Struct):
    body: _Body


_decoder = msgspec.json.Decoder(_Content)
_picks = msgspec.json.Decoder(list[str])


class FeelingIndex:
    """The revisions by the feelings picked in them, in any question of the type `emotions`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._templates = TemplateStore(vault)
        self._asked: dict[tuple[str, int], tuple[str, ...]] = {}
        self._found: dict[str, array[int]] = {}
        self._keys: dict[str, str] = {}
        self._upto = 0
        self._undone = vault.undone

    def keys(self, feeling: str) -> str:
        """The keys of the entries that hold it as they stand now, as a JSON list.

        To find them takes a look at every entry, so they are kept until something is saved.
        """
        self._catch_up()
        if feeling not in self._keys:
            numbers = _listed(self._found.get(feeling, ()))
            with self._vault.reading() as connection:
                found = connection.exec_driver_sql(_KEYS, (numbers,)).scalars().all()
            self._keys[feeling] = _listed(found)
        return self._keys[feeling]

    def _catch_up(self) -> None:
        if self._undone != self._vault.undone:  # some of it may never have been committed
            self._asked, self._found, self._keys, self._upto = {}, {}, {}, 0
            self._undone = self._vault.undone
        new: list[tuple[int, _Body]] = []
        with self._vault.reading() as connection:
            newest = connection.exec_driver_sql(_LAST).scalar() or 0
            if newest == self._upto:
                return
            rows = connection.exec_driver_sql(_SINCE, (self._upto,))
            while found := rows.fetchmany(_AT_ONCE):
                new += [(seq, _decoder.decode(content).body) for seq, content in found]
        self._upto, self._keys = newest, {}
        for seq, body in new:
            for feeling in self._in(body):
                self._found.setdefault(feeling, array("q")).append(seq)

    def _in(self, body: _Body) -> set[str]:
        wording = (body.template, body.template_version)
        if wording not in self._asked:
            template = self._templates.get(*wording)
            self._asked[wording] = tuple(
                question.id for question in template.questions if question.type == "emotions"
            )
        answers = body.answers
        held = (answers[name] for name in self._asked[wording] if name in answers)
        return {feeling for picked in held for feeling in _picks.decode(picked)}


def _listed(numbers: Iterable[int]) -> str:
    return "[" + ",".join(map(str, numbers)) + "]"
