"""Is the vault what was written, and the newest there was? Looks at everything, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Literal

import msgspec

from reflect_app.core.steps import portion
from reflect_app.errors import DamagedError, InvalidInputError, NotFoundError
from reflect_app.vault import checks, schema
from reflect_app.vault.checks import Problem
from reflect_app.vault.engine import stoppable
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

Status = Literal["clean", "damaged", "rolled-back"]
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found. `first_seen`: this device had no anchor for the vault."""

    status: Status
    entries: int
    revisions: int
    first_seen: bool
    problems: tuple[Problem, ...]


def verify(vault: Vault, *, deep: bool = False) -> Report:
    """Check pages, tables, chain, counter and anchor; `deep` also index and every projection.

    Raises:
        VaultInUseError, FileProblemError, CancelledError: it could not be looked at, which
            says nothing of damage.
    """
    if not vault.writable:
        vault.begin_anew()
    problems: list[Problem] = []
    entries = revisions = 0
    try:
        with vault.reading() as connection, stoppable(connection, vault.pace):
            entries = checks.count(connection, schema.entry)
            revisions = checks.count(connection, schema.revision)
            pace = portion(vault.pace, 0, 50 if deep else 100)
            found = checks.shallow(connection, vault.place.database, pace)
            problems += islice(found, _MOST_PROBLEMS)
            if deep and not _harm(problems):
                problems += checks.every_projection(connection)
    except DamagedError as problem:
        problems.append(Problem(problem.name, problem.message))
    except (ValueError, LookupError, TypeError, AttributeError, msgspec.MsgspecError):
        problems.append(_unreadable())
    except (InvalidInputError, NotFoundError):  # what is kept does not pass our own checks
        problems.append(_unreadable())
    return _report(vault, problems, entries, revisions)


def mend(vault: Vault) -> bool:
    """Write every page anew if that mends all there is to mend: torn pages that nothing uses.

    They harm nothing but a copy made page by page, which stops at one. False if nothing was done.
    """
    vault.begin_anew()
    with vault.reading() as connection:
        found = {problem.code for problem in checks.pages(connection, vault.place.database)}
    if found != {checks.UNUSED} or not vault.writable:
        return False
    vault.sweep(always=True)
    return True


def damaged(problem: DamagedError) -> Report:
    """The report on a vault that is too damaged to be opened."""
    return Report("damaged", 0, 0, False, (Problem(problem.name, problem.message),))


def _harm(problems: list[Problem]) -> bool:
    return any(problem.code != checks.UNUSED for problem in problems)


def _unreadable() -> Problem:
    return Problem("content", tr("A row of the journal cannot be read."))


def _report(vault: Vault, problems: list[Problem], entries: int, revisions: int) -> Report:
    status: Status = "damaged" if _harm(problems) else "clean"
    if vault.rollback is not None:
        older = vault.rollback
        dates = older.vault_at, older.anchor_at
        problems.append(Problem("rolled-back", older.refusal().message, dates))
        status = "rolled-back" if status == "clean" else status
    if vault.damaged_anchor_slots:
        text = tr("What this computer remembered of the journal is partly unreadable.")
        problems.append(Problem("anchor", text))
    return Report(status, entries, revisions, vault.first_seen, tuple(problems))
