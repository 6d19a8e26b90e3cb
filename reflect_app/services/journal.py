"""An unlocked journal: one vault and every use case on it. Belongs to one thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reflect_app.core.changes import Saved
from reflect_app.core.clock import Clock
from reflect_app.core.entries import Draft, Entry
from reflect_app.core.followups import Offer
from reflect_app.core.steps import Pace
from reflect_app.services.actions import ActionService
from reflect_app.services.activity import ActivityService
from reflect_app.services.agreements import AgreementService
from reflect_app.services.arrivals import ArrivalService
from reflect_app.services.backups import BackupService
from reflect_app.services.bin import BinService, Tidied
from reflect_app.services.calendar import CalendarService
from reflect_app.services.circulating import CirculationService
from reflect_app.services.combining import CombiningService
from reflect_app.services.contacts import ContactService
from reflect_app.services.context import Context
from reflect_app.services.copying_out import CopyingOut
from reflect_app.services.dates import DateService
from reflect_app.services.drafts import DraftService
from reflect_app.services.endings import EndingService
from reflect_app.services.entries import EntryService
from reflect_app.services.erasing import EraseService
from reflect_app.services.evaluation import EvaluationService
from reflect_app.services.everything import EverythingService
from reflect_app.services.exchange import ExchangeService
from reflect_app.services.figures import FigureService
from reflect_app.services.followups import FollowupService
from reflect_app.services.gathering import GatheringService
from reflect_app.services.groups import GroupService
from reflect_app.services.imports import ImportService
from reflect_app.services.inbox import InboxService
from reflect_app.services.insights import InsightService
from reflect_app.services.integrity import IntegrityService
from reflect_app.services.keys import KeyService
from reflect_app.services.learning import LearningService
from reflect_app.services.leaving import LeavingService
from reflect_app.services.names import NamesService
from reflect_app.services.notes import NoteService
from reflect_app.services.outbox import Outbox
from reflect_app.services.packs import PackService
from reflect_app.services.people import PeopleService
from reflect_app.services.portfolio import PortfolioService
from reflect_app.services.prompt_editing import PromptEditor
from reflect_app.services.prompt_packs import PromptPackService
from reflect_app.services.prompt_words import ProgramWords
from reflect_app.services.prompts_out import PromptsOut
from reflect_app.services.received_keeping import ReceivedKeeping
from reflect_app.services.records import RecordService
from reflect_app.services.recovering import RecoveryService
from reflect_app.services.replies import ReplyService
from reflect_app.services.revisions import RevisionService
from reflect_app.services.sessions import SessionService
from reflect_app.services.shares import ShareService
from reflect_app.services.supervision_people import SupervisionPeople
from reflect_app.services.templates import TemplateService
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.services.withdrawals import WithdrawalService
from reflect_app.vault.renewal import renew_words
from reflect_app.vault.rollback import Rollback
from reflect_app.vault.vault import Vault, Writing


class Journal:
    """What the window and the command line hold while a vault is open. Always `close` it."""

    def __init__(self, vault: Vault, context: Context) -> None:
        self._context = context
        self._pace: Pace = vault.pace
        self.stand_on(vault)

    def keep_pace(self, pace: Pace) -> None:
        """Let long work on this journal tell how far it is, and be stopped, by this pace."""
        self._pace = self.vault.pace = pace

    def stand_on(self, vault: Vault) -> None:
        """Every use case anew on this vault: the same journal under another key.

        Whoever holds the journal goes on with it; what was taken out of it before is over.
        """
        context = self._context
        self._vault = vault
        vault.pace = self._pace
        clock = context.clock
        self.templates = TemplateService(vault, context.library)
        self.settings = VaultSettings(vault)
        self.prompt_editor = PromptEditor(self.templates, context.library, self.settings)
        self.entries = EntryService(vault, clock, self.templates)
        self.drafts = DraftService(vault, clock, self.templates, self.entries)
        self.notes = NoteService(vault, self.templates, self.drafts)
        self.people = PeopleService(vault, self.templates)
        self.names = NamesService(vault, self.people)
        self.bin = BinService(vault, self.entries, self.settings, self.templates)
        self.calendar = CalendarService(vault, clock)
        self.revisions = RevisionService(self.entries)
        self.contacts = ContactService(vault, self.settings)
        self.prompt_packs = PromptPackService(
            vault, self.templates, context.library, self.contacts.name_of, context.organisation
        )
        self._receive(vault, context)
        self._meet(vault, clock)
        program = ProgramWords(context.library)
        self.packs = PackService(
            self.entries, self.settings, self.names, context, self.sessions, program
        )
        self.figures = FigureService(self.names, program, clock)
        self.prompts_out = PromptsOut(self.names, program, clock)
        self._share(vault)
        self._keep_safe(vault, context)
        self.recovering = RecoveryService(vault, clock, self.settings)
        self._look_back(vault, context)
        self._copy_out(vault, context, program)
        self.imports = ImportService(vault, clock, self.templates, self.entries)
        self._followups = FollowupService(self.entries.store, self.entries, self.templates, clock)

    def _copy_out(self, vault: Vault, context: Context, program: ProgramWords) -> None:
        """The use cases that copy entries as they are held: for one matter, and for who leaves."""
        copying = CopyingOut(vault, self.entries, program)
        self.gathering = GatheringService(
            vault, context.clock, copying, self.packs, self.names, self.shares, self.sessions
        )
        self.leaving = LeavingService(
            context.clock,
            copying,
            self.packs,
            self.portfolio,
            self.names,
            allowed=context.organisation.leavers_copy,
        )

    def _receive(self, vault: Vault, context: Context) -> None:
        """The use cases on what others sent; those on supervision bring it to a session."""
        self._outbox = Outbox(vault, self.settings, context.organisation)
        longest = context.organisation.received_keep_days
        self.received_keeping = ReceivedKeeping(self.settings, longest)
        self.inbox = InboxService(
            vault, self.contacts, self.entries, self.settings, self._outbox, self.received_keeping
        )
        self.arrivals = ArrivalService(vault, self.inbox, self.contacts, self.settings)

    def _keep_safe(self, vault: Vault, context: Context) -> None:
        """The use cases on the vault as a whole: its keys, its backups, what can be shown of it."""
        clock = context.clock
        self.backups = BackupService(vault, clock)
        self.erasing = EraseService(self.entries, self.backups)
        self.activity = ActivityService(vault, clock)
        self.integrity = IntegrityService(vault)
        self.everything = EverythingService(
            vault, clock, allowed=context.organisation.unprotected_export
        )
        self.keys = KeyService(vault, context.policy)

    def _look_back(self, vault: Vault, context: Context) -> None:
        """The use cases on what the entries come to over time."""
        self.insights = InsightService(vault, self.templates, context.clock)
        self.learning = LearningService(
            vault, context, self.templates, self.entries, self.drafts, self.names, self.settings
        )
        self.portfolio = PortfolioService(self.learning, self.packs, self.settings)
        self.evaluation = EvaluationService(
            vault, context, self.templates, self.contacts, self.settings
        )
        self.combining = CombiningService(vault, context, self.settings)

    def _share(self, vault: Vault) -> None:
        """The use cases on what goes to others and comes back."""
        self.shares = ShareService(vault, self.entries, self.packs, self.contacts, self._outbox)
        self.circulation = CirculationService(
            self.groups, self.sessions, self.entries, self.shares, self.records
        )
        self.withdrawals = WithdrawalService(vault, self.shares, self.contacts, self._outbox)
        self.endings = EndingService(
            vault, self.contacts, self.withdrawals, self.sessions, self.agreements
        )
        self.replies = ReplyService(vault, self.inbox, self.contacts, self._outbox, self.names)
        self.exchange = ExchangeService(
            vault, self.settings, self._outbox, self.inbox, self.replies
        )

    def _meet(self, vault: Vault, clock: Clock) -> None:
        """The use cases on supervision; packs bring a session's agenda along."""
        self.actions = ActionService(vault, clock)
        people = SupervisionPeople(self.contacts, self.inbox)
        self.sessions = SessionService(vault, clock, self.entries, people, people)
        self.records = RecordService(
            vault, self.sessions, self.entries, self.drafts, self.templates, self.settings
        )
        self.agreements = AgreementService(
            vault, clock, self.sessions, self.entries, self.drafts, self.records
        )
        self.groups = GroupService(vault, clock, self.sessions, self.entries, self.names)
        self.dates = DateService(clock, self.sessions, self.settings)

    @property
    def vault(self) -> Vault:
        """What is beneath, for whoever in this package must end it and open another."""
        return self._vault

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        return self._vault.place.folder

    @property
    def read_only(self) -> bool:
        """Whether somebody else writes, or the copy is older than last seen."""
        return not self._vault.writable or self._vault.rollback is not None

    @property
    def rollback(self) -> Rollback | None:
        """Both dates, when this copy is older than this computer last saw it."""
        return self._vault.rollback

    @property
    def first_seen(self) -> bool:
        """Whether this computer had not seen the vault before."""
        return self._vault.first_seen

    def followups(self, page: Draft | Entry) -> tuple[Offer, ...]:
        """What to offer for what was answered so far."""
        return self._followups.offers(page)

    def tidy(self, *, clock_is_right: bool = False) -> Tidied:
        """Erase what has been in the bin for thirty days, and what others sent that was hidden
        for as long; write bundles that could not be written. To be called after unlocking.
        """
        done = self.bin.tidy(
            clock_is_right=clock_is_right, also=lambda now: len(self.inbox.due(now))
        )
        if self.read_only:
            return done
        changes = done.changes
        if done.doubt is None:
            changes |= self.inbox.tidy(clock_is_right=clock_is_right)
        self.exchange.tidy()
        return replace(done, changes=changes)

    def record_reminders(self) -> list[Entry]:
        """Entries whose record nudge was answered "at handover" or "need advice"."""
        return self._followups.record_reminders()

    def settle_record(self, entry: str, outcome: str) -> Saved:
        """Answer a reminder: `done`, `not-yet` or `not-needed`."""
        return self._followups.settle_record(entry, outcome)

    def to_come_back(self) -> list[Entry]:
        """Entries whose writer wanted to come back to them the week after, once that is here."""
        return self._followups.to_come_back()

    def come_back(self, entry: str, *, wanted: bool) -> Saved:
        """Say anew whether the writer wants to come back to an entry."""
        return self._followups.come_back(entry, wanted=wanted)

    @contextmanager
    def one_commit(self) -> Iterator[Writing]:
        """Make one commit of everything written inside, or nothing of it: for long work of
        this package. Its `at` may be moved on, so that each thing is dated by its own time.
        """
        with self._vault.writing() as tx:
            yield tx

    def renew_recovery_words(self) -> str:
        """New recovery words; the old ones stop working at once, but for older backups.

        Until somebody has typed them back (`recovery_deferred`) they count as not written down.
        """
        self.settings.set("recovery_deferred", True)
        self.settings.set("recovery_checked", "")
        return renew_words(self._vault)

    def interrupt(self) -> None:
        """Stop the statement that is running. May be called from another thread."""
        self._vault.interrupt()

    def close(self) -> None:
        """Let go of the vault and its lease. Safe to call twice."""
        self._vault.close()
