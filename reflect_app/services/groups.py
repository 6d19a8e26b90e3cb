"""A facilitator's groups: who belongs, the ground rules, the dates. Nothing about who wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes, Saved
from reflect_app.core.clock import Clock
from reflect_app.core.prompts import in_language
from reflect_app.core.supervision import Group, Member, Session
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.exporting.summary import SUMMARISED, group_summary
from reflect_app.services.checked import found_by, line_of, prose_of
from reflect_app.services.entries import EntryService, new_id
from reflect_app.services.names import NamesService
from reflect_app.services.pack_choice import ChosenEntry, ChosenField, Swap
from reflect_app.services.packs import PackPreview
from reflect_app.services.pointed import pointed_in, pointed_out
from reflect_app.services.sessions import LONGEST_NAME, SessionService
from reflect_app.services.swapping import Swapping
from reflect_app.vault.supervision_store import SupervisionStore
from reflect_app.vault.vault import Vault, Writing
from reflect_app.words import language, tr

MOST_MEMBERS = 60


class GroupService:
    """Use cases on the groups of one unlocked vault."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        sessions: SessionService,
        entries: EntryService,
        names: NamesService,
    ) -> None:
        self._names = names
        self._vault = vault
        self._clock = clock
        self._sessions = sessions
        self._entries = entries
        self._store = SupervisionStore(vault)

    def list(self) -> list[Group]:
        """Every group, by name; those that ended last."""
        return sorted(
            self._store.groups.all(), key=lambda each: (bool(each.ended), each.name.casefold())
        )

    def find(self, id_or_name: str) -> Group:
        """A group by its name, its id or the beginning of one.

        Raises:
            NotFoundError: there is none.
        """
        groups = self.list()
        named = [each for each in groups if each.name.casefold() == id_or_name.casefold()]
        found = named[0] if len(named) == 1 else found_by(groups, id_or_name)
        if found is None:
            raise NotFoundError(
                tr("There is no group {id}.").format(id=id_or_name[:40]),
                did_you_mean(id_or_name, (each.name for each in groups)),
                code="unknown-group",
            )
        return found

    def add(self, name: str) -> Saved:
        """Begin a group."""
        with self._vault.writing() as tx:
            group = Group(new_id(), line_of(name, tr("A name"), LONGEST_NAME), tx.at)
            return self._put(tx, group, "begun")

    def describe(
        self, id_: str, name: str, members: Sequence[tuple[str, str]], rules: str
    ) -> Saved:
        """Say who belongs (name, agency) and what the ground rules are.

        A member who was there before keeps their place; changed rules wait to be agreed anew.

        Raises:
            InvalidInputError: a name is missing or there twice. Nothing was saved.
        """
        group = self.find(id_)
        known = {member.name.casefold(): member for member in group.members}
        made: dict[str, Member] = {}
        for given, agency in members:
            contact, shown = self._sessions.contact(given)
            if shown.casefold() in made:
                raise InvalidInputError(
                    tr("Two members have the same name."),
                    tr("Give each the name they chose, and tell them apart."),
                )
            old = known.get(shown.casefold())
            where = line_of(agency, tr("An agency"), LONGEST_NAME) if agency.strip() else ""
            made[shown.casefold()] = Member(old.id if old else new_id(), shown, where, contact)
        if len(made) > MOST_MEMBERS:
            raise InvalidInputError(
                tr("A group has at most {count} members.").format(count=MOST_MEMBERS)
            )
        words = prose_of(rules, tr("The ground rules"), may_be_empty=True)
        new = replace(
            group, name=line_of(name, tr("A name"), LONGEST_NAME), members=tuple(made.values()),
            rules=words, rules_agreed=group.rules_agreed if words == group.rules else "",
        )  # fmt: skip
        with self._vault.writing() as tx:
            return self._put(tx, new, "described")

    def rules_agreed(self, id_: str) -> Saved:
        """Say that the members agreed the ground rules as they stand."""
        group = self.find(id_)
        with self._vault.writing() as tx:
            return self._put(tx, replace(group, rules_agreed=tx.at), "rules agreed")

    def sessions(self, group: Group) -> tuple[Session, ...]:
        """Its sessions, the latest first."""
        return tuple(each for each in self._sessions.list() if each.group == group.id)

    def end(self, id_: str, *, on: bool = True) -> Saved:
        """Say that a group has come to its end, or take that back."""
        group = self.find(id_)
        with self._vault.writing() as tx:
            return self._put(tx, replace(group, ended=tx.at if on else ""), "ended")

    def summary(self, session_id: str, swaps: tuple[Swap, ...] = ()) -> PackPreview:
        """What members are given: themes, actions and what goes to a formal record; and what in
        it could point to someone. `swaps` put other words in their copy and nowhere else.

        Attendance, totals and every private answer stay here.

        Raises:
            InvalidInputError: nothing is recorded yet.
        """
        session = self._sessions.find(session_id)
        if not session.record:
            raise InvalidInputError(
                tr("Nothing is recorded yet, so there is no summary."),
                tr("Write the record first."),
                code="nothing-recorded",
            )
        held = self._entries.show(session.record)
        template = in_language(self._entries.template_of(held), language())
        groups = {group.id: group for group in self._store.groups.all()}
        put, finder = Swapping(swaps), self._names.finder()
        entry = put.entry(held, template)
        name = groups[session.group].name if session.group in groups else ""
        name = put.beside("group", "", name)
        fields = tuple(
            ChosenField(question, entry.answers[question.id])
            for question in template.questions
            if question.id in SUMMARISED and question.id in entry.answers
        )
        chosen = (ChosenEntry(entry, template, fields),)
        pointed, met = pointed_out(chosen, finder, put)
        made = self._clock.now().date().isoformat()
        document = group_summary(session, template, entry.answers, made, name)
        pointed = (*pointed_in(name, finder, put, field="group"), *pointed)
        return PackPreview(chosen, pointed, document, met)

    def _put(self, tx: Writing, group: Group, change: str) -> Saved:
        number = self._store.groups.put(tx, group, change)
        return Saved(group.id, number, tx.at, Changes(supervision=frozenset({group.id})))
