"""evaluate: from one person's yes to an evaluator's report, by the command line alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from reflect_app.sharing.evaluation import SealedRow, seal_row
from reflect_app.vault.own_keys import public_keys
from tests.fixtures import PASSPHRASE, make_app
from tests.helpers.answers import made_rows
from tests.helpers.commands import Commands

PERIOD = "2026-Q1"


@pytest.fixture
def public(commands: Commands) -> bytes:
    """The evaluator's public keys: `commands` is the evaluator here."""
    journal = commands.app.vaults.unlock(commands.app.paths.default_vault, PASSPHRASE, write=False)
    try:
        return public_keys(journal.vault)
    finally:
        journal.close()


def sent(
    folder: Path, public: bytes, rows: list[dict[str, Any]], turn: int = 1, *, back: bool = False
) -> list[str]:
    """The files that so many people sent; who is who goes by the place in the list."""
    folder.mkdir(exist_ok=True)
    found = []
    for number, row in enumerate(rows):
        sealed = SealedRow(f"{number:032x}", PERIOD, turn, back, {} if back else row)
        place = folder / f"{number}-{turn}.rrow"
        place.write_bytes(seal_row(sealed, public))
        found.append(str(place))
    return found


def figures(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_forty_people_become_two_files(commands: Commands, public: bytes, tmp_path: Path) -> None:
    files = sent(tmp_path / "in", public, made_rows(40, people=40))
    made = commands.ok("evaluate", "combine", *files, "--out", str(tmp_path))
    pdf, table = (tmp_path / f"evaluation-{PERIOD}.{kind}" for kind in ("pdf", "csv"))
    assert made["out"] == [str(pdf), str(table)]
    assert (made["period"], made["read"], made["people"]) == (PERIOD, 40, 40)
    rows = figures(table)
    for row in rows:
        figure = row["Figure"].partition(" ")[0]
        if row["Table"] not in ("How to read this", "Period") and "edian" not in row["Table"]:
            assert figure == "*" or (int(figure) % 5 == 0 and figure != "5")
    said = " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(pdf).pages).split())
    for text in (said, " ".join(row["Figure"] for row in rows)):
        assert "no proof that anything works" in text
        assert "it does not stop the person who keeps it" in text
        assert "Not proof of effect" in text
    # The same rows again give the same tables; one more or one fewer is refused.
    again = commands.ok("evaluate", "combine", *files, "--out", str(tmp_path))
    assert again["people"] == 40
    assert figures(table) == rows
    refused = commands.run("evaluate", "combine", *files[1:], "--out", str(tmp_path))
    assert (refused.code, refused.document["error"]["code"]) == (1, "too-close")


def test_a_row_that_was_taken_back_is_not_in_it(
    commands: Commands, public: bytes, tmp_path: Path
) -> None:
    rows = [{"agency": "nhs"}] * 25 + [{"agency": "hmpps"}] * 13
    files = sent(tmp_path / "in", public, rows)
    back = sent(tmp_path / "in", public, rows[:3], turn=2, back=True)
    made = commands.ok("evaluate", "combine", *back, *files, "--out", str(tmp_path))
    assert (made["withdrawn"], made["superseded"], made["people"]) == (3, 3, 35)
    agency = {
        r["Row"]: r["Figure"] for r in figures(Path(made["out"][1])) if r["Table"] == "Agency"
    }
    assert agency["NHS"].startswith("20 ")
    refused = commands.run("evaluate", "combine", *files, "--out", str(tmp_path))
    assert refused.document["error"]["code"] == "too-close"


def test_what_is_not_taken(commands: Commands, public: bytes, tmp_path: Path) -> None:
    files = sent(tmp_path / "in", public, made_rows(1, people=12))
    strange = tmp_path / "strange.rrow"

    def code(*names: str) -> str:
        done = commands.run("evaluate", "combine", *names, "--out", str(tmp_path))
        assert done.code == 1
        return str(done.document["error"]["code"])

    assert code(*files[:9]) == "too-few"
    assert code(*files[:9], *files[:9]) == "too-few"
    strange.write_bytes(Path(files[0]).read_bytes()[:-9])
    assert code(*files, str(strange)) == "row-damaged"
    strange.write_bytes(b"agency,nhs")
    assert code(*files, str(strange)) == "no-row"
    other = SealedRow("f" * 32, "2026-Q2", 1, False, {})
    strange.write_bytes(seal_row(other, public))
    assert code(*files, str(strange)) == "many-periods"
    more = SealedRow("f" * 32, PERIOD, 1, False, {"site": "Elm House"})
    strange.write_bytes(seal_row(more, public))
    assert code(*files, str(strange)) == "bad-row"
    assert not list(tmp_path.glob("evaluation-*"))


def test_one_person_s_own_row(commands: Commands, tmp_path: Path) -> None:
    card = tmp_path / "me.card"
    theirs = Commands(make_app(tmp_path / "their"), tmp_path)
    theirs.ok("init", "--name", "Dr Rowan")
    theirs.ok("card", "export", str(card))
    words = theirs.ok("card", "show")["fingerprint"]
    commands.ok("contacts", "add", str(card), "--confirm", words)
    before = commands.ok("evaluate", "preview")
    assert (before["consent"], before["evaluator"]) == (False, None)
    out = tmp_path / "row"
    refused = commands.run("evaluate", "export", "--out", str(out))
    assert refused.document["error"]["code"] == "no-consent"
    assert commands.ok("evaluate", "consent", "--to", "Dr Rowan")["evaluator"]["confirmed"]
    told = commands.ok(
        "evaluate", "tell", "agency=nhs", "offered=6", "attended=4", "protected_time=yes",
        "--leave-out", "offered",
    )  # fmt: skip
    assert {line["id"]: line["value"] for line in told["lines"] if line["value"] is not None} == {
        "agency": "nhs", "attended": 4, "protected_time": True,
    }  # fmt: skip
    assert commands.run("evaluate", "tell", "site=Elm").code == 1
    assert commands.run("evaluate", "tell", "agency").code == 2
    made = commands.ok("evaluate", "export", "--out", str(out))
    assert (made["quarter"], made["bytes"]) == ("2025-Q4", out.stat().st_size)
    assert (
        theirs.run("evaluate", "combine", str(out), "--out", str(tmp_path)).document["error"][
            "code"
        ]
        == "too-few"
    )  # it opened
    said = commands.run("evaluate", "preview", json=False).out
    assert "Nothing else would leave: no name, no place and nothing you wrote." in said
    assert not commands.ok("evaluate", "consent", "--off")["consent"]
    again = str(out.with_name("back.rrow"))
    back = commands.ok("evaluate", "export", "--out", again, "--take-back")
    assert back["withdrawn"]
