"""A group's summary, sealed for each member who has a card, so that their keys may agree it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from reflect_app.core.changes import Changes
from reflect_app.core.supervision import Session
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.summary import SUMMARISED
from reflect_app.services.entries import EntryService
from reflect_app.services.groups import GroupService
from reflect_app.services.pack_choice import Swap
from reflect_app.services.pointed import check_unchanged
from reflect_app.services.records import RecordService
from reflect_app.services.sessions import SessionService
from reflect_app.services.shares import SharePreview, ShareRequest, ShareService
from reflect_app.services.supervision_people import GROUP
from reflect_app.words import tr


@dataclass(frozen=True, slots=True)
class Circulated:
    """What left: a file for each card, and how many members that is."""

    outs: tuple[Path, ...]
    members: int
    changes: Changes = field(default_factory=Changes)


class CirculationService:
    """Use cases on a summary that travels. Attendance, totals and every private answer stay."""

    def __init__(
        self,
        groups: GroupService,
        sessions: SessionService,
        entries: EntryService,
        shares: ShareService,
        records: RecordService,
    ) -> None:
        self._groups = groups
        self._sessions = sessions
        self._entries = entries
        self._shares = shares
        self._records = records

    def requests(self, session_id: str) -> list[ShareRequest]:
        """What would leave, once for each member with a card: to be looked at first.

        Raises:
            InvalidInputError: nothing is recorded, or no member has a card (`no-cards`).
        """
        session = self._sessions.find(session_id)
        if not session.record or session.put_by or not session.group:
            raise InvalidInputError(
                tr("Nothing is recorded yet, so there is no summary."),
                tr("Write the record first."),
                code="nothing-recorded",
            )
        answers = self._entries.show(session.record).answers
        fields = tuple(sorted(SUMMARISED & answers.keys()))
        group = self._groups.find(session.group)
        contacts = dict.fromkeys(member.contact for member in group.members)
        requests = [
            self._request(session, contact, fields)
            for contact in contacts
            if contact and fields and self._shares.reaches(contact)
        ]
        if not requests:
            raise InvalidInputError(
                tr("No member of this group has a card here, or there is nothing to show them."),
                tr("Save the summary as a page instead, and say when they agreed it."),
                code="no-cards",
            )
        return requests

    def seal(
        self,
        session_id: str,
        out: Path | None,
        *,
        expires: str = "",
        swaps: tuple[Swap, ...] = (),
        reviewed: bool = False,
        unconfirmed: bool = False,
        shown: SharePreview | None = None,
    ) -> Circulated:
        """Seal the summary for each member with a card: to files, or to the exchange folder.

        The second and later files get a number in their names. A newer wording takes the place
        of the earlier one. With the preview that was `shown`, made for one of them, nothing else
        leaves.

        Raises:
            InvalidInputError: see `requests`; `identifiers-found` unless `reviewed`;
                `contact-unconfirmed` unless `unconfirmed`; `changed-since-look`.
            FileProblemError: one could not be written; it was sealed for nobody.
        """
        requests = self.requests(session_id)
        requests = [replace(one, expires=expires, swaps=swaps) for one in requests]
        if shown is not None:
            said = self._shares.preview(requests[0]).seen()[1:]  # all but who reads it
            check_unchanged(said == shown.seen()[1:])
        to = [one.to for one in requests]
        left = self._shares.share_each(
            requests, out, reviewed=reviewed, unconfirmed=unconfirmed,
            beside=lambda tx: self._records.circulate(tx, session_id, to),
        )  # fmt: skip
        changes = Changes(supervision=frozenset({self._sessions.find(session_id).id}))
        for done in left:
            changes |= done.changes
        outs = [path for done in left for path in done.outs]
        return Circulated(tuple(outs), len(requests), changes)

    def _request(self, session: Session, contact: str, fields: tuple[str, ...]) -> ShareRequest:
        earlier = next(
            (
                row.id
                for row in self._shares.list(contact)
                if row.state in ("sent", "received", "unsent")
                and [entry.entry for entry in row.record.entries] == [session.record]
            ),
            "",
        )
        return ShareRequest(contact, (session.record,), fields, purpose=GROUP, replaces=earlier)
