"""Lists made step by step are the lists made at once from the whole history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import booleans, lists, sampled_from, text

from reflect_app.app import App
from reflect_app.core.entries import EntryInput, Query
from reflect_app.services.journal import Journal
from reflect_app.vault.projections import SNIPPET, snippet_of
from tests.fixtures import PASSPHRASE, make_app

TAGS = lists(sampled_from(["a", "b", "c"]), max_size=3)
WORDS = text(alphabet="ab ŷ👍\n", max_size=40)


class Living(RuleBasedStateMachine):
    """A journal that is used at random, and what it should hold."""

    journal: Journal
    folder: Path
    app: App

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.binned: set[str] = set()

    def teardown(self) -> None:
        for id_ in self.texts:  # the next run has the same journal, empty again
            self.journal.entries.purge(id_)

    def _any(self, place: int) -> str:
        return sorted(self.texts)[place % len(self.texts)]

    @rule(words=WORDS, tags=TAGS, marked=booleans())
    def write(self, words: str, tags: list[str], marked: bool) -> None:
        given = EntryInput("free", {"page": words}, tags=tuple(tags), marked=marked)
        self.texts[self.journal.entries.write(given).id] = words

    @precondition(lambda self: self.texts)
    @rule(place=sampled_from(range(6)), words=WORDS, tags=TAGS)
    def edit(self, place: int, words: str, tags: list[str]) -> None:
        id_ = self._any(place)
        self.journal.entries.edit(id_, {"page": words}, tags=tuple(tags))
        self.texts[id_] = words

    @precondition(lambda self: self.texts)
    @rule(place=sampled_from(range(6)), there=booleans())
    def bin(self, place: int, there: bool) -> None:
        id_ = self._any(place)
        if there:
            self.journal.entries.delete(id_)
            self.binned.add(id_)
        else:
            self.journal.entries.undelete(id_)
            self.binned.discard(id_)

    @precondition(lambda self: self.texts)
    @rule(place=sampled_from(range(6)))
    def purge(self, place: int) -> None:
        id_ = self._any(place)
        self.journal.entries.purge(id_)
        del self.texts[id_]
        self.binned.discard(id_)

    @rule()
    def close_and_open(self) -> None:
        self.journal.close()
        type(self).journal = self.app.vaults.unlock(self.folder, PASSPHRASE)

    @invariant()
    def lists_hold_what_they_should(self) -> None:
        for binned in (False, True):
            found = {entry.id for entry in self.journal.entries.page(Query(binned=binned)).entries}
            assert found == {id_ for id_ in self.texts if (id_ in self.binned) is binned}
        for id_, words in self.texts.items():
            assert self.journal.entries.show(id_).answers["page"] == words

    @invariant()
    def made_at_once_they_are_the_same(self) -> None:
        assert self.journal.integrity.verify(deep=True).problems == ()


@pytest.fixture
def living(tmp_path: Path) -> Iterator[type[Living]]:
    app = make_app(tmp_path / "home")

    class Here(Living):
        journal = app.vaults.create(tmp_path / "v", PASSPHRASE).journal
        folder = tmp_path / "v"

    Here.app = app
    yield Here
    Here.journal.close()


@pytest.mark.timeout(1200)
def test_any_life_of_a_journal(living: type[Living], request: pytest.FixtureRequest) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    long = request.config.getoption("--long")
    run_state_machine_as_test(
        living, settings=settings(max_examples=100 if long else 6, stateful_step_count=15)
    )


@pytest.mark.parametrize(
    ("words", "title", "snippet"),
    [
        ("one\n two", "", "one two"),
        ("The title and more", "The title", "and more"),
        ("x" * 500, "", "x" * (SNIPPET - 1) + "…"),
        ("", "Title", ""),
    ],
)
def test_a_snippet_is_one_short_line_without_the_title(
    words: str, title: str, snippet: str
) -> None:
    assert snippet_of(words, title) == snippet
    assert len(snippet_of(words, title)) <= SNIPPET
