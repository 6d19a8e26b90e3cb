"""What supervision is made of. All text here is typed by the journal's owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from reflect_app.core.supervision.agenda import AgendaItem

Kind = Literal["one-to-one", "group", "training"]
"""Three kinds of session, each kept as its own. None is ever counted as another."""
KINDS: tuple[Kind, ...] = get_args(Kind)

Role = Literal[
    "", "line-manager", "clinical", "both", "facilitator", "member", "supervisee", "trainer", "peer"
]
"""What the other person is to the owner; empty where nobody said."""
ROLES: tuple[Role, ...] = get_args(Role)

PREPARATION = "supervision-preparation"
AGREEMENT = "supervision-agreement"
FACILITATOR = "group-session"
MEMBER = "group-member"
RECORDS: dict[Kind, tuple[str, ...]] = {
    "one-to-one": ("supervision-record",),
    "group": (FACILITATOR, MEMBER),
    "training": ("cpd-account",),
}
"""The templates a kind of session is recorded with, the usual one first. A member's page about
a group stays the member's own."""

ATTENDANCE = ("present", "part", "absent")
"""All that is kept of who was there. There is no place for a reason."""

How = Literal["key", "in-person", "not-countersigned", "left"]
"""`key`: signed by their key. `in-person`: a typed name, not verified. `left`: not
countersigned, because the supervisor left."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """How one person agreed one version of a record.

    `digest` (hex) is of the wording that was agreed, `version` its number from 1, `at` when,
    RFC 3339. `key` and `signature` (hex) are there only for `key`. `part`: they were shown, and
    signed, only some of its answers. Version 0: they signed words that it never had. A key that
    is not `compared` may be anyone's: nobody had compared its twelve words when it came.
    """

    how: How
    at: str
    digest: str
    version: int
    name: str = ""
    key: str = ""
    signature: str = ""
    part: bool = False
    compared: bool = True

    @property
    def agreed(self) -> bool:
        """Whether the person agreed, verified or not."""
        return self.how == "in-person" or (self.how == "key" and self.compared)


@dataclass(frozen=True, slots=True)
class MemberSign:
    """One member's signature under a group's summary. Nobody is shown who, only how many."""

    contact: str
    sign_off: SignOff


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting, planned or held. `at` is an instant; `minutes` 0 where nobody said.

    `with_name` is a typed name, or a contact's name as it was; `contact` that contact's id.
    A group's session names its `group` instead. `record` and `preparation` are entries.
    `left_out` are marked entries that stay at home this time. `circulated` is the digest of
    the summary that members were given, `circulated_at` when, `circulated_to` the contacts it was
    sealed for, `agreed` the signatures that came back. `digest` and `version` are of
    the record as it stands, `recorded` when it was first written; `put_by`: it is in the bin.
    `next_date` is the ISO date that the record set for the next one, and `planned_by` the session
    whose record planned this one, until somebody moves it by hand.
    """

    id: str
    kind: Kind
    at: str
    created: str
    minutes: int = 0
    with_name: str = ""
    contact: str = ""
    role: Role = ""
    group: str = ""
    agenda: tuple[AgendaItem, ...] = ()
    left_out: tuple[str, ...] = ()
    preparation: str = ""
    record: str = ""
    recorded: str = ""
    version: int = 0
    digest: str = ""
    mine: SignOff | None = None
    theirs: SignOff | None = None
    circulated: str = ""
    circulated_at: str = ""
    circulated_to: tuple[str, ...] = ()
    agreed: tuple[MemberSign, ...] = ()
    put_by: bool = False
    next_date: str = ""
    planned_by: str = ""

    def goes_on(self, other: Session) -> bool:
        """Whether two sessions are of one series: one group, or one person and one kind."""
        if self.group or other.group:
            return self.group == other.group
        if self.kind != other.kind:
            return False
        if self.contact or other.contact:
            return self.contact == other.contact
        return self.with_name.casefold() == other.with_name.casefold()

    @property
    def members_agreed(self) -> frozenset[str]:
        """The contacts who signed the summary as it stands."""
        return frozenset(
            each.contact
            for each in self.agreed
            if each.sign_off.agreed and each.sign_off.digest == self.digest
        )


@dataclass(frozen=True, slots=True)
class Action:
    """Something somebody said they would do. `due` is an ISO date or empty.

    `entry` is the page it was written on, `session` the meeting that page records, if any.
    `place` is its row there. `done` is when it was ticked off, `went` how it went. `put_by`: it
    left its page, or its page is in the bin.
    """

    id: str
    text: str
    created: str
    owner: str = ""
    due: str = ""
    done: str = ""
    went: str = ""
    entry: str = ""
    session: str = ""
    place: int = 0
    put_by: bool = False


SIGNED = frozenset({"supervision-record", AGREEMENT, FACILITATOR})
"""The templates under which somebody else's signature means something."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A supervision agreement with one person: the page it stands on, and who agreed to it.

    `review` is the ISO date when both look at it again; `ended` when it came to its end.
    `digest`, `version` and `put_by` are as for a session's record.
    """

    id: str
    with_name: str
    created: str
    contact: str = ""
    entry: str = ""
    review: str = ""
    version: int = 0
    digest: str = ""
    mine: SignOff | None = None
    theirs: SignOff | None = None
    ended: str = ""
    put_by: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group, by the name they chose, with their agency."""

    id: str
    name: str
    agency: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A facilitator's group. `rules` are the ground rules that its members agreed.

    It holds who belongs, and nothing about who wrote, sent or stayed away.
    """

    id: str
    name: str
    created: str
    members: tuple[Member, ...] = ()
    rules: str = ""
    rules_agreed: str = ""
    ended: str = ""
