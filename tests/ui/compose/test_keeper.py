"""Autosave: within a second of a change, at once on demand, and nothing lost when it fails."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from reflect_app.core.entries import Draft
from reflect_app.errors import DiskFullError, ReflectError
from reflect_app.services.drafts import DraftService
from reflect_app.services.journal import Journal
from reflect_app.ui.compose import keeper as keeping
from reflect_app.ui.compose.keeper import DraftKeeper
from reflect_app.ui.page import Desk


class Page:
    """What is on the screen: one line that a test types."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def type(self, words: str) -> None:
        self.draft = replace(self.draft, answers={"page": words})

    def snapshot(self) -> Draft:
        return self.draft


@pytest.fixture
def page(journal: Journal) -> Page:
    return Page(journal.drafts.start("free"))


@pytest.fixture
def keeper(desk: Desk, page: Page) -> DraftKeeper:
    return DraftKeeper(desk, page.snapshot, desk)


def kept(journal: Journal, page: Page) -> object:
    return journal.drafts.get(page.draft.id).answers["page"]


def test_a_change_is_on_disk_within_a_second(
    keeper: DraftKeeper, page: Page, journal: Journal, desk: Desk, qtbot: QtBot
) -> None:
    assert keeping.PAUSE < 1000
    page.type("one")
    keeper.touch()
    assert keeper.unsaved()
    with qtbot.waitSignal(desk.saved, timeout=1000):
        pass
    assert kept(journal, page) == "one"
    assert not keeper.unsaved()


def test_typing_on_does_not_wind_the_clock_back(
    keeper: DraftKeeper, page: Page, journal: Journal, desk: Desk, qtbot: QtBot
) -> None:
    words = []

    def type_on() -> None:
        words.append("x")
        page.type("".join(words))
        keeper.touch()

    type_on()
    with qtbot.waitSignal(desk.saved, timeout=1000):
        # A key every few milliseconds, for as long as it takes.
        keeper.startTimer(5)
        keeper.timerEvent = lambda _event: type_on()  # type: ignore[method-assign]
    assert len(words) > 20
    keeper.stop()


def test_flush_saves_at_once_and_only_what_changed(
    keeper: DraftKeeper, page: Page, journal: Journal
) -> None:
    page.type("now")
    keeper.touch()
    keeper.flush()
    assert kept(journal, page) == "now"
    page.type("not touched")
    keeper.flush()
    assert kept(journal, page) == "now"


def test_a_save_that_fails_is_said_once_and_tried_again(
    keeper: DraftKeeper,
    page: Page,
    journal: Journal,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(keeping, "AGAIN", 20)
    said: list[ReflectError] = []
    keeper.failed.connect(said.append)
    attempts = []

    def full(_self: DraftService, draft: Draft) -> None:
        attempts.append(draft)
        raise DiskFullError

    with monkeypatch.context() as disk:
        disk.setattr(DraftService, "save", full)
        page.type("kept on screen")
        keeper.touch()
        keeper.flush()
        assert keeper.unsaved()
        qtbot.waitUntil(lambda: len(attempts) > 2)
    with qtbot.waitSignal(keeper.recovered):
        pass
    assert [error.code for error in said] == ["disk-full"]
    assert kept(journal, page) == "kept on screen"
    assert not keeper.unsaved()


def test_when_clean_waits_for_the_disk(keeper: DraftKeeper, page: Page, journal: Journal) -> None:
    done: list[object] = []
    keeper.when_clean(lambda: done.append("at once"))
    page.type("first")
    keeper.touch()
    keeper.when_clean(lambda: done.append(kept(journal, page)))
    assert done == ["at once", "first"]


def test_when_clean_never_comes_if_it_cannot_be_saved(
    keeper: DraftKeeper, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: DraftService, _draft: Draft) -> None:
        raise DiskFullError

    done: list[object] = []
    with monkeypatch.context() as disk:
        disk.setattr(DraftService, "save", full)
        keeper.touch()
        keeper.when_clean(lambda: done.append("lost"))
    keeper.flush()
    assert done == []


def test_stopped_means_no_more_saves(keeper: DraftKeeper, page: Page, journal: Journal) -> None:
    page.type("a")
    keeper.touch()
    keeper.flush()
    keeper.stop()
    page.type("b")
    keeper.touch()
    keeper.flush()
    assert kept(journal, page) == "a"
    assert not keeper.unsaved()
    keeper.resume()
    keeper.flush()
    assert kept(journal, page) == "b"
