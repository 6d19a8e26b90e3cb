"""How far a record is, in a word for programs and a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reflect_app.core import when
from reflect_app.core.supervision.model import Agreement, Kind, Role, Session, SignOff
from reflect_app.words import tr, trn

State = Literal["planned", "draft", "circulated", "signed"]
"""`planned`: nothing is recorded. `draft`: recorded, and not signed as it stands now.
`circulated`: a group's summary is with its members. `signed`: agreed as it stands now."""


@dataclass(frozen=True, slots=True)
class Version:
    """A wording by number, and what an earlier sign-off still says of it."""

    number: int
    signed: int
    signed_at: str

    @property
    def changed(self) -> bool:
        """Whether it was edited after it was signed."""
        return 0 < self.signed < self.number


def state_of(session: Session | Agreement) -> State:
    """How far the record of a session, or an agreement, is."""
    written = session.record if isinstance(session, Session) else session.entry
    if not written or session.put_by:
        return "planned"
    if session.mine is not None and session.mine.digest == session.digest:
        return "signed"
    if isinstance(session, Session) and session.circulated == session.digest:
        return "circulated"
    return "draft"


def version_of(session: Session | Agreement) -> Version:
    """The wording now, and the last one that was signed; 0 where none was."""
    mine = session.mine
    return Version(session.version, mine.version if mine else 0, mine.at if mine else "")


def state_line(session: Session | Agreement) -> str:
    """The state in one sentence. A change after a sign-off always says so."""
    version = version_of(session)
    if version.changed and state_of(session) != "signed":
        return tr(
            "Version {now} is a draft. Version {then} was signed on {day}; it was changed "
            "after that."
        ).format(now=version.number, then=version.signed, day=when.day(version.signed_at))
    if isinstance(session, Session) and session.kind == "group":
        return _group_line(session)
    signed = tr("Signed, version {number}")
    if two_agree(session) and not both_agreed(session):
        signed = tr("Signed by you alone, version {number}: not countersigned")
    return {
        "planned": tr("Planned"),
        "draft": tr("A draft until it is signed"),
        "circulated": tr("A draft until it is signed"),
        "signed": signed.format(number=version.number),
    }[state_of(session)]


def two_agree(of: Session | Agreement) -> bool:
    """Whether it is a page that two people agree; training is one's own."""
    return isinstance(of, Agreement) or of.kind == "one-to-one"


def both_agreed(of: Session | Agreement) -> bool:
    """Whether the other person agreed the wording as it stands now."""
    theirs = of.theirs
    return theirs is not None and theirs.agreed and theirs.digest == of.digest


def _group_line(session: Session) -> str:
    return {
        "planned": tr("Planned"),
        "draft": tr("A draft until its members have seen it"),
        "circulated": tr("With the members since {day}; not final yet").format(
            day=when.day(session.circulated_at)
        ),
        "signed": tr("Agreed and final, version {number}").format(number=session.version),
    }[state_of(session)]


def sign_off_line(sign_off: SignOff | None, name: str, digest: str) -> str:
    """How one person stands to the wording that has this digest."""
    shown = name or tr("The other person")
    if sign_off is not None and sign_off.how == "left":
        return tr("{name}: not countersigned: supervisor left").format(name=shown)
    if sign_off is None or sign_off.how == "not-countersigned":
        return tr("{name}: not countersigned").format(name=shown)
    day = when.day(sign_off.at)
    if sign_off.how == "key" and not sign_off.compared:
        return tr(
            "{name}: not countersigned; on {day} a card signed whose twelve words nobody compared"
        ).format(name=shown, day=day)
    if sign_off.digest != digest:
        return _earlier_line(sign_off, shown, day)
    if sign_off.how == "key" and sign_off.part:
        return tr("{name}: signed by their key on {day}, the parts you shared alone").format(
            name=shown, day=day
        )
    if sign_off.how == "key":
        return tr("{name}: signed by their key on {day}").format(name=shown, day=day)
    return tr("{name}: agreed in person on {day} (typed name, not verified)").format(
        name=sign_off.name or shown, day=day
    )


def _earlier_line(sign_off: SignOff, name: str, day: str) -> str:
    if sign_off.how != "key":
        return tr("{name}: not countersigned").format(name=name)
    if not sign_off.version:
        return tr("{name}: not countersigned; on {day} they signed other words than these").format(
            name=name, day=day
        )
    return tr(
        "{name}: not countersigned as it stands; signed version {number} by their key on {day}"
    ).format(name=name, number=sign_off.version, day=day)


def agreed_line(session: Session) -> str:
    """How many members signed a group's summary; empty where it was sealed for none."""
    if not session.circulated_to:
        return ""
    count = len(session.members_agreed)
    return trn(
        "{count} member has agreed it by their key.",
        "{count} members have agreed it by their key.",
        count,
    ).format(count=count)


def own_line(sign_off: SignOff | None, digest: str) -> str:
    """How the journal's owner stands to the wording that has this digest."""
    if sign_off is None or sign_off.digest != digest:
        return tr("You: not signed yet")
    return tr("You: signed by your key on {day}").format(day=when.day(sign_off.at))


def kind_name(kind: Kind) -> str:
    """A kind of session in words."""
    return {
        "one-to-one": tr("One-to-one supervision"),
        "group": tr("Group session"),
        "training": tr("Training"),
    }[kind]


def role_name(role: Role) -> str:
    """What the other person is, in words; empty where nobody said."""
    return {
        "": "",
        "line-manager": tr("Line manager"),
        "clinical": tr("Clinical supervisor"),
        "both": tr("Line manager and clinical supervisor"),
        "facilitator": tr("Facilitator"),
        "member": tr("Group member"),
        "supervisee": tr("Supervisee"),
        "trainer": tr("Trainer"),
        "peer": tr("Peer"),
    }[role]
