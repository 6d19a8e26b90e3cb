"""Accounts that leave: what is chosen, in the body's order, in every format, sums and all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from reflect_app.core.entries import EntryInput
from reflect_app.errors import InvalidInputError
from reflect_app.services.journal import Journal
from reflect_app.services.pack_choice import Swap
from reflect_app.services.portfolio import PortfolioRequest, write_portfolio

BODIES = ("nmc", "hcpc", "swe", "probation", "none")


def account(journal: Journal, **answers: Any) -> str:
    return journal.entries.write(EntryInput("cpd-account", answers)).id


@pytest.fixture
def three(journal: Journal) -> list[str]:
    """Three accounts for nobody in particular, written out of order."""
    journal.learning.choose("nmc")
    return [
        account(journal, activity_date=day, activity_type=kind, hours=hours, participatory=shared,
                what=f"what {day}", learned=f"learned {day}", changed="c", standards="=1+1",
                evidence="a note", peer="a nurse", recognisable=False,
                code_themes=["preserve_safety"])
        for day, kind, hours, shared in (
            ("2026-02-03", "group", 2.5, 2.5), ("2025-11-30", "training", 7, 0.1),
            ("2026-01-15", "reading", 0.2, 0),
        )
    ]  # fmt: skip


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


@pytest.mark.parametrize("body", BODIES)
def test_the_body_s_order_and_headings(
    journal: Journal, three: list[str], body: str, tmp_path: Path
) -> None:
    journal.learning.choose(body)
    preview = journal.portfolio.preview(PortfolioRequest(tuple(three)))
    wanted = journal.learning.body(body).fields
    for section in preview.document.entries():
        wordings = [block.wording for block in section.blocks]  # type: ignore[union-attr]
        order = [str(field.heading) for field in wanted]
        assert wordings == [heading for heading in order if heading in wordings]
        assert len(wordings) >= 8
    out = tmp_path / "accounts.csv"
    write_portfolio(preview, out)
    assert list(read_csv(out)[0]) == [str(field.heading) for field in wanted]


def test_sums_that_leave_equal_the_sums_of_the_entries(
    journal: Journal, three: list[str], tmp_path: Path
) -> None:
    preview = journal.portfolio.preview(PortfolioRequest())
    kept = [journal.entries.show(id_).answers for id_ in three]
    hours = sum(round(float(str(each["hours"])) * 10) for each in kept) / 10
    facts = {fact.label: fact.value for fact in preview.document.facts}
    assert (facts["Hours"], facts["Accounts"]) == (str(hours), "3") == ("9.7", "3")
    assert facts["Of those, with other people"] == "2.6"
    out = tmp_path / "accounts.csv"
    assert write_portfolio(preview, out).entries == 3
    rows = read_csv(out)
    assert [row["Date"] for row in rows] == ["2025-11-30", "2026-01-15", "2026-02-03"]
    assert sum(round(float(row["Hours"]) * 10) for row in rows) / 10 == hours
    assert rows[0]["Themes of the Code"] == "preserve safety"
    # A spreadsheet must not run what a person typed.
    assert rows[0]["How it is relevant to the Code"] == "'=1+1"


@pytest.mark.parametrize("suffix", ["pdf", "docx", "md", "json"])
def test_every_format_has_each_account_once_and_nothing_private(
    journal: Journal, three: list[str], tmp_path: Path, suffix: str
) -> None:
    journal.entries.write(EntryInput("free", {"page": "flamingo"}))
    journal.settings.set("display_name", "Sam Heron")
    preview = journal.portfolio.preview(PortfolioRequest())
    out = tmp_path / f"accounts.{suffix}"
    made = write_portfolio(preview, out)
    assert (made.entries, made.format) == (3, suffix)
    if suffix in ("md", "json"):
        text = out.read_text(encoding="utf-8")
        assert text.count("what 2026-02-03") == 1
        assert "flamingo" not in text
        assert "Sam" not in text
        assert "This is not the NMC's own form." in text
    if suffix == "json":
        fields = [f for s in json.loads(text)["sections"] for f in s.get("fields", [])]
        assert all(f.get("id") != "recognisable" for f in fields)


def test_the_name_stands_only_where_it_is_ticked(journal: Journal, three: list[str]) -> None:
    journal.settings.set("display_name", "Sam")
    document = journal.portfolio.preview(PortfolioRequest(writer=True)).document
    assert document.facts[0].value == "Sam"


def test_yes_goes_back_to_the_check(journal: Journal, three: list[str]) -> None:
    journal.entries.edit(three[0], {"recognisable": True})
    with pytest.raises(InvalidInputError) as refused:
        journal.portfolio.preview(PortfolioRequest())
    assert refused.value.name == "recognisable"
    left = journal.portfolio.preview(PortfolioRequest(tuple(three[1:])))
    assert len(left.chosen) == 2
    journal.entries.edit(three[0], {"recognisable": False})
    assert len(journal.portfolio.preview(PortfolioRequest()).chosen) == 3


def test_what_could_point_to_someone_is_pointed_out_and_swapped(journal: Journal) -> None:
    id_ = account(journal, what="NHS number 943 476 5919 was read out", learned="quietly")
    preview = journal.portfolio.preview(PortfolioRequest((id_,)))
    assert [(p.entry, p.field) for p in preview.identifiers] == [(id_, "what")]
    swap = Swap("943 476 5919", "a number", "NHS_NUMBER")
    after = journal.portfolio.preview(PortfolioRequest((id_,), swaps=(swap,)))
    assert after.identifiers == ()
    assert after.chosen[0].fields[0].value == "NHS number a number was read out"
    assert "943" in str(journal.entries.show(id_).answers["what"])


def test_refusals(journal: Journal, three: list[str], tmp_path: Path) -> None:
    other = journal.entries.write(EntryInput("free", {"page": "p"})).id
    with pytest.raises(InvalidInputError) as refused:
        journal.portfolio.preview(PortfolioRequest((other,)))
    assert refused.value.name == "not-an-account"
    preview = journal.portfolio.preview(PortfolioRequest())
    with pytest.raises(InvalidInputError):
        write_portfolio(preview, tmp_path / "a.csv", password="otter")
    with pytest.raises(InvalidInputError):
        write_portfolio(preview, tmp_path / "a.exe")
    assert list(tmp_path.glob("a.*")) == []
    for id_ in three:
        journal.entries.delete(id_)
    with pytest.raises(InvalidInputError) as refused:
        journal.portfolio.preview(PortfolioRequest())
    assert refused.value.name == "nothing-chosen"
