"""What is found, in which order, and what never is."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from reflect_app.core.entries import Query, Shift
from reflect_app.vault.search_index import SearchIndex
from tests.vault.making import ZONE, Making, Writer


class Finding:
    """A vault with pages, and the ids that a query finds in it."""

    def __init__(self, making: Making) -> None:
        self.writer = Writer(making.create())
        self.index = SearchIndex(self.writer.vault)

    def add(self, text: str, **more: Any) -> str:
        return self.writer.write(text, **more)

    def ids(self, text: str = "", **more: Any) -> list[str]:
        page = self.index.page(Query(text, **more), 0, 50)
        assert page.total == len(page.entries)
        return [entry.id for entry in page.entries]


@pytest.fixture
def finding(making: Making) -> Finding:
    return Finding(making)


def day(number: int) -> str:
    return f"2026-03-{number:02d}T08:00:00+00:00"


def test_newest_event_first_and_a_page_at_a_time(finding: Finding) -> None:
    made = [finding.add("x", event=day(number)) for number in (3, 1, 5, 2, 4)]
    by_day = [made[place] for place in (2, 4, 0, 3, 1)]
    assert finding.ids() == finding.ids("x") == by_day
    for offset in range(7):
        for limit in (0, 1, 2, 50):
            for text in ("", "x"):
                page = finding.index.page(Query(text), offset, limit)
                assert page.total == 5
                assert [entry.id for entry in page.entries] == by_day[offset : offset + limit]
    assert finding.index.page(Query(), -3, 2).entries == finding.index.page(Query(), 0, 2).entries


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kettle", True), ("KETTLE", True), ("kett", False), ("kettle cold", True),
        ("kettle warm", False), ('"kettle went"', True), ('"went kettle"', False),
        ("wouldn’t", True), ("wouldn't", True), ("wouldn", True), ("cafe", True), ("café", True),
        ("llyr", True), ("Llŷr", True), ("ọ̀dọ́", True), ("odo", True), ("👍", True), ("🙂", False),
        ("👍 kettle", True), ("🙂 kettle", False), ("NOT kettle", False), ("kettle*", True),
        ("title:kettle", False), ("-warm", False), ('kettle"', True), ("", True), ("٣", True),
        ("boundaries", True), ("two words", True), ("🌙", True), ("Title", True), ("heron", False),
    ],
)  # fmt: skip
def test_words_phrases_signs_accents_and_tags(finding: Finding, query: str, found: bool) -> None:
    text = "The kettle went cold; it wouldn’t boil. Café, Llŷr, ọ̀dọ́, 👍 ٣"
    made = finding.add(text, tags=("boundaries", "two words", "🌙"))
    finding.add("nothing to see", id_="ff" * 8, event=day(1), answers={"page": "nothing"})
    assert (made in finding.ids(query)) is found


def test_decomposed_letters_are_the_same_letters(finding: Finding) -> None:
    text = unicodedata.normalize("NFD", "café")
    made = finding.add(text)
    for query in ("café", unicodedata.normalize("NFD", "café"), "cafe", "CAFE"):
        assert finding.ids(query) == [made]


def test_as_you_type_the_last_word_is_a_beginning(finding: Finding) -> None:
    made = finding.add("the toaster caught fire")
    for typed in ("t", "to", "toas", "toaster", "caught fi", '"toaster caught', "FIRE c"):
        assert finding.ids(typed, prefix=True) == [made], typed
    for typed in ("oast", "toas ", '"toas"', "fir caught"):
        assert finding.ids(typed, prefix=True) == [], typed
    assert finding.ids("toas") == []


def test_every_filter_alone_and_with_words(finding: Finding) -> None:
    night = Shift("2026-03-02T21:45", "night", ZONE)
    made = finding.add("kettle", event=day(2), shift=night, tags=("team",), marked=True)
    finding.add("kettle", event=day(9))
    hits: list[dict[str, Any]] = [
        {"start": "2026-03-02", "end": "2026-03-02"}, {"end": "2026-03-05"}, {"tag": "team"},
        {"shift_kind": "night"}, {"marked": True}, {"template": "free", "end": "2026-03-02"},
    ]  # fmt: skip
    for more in hits:
        assert finding.ids(**more) == finding.ids("kettle", **more) == [made], more
    misses: list[dict[str, Any]] = [
        {"tag": "te"}, {"shift_kind": "day"}, {"template": "other"}, {"person": "Heron"},
        {"start": "2026-03-10"}, {"binned": True}, {"tag": "team", "marked": False},
    ]  # fmt: skip
    for more in misses:
        assert finding.ids(**more) == finding.ids("kettle", **more) == [], more


def test_the_bin_holds_what_is_in_it_and_words_do_not_reach_there(finding: Finding) -> None:
    night = Shift("2026-03-01T21:45", "night", ZONE)
    held: dict[str, Any] = {"event": day(2), "shift": night, "marked": True, "tags": ("team",)}
    made = finding.add("kettle", **held)
    finding.add("kettle", id_=made, deleted=day(3), **held)
    assert finding.ids() == finding.ids("kettle") == finding.ids("kettle", binned=True) == []
    assert finding.ids(binned=True) == [made]
    year = {"start": "2026-01-01", "end": "2026-12-31"}
    filters: list[dict[str, Any]] = [
        year, {"start": "2026-01-01"}, {"template": "free"}, {"shift_kind": "night"},
        {"marked": True}, {"tag": "team"}, {"template": "free", **year},
        {"shift_kind": "night", "template": "free"},
    ]  # fmt: skip
    for filtered in filters:  # each way of wording the bin's condition
        assert finding.ids(**filtered) == finding.ids("kettle", **filtered) == [], filtered
        assert finding.ids(binned=True, **filtered) == [made], filtered
    finding.add("kettle", id_=made)
    assert finding.ids("kettle") == [made]


def test_a_new_wording_replaces_the_old_one_in_the_index(finding: Finding) -> None:
    made = finding.add("kettle", tags=("team",))
    finding.add("toaster", id_=made)
    assert finding.ids("kettle") == finding.ids(tag="team") == []
    assert finding.ids("toaster") == [made]


def test_the_position_of_an_entry(finding: Finding) -> None:
    made = [
        finding.add("kettle" if number % 2 else "cup", event=day(number)) for number in range(1, 8)
    ]
    for query in (Query(), Query("kettle"), Query("cup"), Query(start="2026-03-04")):
        order = [entry.id for entry in finding.index.page(query, 0, 50).entries]
        for id_ in made:
            due = order.index(id_) if id_ in order else None
            assert finding.index.position(query, id_) == due
    assert finding.index.position(Query(), "none") is None


def test_entries_of_one_second_all_have_a_place(finding: Finding) -> None:
    made = [finding.add("kettle", event=day(1)) for _ in range(30)]
    assert sorted(finding.ids()) == sorted(finding.ids("kettle")) == sorted(made)


def test_tags_and_days(finding: Finding) -> None:
    finding.add("x", event=day(1), tags=("b", "a"))
    finding.add("x", event=day(2), tags=("a",))
    binned = finding.add("x", event=day(3), tags=("a", "c"))
    finding.add("x", id_=binned, event=day(3), tags=("a", "c"), deleted=day(4))
    assert finding.index.tags() == [("a", 2), ("b", 1)]
    assert finding.index.days("2026-03-01", "2026-03-31") == ["2026-03-01", "2026-03-02"]
    assert finding.index.days("2026-03-02", "2026-03-02") == ["2026-03-02"]


def test_a_row_shows_why_it_was_found(finding: Finding) -> None:
    finding.add("before " * 60 + "the kettle went cold " + "after " * 60, tags=("tagged",))
    (plain,) = finding.index.page(Query(), 0, 1).entries
    (worded,) = finding.index.page(Query("kettle"), 0, 1).entries
    (tagged,) = finding.index.page(Query("tagged"), 0, 1).entries
    assert "kettle" not in plain.snippet
    assert "kettle went cold" in worded.snippet
    assert tagged.snippet == plain.snippet
    assert plain.tags == ("tagged",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), prefix=st.booleans())
def test_whatever_is_typed_is_a_search(finding: Finding, text: str, prefix: bool) -> None:
    finding.index.page(Query(text, prefix=prefix), 0, 5)
    finding.index.position(Query(text, tag=text.strip("\0") or None), "none")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(["kettle", "cold", "tea", "Llŷr", "👍"]), max_size=4))
def test_all_words_must_be_there(finding: Finding, words: list[str]) -> None:
    texts = {"kettle cold tea": "1", "kettle Llŷr": "2", "👍 tea": "3", "cold": "4"}
    if not finding.ids():
        for text, id_ in texts.items():
            finding.add(text, id_=id_)
    due = {id_ for text, id_ in texts.items() if all(word in text.split() for word in words)}
    assert set(finding.ids(" ".join(words))) == due


def test_few_are_found_by_their_own_index_whatever_order_the_indexes_were_made_in(
    finding: Finding,
) -> None:
    """SQLAlchemy makes the indexes of a table in any order, and SQLite takes the last of two."""
    finding.add("x", marked=True)
    statements: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    vault = finding.writer.vault
    with vault.reading() as connection:
        engine = connection.engine
        made = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            " AND tbl_name = 'entry' ORDER BY name"
        ).all()
    event.listen(engine, "before_cursor_execute", listen)
    assert len(finding.ids(marked=True)) == 1
    assert finding.writer.entries.record_open(9) == []
    event.remove(engine, "before_cursor_execute", listen)
    asked = {
        name: next(text for text in statements if column in text and "WHERE" in text)
        for name, column in (("entry_marked", "e.marked"), ("entry_record_open", "record_open ="))
    }
    for order in (made, made[::-1]):
        with vault.writing() as tx:
            for name, sql in order:
                tx.connection.exec_driver_sql(f"DROP INDEX {name}")
                tx.connection.exec_driver_sql(sql)
        with vault.reading() as connection:
            for name, statement in asked.items():
                plan = connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {statement}", (9, 0)[: statement.count("?")]
                ).all()
                assert any(name in row[3] for row in plan), plan


def test_the_days_that_have_anything(finding: Finding) -> None:
    assert finding.index.bounds() is None
    assert finding.index.day_beside("2026-03-02", later=True) is None
    for number in (2, 5, 9):
        finding.add("x", event=day(number))
    finding.add("binned", event=day(1), deleted=day(10))
    assert finding.index.bounds() == ("2026-03-02", "2026-03-09")
    assert finding.index.days("2026-03-02", "2026-03-08") == ["2026-03-02", "2026-03-05"]
    beside = [
        (finding.index.day_beside(day(number)[:10], later=later))
        for number in (2, 4, 9)
        for later in (True, False)
    ]
    assert beside == ["2026-03-05", None, "2026-03-05", "2026-03-02", None, "2026-03-05"]
