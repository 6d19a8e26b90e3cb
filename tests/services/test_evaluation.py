"""One's own row: opted into, line by line, sealed to one evaluator, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import EntryInput
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.services.journal import Journal
from reflect_app.sharing.evaluation import SIZE, SealedRow, open_row, seal_row
from reflect_app.vault.own_keys import private_keys, public_keys
from tests.fixtures import make_app

QUARTER = "2026-Q1"


@pytest.fixture
def evaluator(tmp_path: Path, journal: Journal, clock: FixedClock) -> Iterator[Journal]:
    """Somebody else's journal, whose card is among the contacts and confirmed."""
    theirs = make_app(tmp_path / "evaluator", clock)
    made = theirs.vaults.create(theirs.paths.default_vault, "otter lantern gravel").journal
    made.settings.set("display_name", "Dr Rowan")
    made.contacts.export_card(tmp_path / "rowan.card")
    journal.contacts.add(tmp_path / "rowan.card", words=made.contacts.own_card().fingerprint)
    yield made
    made.close()


def write(journal: Journal, template: str, day: str, **answers: Any) -> None:
    journal.entries.write(EntryInput(template, answers, event=f"{day}T18:00:00+00:00"))


def values(journal: Journal, quarter: str = QUARTER) -> dict[str, Any]:
    return journal.evaluation.preview(quarter).row


def test_nothing_is_said_until_somebody_says_it(journal: Journal) -> None:
    own = journal.evaluation.preview()
    assert (own.quarter, own.consent, own.evaluator, own.row) == ("2025-Q4", False, None, {})
    assert len(own.lines) == 17


def test_the_row_is_counted_from_the_quarter_s_own_entries(journal: Journal) -> None:
    write(journal, "group-member", "2026-01-10", useful=7, felt_safe=4,
          uses=["support", "changed_something"], in_the_way=["no_cover"])  # fmt: skip
    write(journal, "group-member", "2026-02-10", useful=8, felt_safe=5, uses=["nothing"],
          in_the_way=["no_cover", "leave", "cant_tell"],
          easier_to_come="a secret wish")  # fmt: skip
    write(journal, "group-member", "2025-12-31", useful=0)
    write(journal, "month-review", "2026-03-31", energy=3, strain=8, satisfaction=6)
    write(journal, "supervision-record", "2026-03-01", length=60)
    found = values(journal)
    assert found == {
        "missed": {"leave": 1, "no_cover": 2}, "useful": 7.5, "safe": 4.5, "changed": 1,
        "uses": ["changed_something", "nothing", "support"], "supervision": 1, "energy": 3,
        "strain": 8, "satisfaction": 6,
    }  # fmt: skip
    assert "secret" not in repr(journal.evaluation.preview(QUARTER))


def test_what_is_told_stays_and_counts_are_of_one_quarter(journal: Journal) -> None:
    evaluation = journal.evaluation
    evaluation.tell("agency", "nhs", QUARTER)
    evaluation.tell("offered", 6, QUARTER)
    evaluation.tell("protected_time", False, QUARTER)
    assert values(journal) == {"agency": "nhs", "offered": 6, "protected_time": False}
    assert values(journal, "2026-Q2") == {"agency": "nhs"}
    evaluation.tell("offered", None, QUARTER)
    evaluation.leave_out("agency")
    assert values(journal) == {"protected_time": False}
    evaluation.leave_out("agency", out=False)
    assert values(journal)["agency"] == "nhs"
    for column, value in (("site", "x"), ("useful", 9), ("agency", "MI5"), ("offered", "six")):
        with pytest.raises(InvalidInputError):
            evaluation.tell(column, value, QUARTER)
    with pytest.raises(InvalidInputError):
        evaluation.preview("2026-Q5")
    with pytest.raises(InvalidInputError):
        evaluation.leave_out("site")


def test_nothing_leaves_without_consent(
    journal: Journal, evaluator: Journal, tmp_path: Path
) -> None:
    out = tmp_path / "row"
    with pytest.raises(InvalidInputError) as refused:
        journal.evaluation.export(out, QUARTER)
    assert refused.value.name == "no-consent"
    with pytest.raises(NotFoundError):
        journal.evaluation.consent("nobody")
    journal.evaluation.consent("Dr Rowan")
    journal.evaluation.withdraw()
    with pytest.raises(InvalidInputError):
        journal.evaluation.export(out, QUARTER)
    assert not out.exists()


def test_only_the_evaluator_reads_it_and_it_names_nobody(
    journal: Journal, evaluator: Journal, tmp_path: Path
) -> None:
    journal.settings.set("display_name", "Sam Heron")
    journal.evaluation.consent("Dr Rowan")
    journal.evaluation.tell("agency", "nhs")
    out = tmp_path / "row"
    made = journal.evaluation.export(out, QUARTER)
    data = out.read_bytes()
    assert len(data) == made.bytes == SIZE
    found = open_row(data, private_keys(evaluator.vault))
    assert (found.quarter, found.turn, found.withdrawn) == (QUARTER, 1, False)
    assert found.row == {"agency": "nhs"}
    with pytest.raises(InvalidInputError) as refused:
        open_row(data, private_keys(journal.vault))
    assert refused.value.name == "not-for-me"
    for damaged in (data[:-1], data[:40] + b"x" + data[41:], b"", b"RFLEVAL\n", data + b"x"):
        with pytest.raises(InvalidInputError):
            open_row(damaged, private_keys(evaluator.vault))


def test_the_id_is_new_each_year_and_the_same_within_one(
    journal: Journal, evaluator: Journal, tmp_path: Path
) -> None:
    journal.evaluation.consent("Dr Rowan")
    ids = []
    for quarter in ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q2"):
        journal.evaluation.export(tmp_path / "row", quarter)
        found = open_row((tmp_path / "row").read_bytes(), private_keys(evaluator.vault))
        ids.append(found.id)
    assert ids[0] != ids[1]
    assert ids[1] == ids[2] == ids[3]
    assert found.turn == 2


def test_a_row_can_be_taken_back_after_saying_no(
    journal: Journal, evaluator: Journal, tmp_path: Path
) -> None:
    journal.evaluation.consent("Dr Rowan")
    with pytest.raises(InvalidInputError) as refused:
        journal.evaluation.export(tmp_path / "back", QUARTER, take_back=True)
    assert refused.value.name == "nothing-sent"
    journal.evaluation.tell("agency", "nhs")
    journal.evaluation.export(tmp_path / "row", QUARTER)
    journal.evaluation.withdraw()
    journal.evaluation.export(tmp_path / "back", QUARTER, take_back=True)
    sent, back = (
        open_row((tmp_path / name).read_bytes(), private_keys(evaluator.vault))
        for name in ("row", "back")
    )
    assert back.id == sent.id
    assert (back.turn, back.withdrawn, back.row) == (2, True, {})


def test_a_row_is_for_one_evaluator_and_comes_back_from_whoever_had_it(
    journal: Journal, evaluator: Journal, tmp_path: Path, clock: FixedClock
) -> None:
    theirs = make_app(tmp_path / "second", clock)
    second = theirs.vaults.create(theirs.paths.default_vault, "otter lantern gravel").journal
    second.settings.set("display_name", "Dr Elm")
    second.contacts.export_card(tmp_path / "elm.card")
    journal.contacts.add(tmp_path / "elm.card", words=second.contacts.own_card().fingerprint)
    evaluation, out = journal.evaluation, tmp_path / "row"

    def sent(to: Journal, quarter: str, *, take_back: bool = False) -> SealedRow:
        evaluation.export(out, quarter, take_back=take_back)
        return open_row(out.read_bytes(), private_keys(to.vault))

    evaluation.consent("Dr Rowan")
    first = sent(evaluator, "2026-Q1")
    other = sent(evaluator, "2025-Q4")
    assert evaluation.preview().out == ("2026-Q1", "2025-Q4")
    evaluation.consent("Dr Elm")
    with pytest.raises(InvalidInputError) as refused:
        evaluation.export(out, "2026-Q1")
    assert refused.value.name == "sent-elsewhere"
    # Two evaluators cannot tell by the id that their rows are of one person.
    third = sent(second, "2026-Q2")
    assert len({first.id, other.id, third.id}) == 3
    journal.contacts.end("Dr Rowan")
    back = sent(evaluator, "2026-Q1", take_back=True)
    assert (back.id, back.turn, back.withdrawn) == (first.id, 2, True)
    assert evaluation.preview().out == ("2026-Q2", "2025-Q4")
    again = sent(second, "2026-Q1")
    assert (again.id, again.turn) == (third.id, 1)
    assert sent(second, "2026-Q1", take_back=True).turn == 2
    second.close()


def test_an_unconfirmed_evaluator_needs_a_further_step(
    journal: Journal, tmp_path: Path, clock: FixedClock
) -> None:
    theirs = make_app(tmp_path / "other", clock)
    other = theirs.vaults.create(theirs.paths.default_vault, "otter lantern gravel").journal
    other.settings.set("display_name", "Kit")
    other.contacts.export_card(tmp_path / "kit.card")
    other.close()
    journal.contacts.add(tmp_path / "kit.card")
    journal.evaluation.consent("Kit")
    with pytest.raises(InvalidInputError) as refused:
        journal.evaluation.export(tmp_path / "row", QUARTER)
    assert refused.value.name == "contact-unconfirmed"
    assert journal.evaluation.export(tmp_path / "row", QUARTER, unconfirmed=True).bytes == SIZE
    journal.contacts.end("Kit")
    with pytest.raises(InvalidInputError) as refused:
        journal.evaluation.export(tmp_path / "row", QUARTER, unconfirmed=True)
    assert refused.value.name == "no-evaluator"


def test_the_last_whole_quarter_is_meant_where_none_is_named(
    journal: Journal, clock: FixedClock
) -> None:
    for day, quarter in ((datetime(2026, 4, 1, tzinfo=UTC), "2026-Q1"),
                         (datetime(2026, 12, 31, tzinfo=UTC), "2026-Q3")):  # fmt: skip
        clock.at = day
        assert journal.evaluation.preview().quarter == quarter


def test_a_row_that_is_too_long_is_a_mistake_of_ours(journal: Journal) -> None:
    long = SealedRow("0" * 32, QUARTER, 1, withdrawn=False, row={"x": "y" * 5000})
    with pytest.raises(ValueError, match="larger"):
        seal_row(long, public_keys(journal.vault))
