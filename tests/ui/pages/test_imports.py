"""Bringing in another journal in the window: nothing before the button, all of it out again.

Ten thousand entries come in through the window's own worker in the long form.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import Query
from reflect_app.core.steps import to_the_end
from reflect_app.services.import_names import found_names, suggesting
from reflect_app.services.import_plan import ImportRequest
from reflect_app.services.imports import SLICE
from reflect_app.services.journal import Journal
from reflect_app.ui.importing.names import NamesReview
from reflect_app.ui.page import Desk
from reflect_app.ui.pages.imports import ImportPage
from reflect_app.ui.sections.imports import ImportsSection
from tests.helpers.keys import bring_up, press

OBSIDIAN = Path(__file__).parents[2] / "importing/samples/markdown/obsidian"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    made = ImportPage(desk)
    bring_up(qtbot, made, 900, 900)
    made.shown()
    return made


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for day in range(1, 29):
        text = f"Spoke to Ngozi Okafor about the rota, day {day}."
        (folder / f"2024-02-{day:02}.md").write_text(text, encoding="utf-8")
    return folder


def rows(page: ImportPage) -> list[str]:
    return [page.samples.item(at).text() for at in range(page.samples.count())]


def waiting(page: ImportPage) -> list[str]:
    box = page.names.pointed.list
    return [box.item(at).text() for at in range(box.count())]


def at(page: ImportPage, word: str) -> None:
    page.names.pointed.list.setCurrentRow([w.startswith(word) for w in waiting(page)].index(True))


def test_it_is_shown_before_it_is_kept(page: ImportPage, journal: Journal) -> None:
    assert not page.go.isVisibleTo(page)
    page.use(OBSIDIAN)
    assert page.kind.currentData() == "markdown"
    assert page.kind.hasFocus(), "the keyboard stays in the page while it looks"
    assert page.summary.text().startswith("4 new entries. From 12 March 2024 to ")
    assert "picture" in page.warnings.text()
    assert any("After the alarm" in row for row in rows(page))
    assert page.how.fields["place"].isVisibleTo(page)
    assert not page.how.fields["place"].isChecked()
    assert not page.how.fields["device"].isVisibleTo(page)
    assert journal.entries.count() == 0


def test_under_welsh_the_prompts_to_choose_from_are_welsh(desk: Desk, qtbot: QtBot) -> None:
    desk.app.settings.change(language="cy")
    page = ImportPage(desk)
    bring_up(qtbot, page, 900, 900)
    page.shown()
    page.use(OBSIDIAN)
    assert page.how.template.currentText() == "Tudalen rydd"
    assert page.how.question.currentText() == "Beth hoffech chi ei roi ar bapur?"


def test_in_and_out_again(page: ImportPage, journal: Journal) -> None:
    before = journal.integrity.state_hash()
    page.use(OBSIDIAN)
    page.how.fields["place"].setChecked(True)
    page.go.click()
    assert page.notice.message == "4 entries were brought in."
    found = journal.entries.page(Query(text="Ashgrove"))
    assert found.total == 1
    assert not any(entry.marked for entry in journal.entries.page(Query()).entries)
    page.notice.action.click()
    assert page.notice.message == "4 entries were taken out again."
    assert journal.integrity.state_hash() == before


def test_a_second_time_there_is_nothing_to_bring(page: ImportPage) -> None:
    page.use(OBSIDIAN)
    page.go.click()
    page.use(OBSIDIAN)
    assert page.summary.text() == "0 new entries. 4 are here already."
    assert not page.go.isVisibleTo(page)


def test_names_are_walked_through_before_anything_comes_in(
    page: ImportPage, journal: Journal, notes: Path
) -> None:
    others = "Rang Tariq Mahmood twice.\nAyesha from Ipswich, aged 34, at the inquest; Gorleston."
    (notes / "other.md").write_text(others, encoding="utf-8")
    page.use(notes)
    page.search.click()
    box = page.names.pointed
    assert waiting(page)[0] == "Ngozi Okafor · name ×28", "each word once, the commonest first"
    assert page.focusWidget() is box.list
    shown = box.where.text().splitlines()
    assert len(shown) == 3, "the words around its first places"
    assert all("Spoke to [Ngozi Okafor] about the rota, day" in line for line in shown)
    assert (box.alike.text(), box.alike.isChecked(), box.alike.isEnabled()) == (
        "All 28 alike", True, False,
    )  # fmt: skip
    assert "a place" in box.meetings.text()
    instead = box.word.currentText()
    press(page, Qt.Key.Key_R)
    assert not any("Ngozi" in word for word in waiting(page))
    at(page, "Tariq Mahmood")
    press(page, Qt.Key.Key_N)
    at(page, "Ayesha")
    press(page, Qt.Key.Key_L)
    assert "28 replaced, 1 left as they are." in box.count.text()
    assert not any(word.startswith(("Tariq", "Ayesha")) for word in waiting(page))
    page.go.click()
    told = journal.names.list()
    assert told.allowed == ("Tariq Mahmood",)
    assert told.forgotten, "digests of the name and its parts"
    assert not told.known
    assert "Ngozi" not in repr(told)
    assert instead in [person.pseudonym for person in journal.people.list()]
    assert [s.text for s in journal.names.finder().find("Ngozi Okafor rang")] == ["Ngozi Okafor"]
    assert "reviewed-coming" in [line.change for line in journal.activity.newest()]
    assert journal.entries.page(Query(text="Ngozi")).total == 0
    assert journal.entries.page(Query(text=instead)).total == 28
    assert journal.entries.page(Query(text="Ayesha")).total == 1
    assert waiting(page) == []


def test_a_word_for_each_person_at_once_and_look_again(page: ImportPage, notes: Path) -> None:
    (notes / "x.md").write_text("Okafor shouted. Rang Tariq, aged 34, Ipswich.", encoding="utf-8")
    page.use(notes)
    page.search.click()
    before = waiting(page)
    page.offer.click()
    assert not any(" · name" in word for word in waiting(page))
    assert "Ipswich · place" in waiting(page), "only people are given a word"
    put = {swap.word: swap.to for swap in page.names.swaps()}
    assert put["Tariq"] != put["Ngozi Okafor"]
    page.names.pointed.look_again.click()
    assert waiting(page) == before
    assert page.names.swaps() == ()
    page.rest.click()
    assert (waiting(page), page.names.done().left) == ([], len(before))


def test_few_are_listed_at_once_and_all_can_be_decided_on(
    desk: Desk, journal: Journal, notes: Path, qtbot: QtBot
) -> None:
    text = "Ngozi Okafor rang. Told Tariq and then Agnieszka and Darren, aged 34, in Ipswich."
    (notes / "x.md").write_text(text, encoding="utf-8")
    request = ImportRequest("markdown", notes)
    seen = to_the_end(found_names(journal.imports.records(request), journal.names, 2))
    review = NamesReview(desk, 2)
    bring_up(qtbot, review, 700, 500)
    review.fill(seen)
    box = review.pointed

    def listed() -> list[str]:
        return [box.list.item(at).text() for at in range(box.list.count())]

    assert listed() == ["Ngozi Okafor · name ×29", "Tariq · name"]
    assert box.more.text() == "4 more words come up as you decide on these."
    assert box.where.text().startswith("1 of 6: ")
    assert len(review.nameless()) == 2, "no words were thought of yet for who comes later"
    press(review, Qt.Key.Key_L)
    press(review, Qt.Key.Key_R)
    assert listed() == ["Agnieszka · name", "Darren · name"]
    assert {"Agnieszka", "Darren"} <= review.offered().keys()
    assert box.word.count() == 3, "who came up has words to choose from"
    review.suggest(to_the_end(suggesting(journal.names, review.nameless(), review.offered())))
    assert listed() == ["34 · age", "Ipswich · place"]
    assert {swap.word for swap in review.swaps()} == {"Tariq", "Agnieszka", "Darren"}
    assert len({swap.to for swap in review.swaps()}) == 3
    review.leave()
    assert (listed(), box.more.isVisibleTo(review), review.done().unseen) == ([], False, 0)
    assert review.done().left == 3


def test_stopping_leaves_nothing(page: ImportPage, journal: Journal, notes: Path) -> None:
    before = journal.integrity.state_hash()
    page.use(notes)
    seen: list[int] = []
    moved = page._moved

    def stop(step: object) -> None:
        moved(step)  # type: ignore[arg-type]
        seen.append(getattr(step, "done", 0))
        page.cancel.click()

    page._moved = stop  # type: ignore[method-assign]
    page.go.click()
    assert seen[0] == SLICE
    assert page.notice.message == "Stopped. Nothing was kept."
    assert journal.integrity.state_hash() == before
    assert journal.imports.batches() == []


def test_a_refusal_is_said_in_place(page: ImportPage, tmp_path: Path) -> None:
    locked = tmp_path / "journal.txt"
    locked.write_bytes(b"gAAAAABl2xq0Zm9v")
    page.use(locked)
    assert page.kind.currentData() == "jrnl"
    assert "locked with a password" in page.notice.message
    assert not page.go.isVisibleTo(page)


def test_every_control_has_a_name_and_the_keyboard_reaches_the_end(page: ImportPage) -> None:
    page.use(OBSIDIAN)
    page.kind.setFocus()
    reached = set()
    for _ in range(40):
        press(page, Qt.Key.Key_Tab)
        focused = page.focusWidget()
        if focused is not None:
            assert focused.accessibleName() or getattr(focused, "text", str)()
            reached.add(focused)
    assert {page.file, page.folder, page.how.template, page.search, page.go} <= reached


def test_settings_list_what_came_and_take_it_out(
    desk: Desk, journal: Journal, page: ImportPage, qtbot: QtBot
) -> None:
    page.use(OBSIDIAN)
    page.go.click()
    section = ImportsSection(desk)
    qtbot.addWidget(section)
    section.show_now()
    assert section.came_box.count() == 1
    section.take_out(journal.imports.batches()[0].id)
    assert section.notice.message == "4 entries were taken out again."
    assert section.came_box.count() == 0
    assert journal.entries.count() == 0


def test_the_bar_says_how_much_is_left(page: ImportPage, notes: Path) -> None:
    page.use(notes)
    seen: list[tuple[int, int]] = []
    page.bar.valueChanged.connect(lambda value: seen.append((value, page.bar.maximum())))
    page.go.click()
    assert (SLICE, 28) in seen
    assert (28, 28) in seen


@pytest.mark.long
@pytest.mark.timeout(900)
def test_ten_thousand_while_the_window_answers(live: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """Through the real worker: the bar moves, the window answers, Stop leaves what there was."""
    many = 10_000
    words = " ".join(["the gate was open and the night was quiet"] * 20)
    notes = tmp_path / "day.txt"
    notes.write_text(
        "\n\n".join(
            f"[{2000 + n // 365}-{1 + n % 12:02}-{1 + n % 28:02} 08:{n % 60:02}] Day {n}\n{words}"
            for n in range(many)
        ),
        encoding="utf-8",
    )
    hashes: list[str] = []

    def state() -> str:
        before = len(hashes)
        live.ask(lambda journal: journal.integrity.state_hash(), hashes.append)
        qtbot.waitUntil(lambda: len(hashes) > before, timeout=60_000)
        return hashes[-1]

    page = ImportPage(live)
    bring_up(qtbot, page, 900, 900)
    page.shown()
    qtbot.waitUntil(lambda: page.kind.count() > 0, timeout=20_000)
    start = state()
    page.use(notes)
    qtbot.waitUntil(page.go.isVisible, timeout=120_000)
    assert page.summary.text().startswith("10,000 new") or page.summary.text().startswith("10000")

    values: list[int] = []
    turns: list[float] = []
    page.bar.valueChanged.connect(values.append)
    beat = QTimer(page)
    beat.setInterval(10)
    beat.timeout.connect(lambda: turns.append(time.monotonic()))
    beat.start()

    page.go.click()
    qtbot.waitUntil(lambda: page.bar.value() > many // 2, timeout=300_000)
    page.cancel.click()
    qtbot.waitUntil(page.notice.isVisible, timeout=300_000)
    assert page.notice.message == "Stopped. Nothing was kept."
    assert state() == start

    page.use(notes)
    qtbot.waitUntil(page.go.isVisible, timeout=120_000)
    values.clear()
    turns.clear()
    begun = time.monotonic()
    page.go.click()
    qtbot.waitUntil(page.notice.isVisible, timeout=300_000)
    took = time.monotonic() - begun
    beat.stop()
    assert "were brought in" in page.notice.message
    gaps = sorted(after - before for before, after in itertools.pairwise(turns))
    sys.stdout.write(
        f"{many} through the window in {took:.1f} s: {len(set(values))} places of the bar, "
        f"{len(turns)} turns of the window, longest wait {gaps[-1] * 1000:.0f} ms, "
        f"one in a hundred over {gaps[-len(gaps) // 100] * 1000:.0f} ms\n"
    )
    moved = [value for value in values if value]
    assert moved == sorted(moved)
    assert len(set(moved)) >= many // SLICE // 2
    assert len(turns) > len(set(moved))
    page.take_out(page_batch(live, qtbot))
    qtbot.waitUntil(lambda: "taken out again" in page.notice.message, timeout=300_000)
    assert state() == start


def page_batch(live: Desk, qtbot: QtBot) -> str:
    """The one import there is."""
    found: list[str] = []
    live.ask(lambda journal: [batch.id for batch in journal.imports.batches()], found.extend)
    qtbot.waitUntil(lambda: bool(found), timeout=60_000)
    return found[0]
