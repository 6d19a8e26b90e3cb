"""Supervision: agreements, sessions, groups, actions and sign-offs. Rules with no I/O."""

from reflect_app.core.supervision.agenda import AgendaItem, arranged, moved
from reflect_app.core.supervision.model import (
    AGREEMENT,
    ATTENDANCE,
    FACILITATOR,
    KINDS,
    MEMBER,
    PREPARATION,
    RECORDS,
    ROLES,
    Action,
    Agreement,
    Group,
    Kind,
    Member,
    Role,
    Session,
    SignOff,
)
from reflect_app.core.supervision.signing import CONTEXT, record_digest, record_message
from reflect_app.core.supervision.states import State, Version, state_of, version_of

__all__ = [
    "AGREEMENT",
    "ATTENDANCE",
    "CONTEXT",
    "FACILITATOR",
    "KINDS",
    "MEMBER",
    "PREPARATION",
    "RECORDS",
    "ROLES",
    "Action",
    "AgendaItem",
    "Agreement",
    "Group",
    "Kind",
    "Member",
    "Role",
    "Session",
    "SignOff",
    "State",
    "Version",
    "arranged",
    "moved",
    "record_digest",
    "record_message",
    "state_of",
    "version_of",
]
