"""What is still typed into a journal that was taken over on another computer.

It can be written there no more, but it can be sealed like a note from the lock screen: it waits
for whoever has the journal open now.
"""

from __future__ import annotations

from reflect_app.core.clock import Clock
from reflect_app.core.entries import Draft
from reflect_app.services.templates import TemplateService
from reflect_app.vault import notes_box
from reflect_app.vault.vault import Vault

_PIECE = 40_000
"""Bytes; a note holds 64 KiB, and no piece may end inside a letter."""


class Stranded:
    """Keeps the newest words of each draft as quick notes, in place of the ones before."""

    def __init__(self, vault: Vault, clock: Clock, templates: TemplateService) -> None:
        self._vault = vault
        self._clock = clock
        self._templates = templates
        self._kept: dict[str, tuple[str, list[str]]] = {}

    def keep(self, draft: Draft) -> None:
        """Seal what was typed; nothing where it is sealed already or there is nothing.

        Raises:
            ReflectError: it could not be sealed; what was sealed before is still there.
        """
        text = self._words(draft)
        before, notes = self._kept.get(draft.id, ("", []))
        if text == before:
            return
        place = self._vault.place
        made = [
            notes_box.leave(place.folder, place.anchor, piece.encode(), self._clock.now())
            for piece in _pieces(text)
        ]
        self._kept[draft.id] = (text, made)
        for note in notes:
            notes_box.drop(place.folder, note)

    def _words(self, draft: Draft) -> str:
        """Each answer that was typed, under its question."""
        template = self._templates.wording(draft.template, draft.template_version)
        typed = [
            f"{question.text}\n{draft.answers[question.id]}"
            for question in template.questions
            if question.type in ("text", "long_text") and draft.answers.get(question.id)
        ]
        return "\n\n".join([template.title, *typed]) if typed else ""


def _pieces(text: str) -> list[str]:
    pieces, rest = [], text
    while rest:
        end = len(rest.encode()[:_PIECE].decode(errors="ignore"))
        pieces.append(rest[:end])
        rest = rest[end:]
    return pieces
