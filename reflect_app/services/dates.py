"""Dates that leave: the next one for a calendar, the held ones for an employer."""

from __future__ import annotations

from pathlib import Path

from reflect_app.core.clock import Clock
from reflect_app.core.supervision import Session
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.calendar_file import calendar_file
from reflect_app.exporting.dates import dates_csv, dates_document
from reflect_app.exporting.files import Written, write_bytes, write_file
from reflect_app.services.packs import format_for
from reflect_app.services.sessions import SessionService
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.words import tr


class DateService:
    """Use cases on dates of one unlocked vault. Only its owner can call them."""

    def __init__(self, clock: Clock, sessions: SessionService, settings: VaultSettings) -> None:
        self._clock = clock
        self._sessions = sessions
        self._settings = settings

    def held(self, first: str = "", last: str = "") -> list[Session]:
        """Recorded sessions between two ISO dates, both counted, the earliest first."""
        return [
            session
            for session in reversed(self._sessions.list())
            if session.record
            and not session.put_by
            and (not first or session.at[:10] >= first)
            and (not last or session.at[:10] <= last)
        ]

    def write_calendar(self, id_: str, out: Path) -> Written:
        """A session's date as an `.ics` file, without names."""
        session = self._sessions.find(id_)
        now = self._clock.now()
        data = calendar_file(session.id, session.kind, session.at, session.minutes, now)
        return write_bytes(data, out)

    def write_dates(
        self, out: Path, first: str = "", last: str = "", *, writer: bool = False
    ) -> Written:
        """The dates of held sessions: `.csv`, or a format of packs, by the file's name.

        Raises:
            InvalidInputError: no session is recorded in that time.
        """
        held = self.held(first, last)
        if not held:
            raise InvalidInputError(
                tr("No session is recorded in that time."),
                tr("Only what was held and recorded is in it."),
                code="nothing-chosen",
            )
        if out.suffix.casefold() == ".csv":
            return write_bytes(dates_csv(held), out)
        name = str(self._settings.get("display_name")) if writer else ""
        made = self._clock.now().date().isoformat()
        return write_file(dates_document(held, made, name), format_for(out), out)
