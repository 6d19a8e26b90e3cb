"""The supervision pack: an agenda of what is marked, the actions of last time, the entries."""

from __future__ import annotations

from reflect_app.exporting.document import Document
from reflect_app.exporting.pack import PackContent, supervision_pack
from reflect_app.words import tr


class Layout:
    """See `supervision_pack`."""

    name = "supervision"
    everything = False
    fields = ()
    of = ""

    @property
    def label(self) -> str:
        """What a list of layouts calls it."""
        return tr("Supervision pack")

    def document(self, content: PackContent) -> Document:
        """The pack."""
        return supervision_pack(content)
