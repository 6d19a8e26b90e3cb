"""What lists call an entry that has no title of its own, in the language of whoever reads them."""

from __future__ import annotations

from dataclasses import replace

from reflect_app.core.entries import EntryInput, Query
from reflect_app.services.journal import Journal
from tests.helpers.spoken import speaking


def titles(journal: Journal, *, worded: bool = True) -> set[str]:
    return {row.title for row in journal.entries.page(Query(), worded=worded).entries}


def test_under_welsh_a_list_says_the_prompts_welsh_title(journal: Journal) -> None:
    id_ = journal.entries.write(EntryInput("after-shift", {"heavy": 3})).id
    with speaking("cy"):
        assert titles(journal) == {"Ar ôl y sifft"}
        assert titles(journal, worded=False) == {"After-shift check-in"}
        journal.entries.delete(id_)
        assert [row.title for row in journal.bin.list()] == ["Ar ôl y sifft"]
    assert [row.title for row in journal.bin.list()] == ["After-shift check-in"]


def test_under_welsh_an_entry_is_found_by_the_title_that_is_shown(journal: Journal) -> None:
    shift = journal.entries.write(EntryInput("after-shift", {"leave_here": "the kettle"})).id
    journal.entries.write(EntryInput("free", {"title": "Mine", "page": "the kettle"}))
    journal.entries.write(EntryInput("free", {"page": "sifft ddistaw"}))

    def found(text: str, *, prefix: bool = False) -> set[str]:
        query = Query(text, prefix=prefix)
        return {row.title for row in journal.entries.page(query).entries}

    with speaking("cy"):
        assert found("sifft") == {"Ar ôl y sifft", "Tudalen rydd"}, "a title, and a word"
        assert found("ar ol kettle") == {"Ar ôl y sifft"}
        assert found('"ol y sifft"') == {"Ar ôl y sifft"}
        assert found('"ol y si"') == found('"sifft y ol"') == set()
        assert found("tudal", prefix=True) == {"Tudalen rydd"}
        assert found("tudal") == set()
        assert found("after-shift") == {"Ar ôl y sifft"}, "its own title still finds it"
        assert journal.entries.position(Query("ôl kettle"), shift) == 0
    assert found("tudalen") == set()


def test_what_somebody_typed_as_a_title_stays(journal: Journal) -> None:
    # The second has the words of another prompt: they are the writer's own all the same.
    for typed in ("A quiet night", "After-shift check-in"):
        journal.entries.write(EntryInput("free", {"title": typed}))
    with speaking("cy"):
        assert titles(journal) == {"A quiet night", "After-shift check-in"}


def test_an_entry_of_an_earlier_wording_has_that_ones_words(journal: Journal) -> None:
    shipped = journal.templates.get("after-shift")
    first = replace(shipped, id="norfolk:end", version=1, title="The end of a day")
    first = replace(first, cy=(("title", "Diwedd diwrnod"),))
    journal.templates.add(first)
    journal.entries.write(EntryInput(first.id, {"heavy": 3}))
    later = replace(first, version=2, title="How it ended", cy=(("title", "Sut y daeth i ben"),))
    journal.templates.add(later)
    journal.entries.write(EntryInput(first.id, {"heavy": 4}))
    with speaking("cy"):
        assert titles(journal) == {"Diwedd diwrnod", "Sut y daeth i ben"}
    journal.templates.add(replace(later, version=3, title="Ended", cy=()))
    with speaking("cy"):
        assert titles(journal) == {"Diwedd diwrnod", "Sut y daeth i ben"}


def test_a_month_names_what_was_marked_in_the_readers_language(journal: Journal) -> None:
    saved = journal.entries.write(EntryInput("after-shift", {"heavy": 3}, marked=True))
    month = journal.entries.show(saved.id).event[:7]
    with speaking("cy"):
        assert journal.insights.month(month).marked == ((saved.id, "Ar ôl y sifft"),)
