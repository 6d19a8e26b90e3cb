"""What a group agreed to keep of its sessions: themes and actions, and nobody's attendance."""

from __future__ import annotations

from dataclasses import replace

from reflect_app.core import when
from reflect_app.exporting.document import Document
from reflect_app.exporting.pack import PackContent, entry_sections, frame, moment
from reflect_app.words import tr


class Layout:
    """A page or two without a cover, to be read together. Who was there is in it only by choice."""

    name = "group"
    everything = False
    fields = ("themes", "actions", "formal_record")
    of = "group-session"

    @property
    def label(self) -> str:
        """What a list of layouts calls it."""
        return tr("Group summary")

    def document(self, content: PackContent) -> Document:
        """The summary."""
        ordered = sorted(content.entries, key=moment)
        shown = list(entry_sections(replace(content, entries=tuple(ordered))))
        days = [when.full_day(chosen.entry.event[:10]) for chosen, _ in shown]
        return replace(
            frame(content, self.label, [section for _, section in shown]),
            subtitle=when.opening(" · ".join(days)),
            facts=(),
            notes=(
                tr("Kept by the person who runs the group."),
                tr("Use this for your learning. Risk and incidents go in the proper record."),
            ),
            contents=False,
            cover=False,
        )
