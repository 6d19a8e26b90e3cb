"""The exchange folder: put out what waits, take in what came, clear away what is done with."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from reflect_app.core.changes import Saved
from reflect_app.core.clock import stamp
from reflect_app.core.shares import Status
from reflect_app.errors import FileProblemError, InvalidInputError, ReflectError
from reflect_app.services.inbox import InboxService
from reflect_app.services.outbox import Outbox
from reflect_app.services.receiving import Received, Receiver
from reflect_app.services.replies import ReplyService
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.sharing.bundle import BundleError
from reflect_app.sharing.folder import Found, look, read
from reflect_app.vault.trusted_clock import TrustedClock
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

_AGAIN: frozenset[Status] = frozenset({"unknown-sender", "damaged", "incomplete", "expired"})


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """The folder as it is now. `there` is False while it is not connected, and where the
    organisation does not allow it, which `refusal` then says.
    """

    folder: str
    there: bool
    unwritten: int
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a round: so many of so many files looked at, and what came of this one.

    `received` is None for a file that is not for this journal.
    """

    done: int
    total: int
    received: Received | None = None


class ExchangeService:
    """Use cases on the exchange folder of one unlocked vault."""

    def __init__(
        self,
        vault: Vault,
        settings: VaultSettings,
        outbox: Outbox,
        inbox: InboxService,
        replies: ReplyService,
    ) -> None:
        self._vault = vault
        self._settings = settings
        self._outbox = outbox
        self._inbox = inbox
        self._replies = replies
        self._clock = TrustedClock(vault)

    def set(self, folder: Path) -> Saved:
        """Choose the folder. It may be one that others use too.

        Raises:
            FileProblemError: code `exchange-missing`. InvalidInputError: code `bad-exchange`;
                it lies inside the journal's own folder. Code `not-allowed`, by the organisation's
                policy.
        """
        chosen, own = folder.resolve(), self._vault.place.folder.resolve()
        if not chosen.is_dir():
            raise FileProblemError(
                tr("There is no folder {folder}.").format(folder=folder),
                tr("Make it first, or choose one that your sync program carries."),
                code="exchange-missing",
            )
        if chosen == own or own in chosen.parents or chosen in own.parents:
            raise InvalidInputError(
                tr("The exchange folder and the journal's own folder cannot lie in one another."),
                tr("Choose a folder that holds nothing but bundles."),
                code="bad-exchange",
            )
        self._outbox.allow(chosen)
        return self._settings.set("exchange_folder", str(chosen))

    def off(self) -> Saved:
        """Use no folder any more. What lies there stays until somebody takes it away."""
        return self._settings.set("exchange_folder", "")

    def state(self) -> ExchangeState:
        """Which folder it is, and whether it is there."""
        chosen = str(self._settings.get("exchange_folder"))
        waiting = len(self._outbox.unwritten())
        try:
            there = bool(chosen) and self._outbox.folder().is_dir()
        except InvalidInputError as problem:
            return ExchangeState(chosen, False, waiting, problem.message)
        except FileProblemError:
            return ExchangeState(chosen, False, waiting)
        return ExchangeState(chosen, there, waiting)

    def round(self) -> Generator[Step, None, None]:
        """One round, a step at a time, so that a window can draw in between and stop it.

        Writes what could not be written before; opens every file that is new here; sends
        receipts to those who share this way; deletes one's own files that are done with. A
        round that was stopped keeps what it took, and the next one goes on from there.

        Raises:
            InvalidInputError: code `no-exchange` or `not-allowed`. FileProblemError: code
                `exchange-missing`.
        """
        folder = self._outbox.folder()
        self._outbox.settle()
        seen = self._outbox.store.seen()
        own = {sent.path for sent in self._outbox.store.outgoing()}
        there = sorted(look(folder), key=lambda found: found.path.name)
        fresh = [f for f in there if f.mark not in seen and f.path.name not in own]
        kept = {found.mark for found in there} & seen
        try:
            receiver = self._inbox.receiver() if fresh else None
            for place, found in enumerate(fresh, 1):
                assert receiver is not None
                data = read(found.path)
                received = None if data is None else self._taken(receiver, found, data)
                # A file that went away, or that somebody holds, was not looked at: it may be back.
                if data is not None and (received is None or received.status not in _AGAIN):
                    kept.add(found.mark)
                yield Step(place, len(fresh), received)
        finally:
            if kept != seen:
                with self._vault.writing() as tx:
                    self._outbox.store.put_seen(tx, kept)
        with suppress(FileProblemError):  # a folder that may only be read: they wait, and go later
            self._replies.send_receipts()
        self.tidy()

    def tidy(self) -> int:
        """Write what could not be written, and delete one's own files that are done with; how
        many. After unlocking; a folder that is not there is left for another day.
        """
        self._outbox.settle()
        return self._outbox.tidy(stamp(self._clock.now()))

    def receive(self) -> tuple[Received, ...]:
        """A whole round at once; what came, without the files of others."""
        steps = list(self.round())
        return tuple(step.received for step in steps if step.received is not None)

    def _taken(self, receiver: Receiver, found: Found, data: bytes) -> Received | None:
        """What came of a file; None where it is for somebody else."""
        name = found.path.name
        try:
            received = receiver.take(data)
        except BundleError as problem:
            if problem.flaw == "not-for-me":
                return None
            status: Status = "incomplete" if problem.flaw == "incomplete" else "damaged"
            return Received("", "", status, None, file=name, problem=problem.message)
        except ReflectError as problem:
            if problem.name != "newer-version":
                raise
            return Received("", "", "incomplete", None, file=name, problem=problem.message)
        if received.status != "unknown-sender":
            self._met(received)
        return replace(received, file=name)

    def _met(self, received: Received) -> None:
        """Whoever sends this way is answered this way."""
        if received.signer and not self._outbox.store.in_exchange(received.signer):
            with self._vault.writing() as tx:
                self._outbox.store.put_way(tx, received.signer)
