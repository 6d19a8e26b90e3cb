"""Leaving the job: learning accounts, one's own entries after a name check, or nothing.

Some of a journal may be an employer's information, so what goes is chosen and looked at. Only how
each entry stands now goes, never an earlier wording, and never the list of real names.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from reflect_app.core.clock import Clock, stamp
from reflect_app.core.entries import Query
from reflect_app.core.records import Record, state_hash_of
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.files import write_bytes
from reflect_app.exporting.watch import UNWATCHED, Watch
from reflect_app.exporting.whole.as_json import JsonExport
from reflect_app.services.allowed import not_allowed
from reflect_app.services.copying_out import CopyingOut
from reflect_app.services.names import NamesService
from reflect_app.services.own_prompts import pointed_rest, rest_of, rest_sections
from reflect_app.services.pack_choice import PackRequest, Swap
from reflect_app.services.packs import PackMade, PackPreview, PackService, write_pack
from reflect_app.services.pointed import check_unchanged
from reflect_app.services.portfolio import PortfolioRequest, PortfolioService
from reflect_app.services.swapping import Swapping
from reflect_app.words import tr

Take = Literal["learning", "entries"]
JOURNAL = "journal"
"""The form that `import reflect` takes back, beside the forms of a pack."""


class LeavingService:
    """Use cases on what a person takes along from one unlocked vault. Reads and never writes."""

    def __init__(
        self,
        clock: Clock,
        copying: CopyingOut,
        packs: PackService,
        portfolio: PortfolioService,
        names: NamesService,
        *,
        allowed: bool = True,
    ) -> None:
        self._allowed = allowed
        self._clock = clock
        self._copying = copying
        self._packs = packs
        self._portfolio = portfolio
        self._names = names

    def preview(self, take: Take, swaps: tuple[Swap, ...] = ()) -> PackPreview:
        """Exactly what would go, and what in it could point to someone.

        Raises:
            InvalidInputError: there is nothing of that to take, or code `not-allowed`: the
                organisation's policy; see also `PortfolioService`.
        """
        if not self._allowed:
            raise not_allowed(tr("No copy is made here for leaving the job."))
        if take == "learning":
            return self._portfolio.preview(PortfolioRequest(swaps=swaps))
        ids = self._copying.found(Query(), bin_too=False)
        request = PackRequest(
            entries=ids, layout="journal", all_fields=True, swaps=swaps, title=tr("My entries")
        )
        pack = self._packs.preview(request)
        ready = Swapping(swaps)
        prompts = self._copying.prompts(self._newest(pack), ready)
        rest = rest_of(prompts, pack.chosen)
        found = (*pack.identifiers, *pointed_rest(rest, self._names.finder(), ready))
        sections = (*pack.document.sections, *rest_sections(rest))
        return replace(pack, identifiers=found, document=replace(pack.document, sections=sections))

    def records(self, preview: PackPreview, swaps: Sequence[Swap] = ()) -> tuple[Record, ...]:
        """The same to be brought into another journal: how each entry stands, and its wording.

        Raises:
            InvalidInputError: code `changed-since-look`; an entry was changed meanwhile.
        """
        held = self._copying.held(item.entry.id for item in preview.chosen)
        looked_at = {item.entry.id: item.entry.revision for item in preview.chosen}
        check_unchanged({one.id: one.newest.number for one in held} == looked_at)
        ready = Swapping(swaps)
        copies = [self._copying.copied(one, ready, newest=True) for one in held]
        fields = {
            item.entry.id: {field.question.id for field in item.fields} for item in preview.chosen
        }
        shown = (_shown(one, fields[one.id]) for one in copies)
        return (*self._copying.wordings(copies, ready), *shown)

    def _newest(self, pack: PackPreview) -> list[Record]:
        """How each chosen entry stands, and nothing of how it stood before."""
        held = self._copying.held(item.entry.id for item in pack.chosen)
        return [replace(one, revisions=one.revisions[-1:]) for one in held]

    def write(
        self,
        preview: PackPreview,
        out: Path,
        format: str,  # noqa: A002  the word people use
        swaps: Sequence[Swap] = (),
        watch: Watch = UNWATCHED,
    ) -> PackMade:
        """Write what the preview showed, in a form of a pack or to be taken back elsewhere.

        Raises:
            FileProblemError, DiskFullError, CancelledError: nothing was written.
        """
        if format != JOURNAL:
            return write_pack(preview, out, format, watch)
        return write_journal(self.records(preview, swaps), out, stamp(self._clock.now()))


def write_journal(records: Sequence[Record], out: Path, made: str) -> PackMade:
    """The form for another journal. `made` is RFC 3339. Needs no vault."""
    ordered = sorted(records, key=lambda one: (one.kind, one.id))
    export = JsonExport(made, about_leaving())
    parts = (export.begin(), *export.objects(ordered), export.end(state_hash_of(ordered)))
    written = write_bytes(b"".join(parts), out)
    count = sum(one.kind == "entry" for one in ordered)
    return PackMade(written.path, written.bytes, count, JOURNAL)


def refuse_unreviewed(preview: PackPreview, *, reviewed: bool = False) -> None:
    """Raise where something could point to someone and nobody said that it may stay.

    Raises:
        InvalidInputError: code `identifiers-found`.
    """
    if not reviewed and (preview.identifiers or preview.meetings):
        raise InvalidInputError(
            tr("Something in it could point to other people, so nothing was written."),
            tr("Look at what was found. Put other words in the copy, or say that it may stay."),
            code="identifiers-found",
        )


def question() -> str:
    """What is asked of somebody who leaves."""
    return tr(
        "Some of this may be your employer's information. Choose: learning accounts, my entries"
        " after a name check, or nothing."
    )


def about_leaving() -> list[str]:
    """What the form for another journal says of itself."""
    return [
        tr("Entries that their writer took along on leaving a job, as each stood then."),
        tr("Nothing protects this file: whoever can open it can read it."),
        tr("It holds no earlier wording, no key, no list of real names and no remark of others."),
        tr("Reflect can bring it into another journal."),
    ]


def _shown(record: Record, fields: Collection[str]) -> Record:
    """With the answers that were looked at alone; no marks and remarks of the job that is left."""
    old = record.newest.body
    answers = {name: value for name, value in old["answers"].items() if name in fields}
    body = {**old, "answers": answers, "marked": False, "marked_questions": []}
    body.pop("comments", None)
    return Record(record.kind, record.id, (replace(record.newest, body=body),))
