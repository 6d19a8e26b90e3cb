"""What a round of the exchange folder, or one file, brought: in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable

from reflect_app.core.changes import Changes
from reflect_app.services.exchange import Step
from reflect_app.services.journal import Journal
from reflect_app.services.receiving import Received
from reflect_app.words import tr, trn


def round_of(
    journal: Journal,
) -> Generator[tuple[int, int], None, tuple[tuple[Received, ...], Changes]]:
    """One round of the folder for the worker: yields how far it is, gives what came."""
    found: list[Received] = []
    changes = Changes()
    step: Step
    for step in journal.exchange.round():
        if step.received is not None:
            found.append(step.received)
            changes |= step.received.changes
        yield step.done, step.total
    return tuple(found), changes


def told(found: Iterable[Received]) -> str:
    """What came, counted by kind; empty where nothing did."""
    came = [one for one in found if one.status == "accepted"]
    counts = Counter(one.kind for one in came)
    parts = []
    entries = sum(one.items for one in came if one.kind == "share")
    if entries:
        parts.append(
            trn("{count} thing to read", "{count} things to read", entries).format(count=entries)
        )
    if counts["reply"]:
        parts.append(trn("{count} answer", "{count} answers", counts["reply"]).format(
            count=counts["reply"]))  # fmt: skip
    if counts["withdrawal"]:
        parts.append(tr("something was asked back"))
    if not parts and counts["receipt"]:
        parts.append(tr("word that yours arrived"))
    return tr("Came: {what}.").format(what=", ".join(parts)) if parts else ""


def troubles(found: Iterable[Received]) -> str:
    """What could not be taken in, in one or two sentences; empty where all was well."""
    found = tuple(found)
    statuses = Counter(one.status for one in found)
    known = [one.problem for one in found if one.status == "unknown-sender" and one.problem]
    said = list(dict.fromkeys(known))
    if statuses["unknown-sender"] > len(known):
        said.append(
            tr("Something came from somebody whose card you do not have. Nothing of it was kept.")
        )
    if statuses["damaged"] + statuses["incomplete"]:
        said.append(tr("A file is damaged or not yet whole. It is looked at again the next time."))
    if statuses["expired"] + statuses["superseded"]:
        said.append(tr("Something came after its time or was replaced by a newer copy."))
    return " ".join(said)
