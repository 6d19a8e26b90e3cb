"""The demonstration: the same year every time, at home in any zone, and gone when it is closed."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from reflect_app.app import App
from reflect_app.core.clock import FixedClock
from reflect_app.core.entries import Entry, Query, Shift
from reflect_app.core.prompts import TemplateLibrary, text_of
from reflect_app.core.shifts import start_of
from reflect_app.errors import DiskFullError, InvalidInputError
from reflect_app.services import demo as demos
from reflect_app.services import demo_year
from reflect_app.services.demo import Demo, open_demo
from reflect_app.services.demo_year import read_year
from reflect_app.services.journal import Journal
from tests.fixtures import make_app

#: How long a shift of each kind lasts, in hours.
LENGTHS = {"early": 8, "day": 8, "late": 8, "night": 10, "sleep-in": 20}
#: The writer and the house, both invented.
INVENTED = {"Sam", "SAM", "Oddfold"}
#: What would tie the year to a calendar that moves with the clock.
DATED = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekends?\b|\bbank holiday\b"
    r"|\b(january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(christmas|xmas|easter|halloween|bonfire|snow|snowing|winter|spring|summer|autumn)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo[App]]:
    """One demonstration for the tests that only read."""
    app = make_app(tmp_path_factory.mktemp("home"))
    with open_demo(app) as made:
        yield made


@pytest.fixture(scope="module")
def entries(demo: Demo[App]) -> list[Entry]:
    """Every entry of it, newest event first."""
    return every_entry(demo.journal)


def every_entry(journal: Journal) -> list[Entry]:
    rows = journal.entries.page(Query(), 0, 1000).entries
    return [journal.entries.show(row.id) for row in rows]


def fingerprint(journal: Journal) -> str:
    """Everything that was written, with its dates, in one hash."""
    kept = [
        [item.id, item.template, item.written, item.event, dict(item.answers), item.tags,
         item.marked, item.marked_questions]
        for item in [*every_entry(journal)]
    ]  # fmt: skip
    drafts = [[draft.id, draft.updated, dict(draft.answers)] for draft in journal.drafts.list()]
    people = [[person.pseudonym, person.retired] for person in journal.people.list()]
    whole = json.dumps([kept, drafts, people], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def words(value: object) -> Iterator[str]:
    """Every text in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in words(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in words(item))


def test_it_is_the_same_every_time(demo: Demo[App], tmp_path: Path) -> None:
    with open_demo(make_app(tmp_path / "another")) as again:
        assert fingerprint(again.journal) == fingerprint(demo.journal)
        assert again.passphrase != demo.passphrase
        assert again.folder != demo.folder


def test_another_day_moves_the_dates_and_not_the_words(demo: Demo[App], tmp_path: Path) -> None:
    later = FixedClock(datetime(2031, 7, 2, 12, 0, tzinfo=UTC))
    with open_demo(make_app(tmp_path / "later", later)) as other:
        old, new = every_entry(demo.journal), every_entry(other.journal)
        assert [item.id for item in new] == [item.id for item in old]
        assert new[0].written.startswith("2031-07-01")
        page = "page"
        assert [item.answers.get(page) for item in new] == [item.answers.get(page) for item in old]


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("Europe/London", datetime(2026, 3, 29, 22, 30, tzinfo=UTC)),
        ("America/St_Johns", datetime(2026, 11, 2, 2, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 3, 0, tzinfo=UTC)),
        ("Africa/Cairo", datetime(2026, 4, 24, 21, 0, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2028, 2, 29, 12, 0, tzinfo=UTC)),
    ],
)
def test_it_ends_yesterday_wherever_the_clock_is(zone: str, at: datetime, tmp_path: Path) -> None:
    clock = FixedClock(at, zone)
    with open_demo(make_app(tmp_path / "far", clock)) as far:
        newest = every_entry(far.journal)[0]
        yesterday = clock.now().date() - timedelta(days=1)
        assert datetime.fromisoformat(newest.written).date() == yesterday
        assert far.journal.integrity.verify(deep=True).status == "clean"


def test_about_two_hundred_and_twenty_across_the_templates(
    demo: Demo[App], entries: list[Entry]
) -> None:
    count = Counter(item.template for item in entries)
    assert 215 <= len(entries) <= 235
    order = [name for name, _ in count.most_common(5)]
    assert order[:3] == ["after-shift", "free", "relationship-dynamics"]
    assert set(order[3:]) == {"emotional-impact", "supervision-preparation"}
    assert 90 <= count["after-shift"] <= 120
    assert 30 <= count["free"] <= 50
    assert set(count) == {template.id for template in demo.app.library.all()}


def test_life_is_uneven(demo: Demo[App], entries: list[Entry]) -> None:
    days = sorted({datetime.fromisoformat(item.written).date() for item in entries})
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert max(gaps) >= 7
    assert (days[-1] - days[0]).days >= 360
    a_day = Counter(item.written[:10] for item in entries)
    assert sum(1 for times in a_day.values() if times > 1) >= 10
    lengths = [len(str(item.answers.get("page", "")).split()) for item in entries]
    assert sum(1 for length in lengths if 300 <= length <= 520) >= 5
    assert sum(1 for length in lengths if 0 < length < 25) >= 5
    taps = [item for item in entries if item.template == "after-shift"]
    assert sum(1 for item in taps if "leave_here" not in item.answers) >= 15
    tags = dict(demo.journal.entries.tags())
    assert {"nights", "door", "handover", "colleagues", "boundary", "good shift"} <= set(tags)


def test_every_shift_began_before_its_page_and_none_overlap(entries: list[Entry]) -> None:
    worked: dict[datetime, Shift] = {}
    for item in entries:
        if item.shift is not None:
            start = start_of(item.shift)
            assert start < datetime.fromisoformat(item.written), item.id
            assert start < datetime.fromisoformat(item.event), item.id
            assert worked.setdefault(start, item.shift).kind == item.shift.kind
    starts = sorted(worked)
    assert len(starts) > 120
    for before, after in pairwise(starts):
        hours = (after - before).total_seconds() / 3600
        assert hours >= LENGTHS[worked[before].kind], (before, after)
    assert {shift.kind for shift in worked.values()} == set(LENGTHS)


def test_nothing_is_written_before_it_happened_or_after_now(
    demo: Demo[App], entries: list[Entry]
) -> None:
    now = demo.app.clock.now()
    for item in entries:
        event, written = map(datetime.fromisoformat, (item.event, item.written))
        assert event <= written < now, item.id


def test_what_is_open_is_what_the_pictures_need(demo: Demo[App], entries: list[Entry]) -> None:
    journal = demo.journal
    assert [entry.answers["record_next"] for entry in journal.record_reminders()] == [
        "need_advice",
        "at_handover",
    ]
    assert len(journal.drafts.list()) == 2
    marked = [item for item in entries if item.marked]
    assert 4 <= len(marked) <= 8
    last = next(item for item in entries if item.template == "supervision-record")
    assert all(item.written > last.written for item in marked)
    assert str(last.answers["next_date"]) > demo.app.clock.now().date().isoformat()


def test_pages_brought_to_supervision_are_there(demo: Demo[App], entries: list[Entry]) -> None:
    drafts = demo.journal.drafts.list()
    pages = [item.answers for item in entries] + [draft.answers for draft in drafts]
    rows = [answers["bring"] for answers in pages if "bring" in answers]
    brought = [
        row["entry"]
        for item in rows
        if isinstance(item, list)
        for row in item
        if isinstance(row, dict)
    ]
    assert len(brought) >= 5
    assert all(demo.journal.entries.show(id_).id == id_ for id_ in brought)


def test_relationships_change_over_the_year(demo: Demo[App], entries: list[Entry]) -> None:
    pages = [item for item in reversed(entries) if item.template == "relationship-dynamics"]
    warmth: dict[str, list[object]] = {}
    for item in pages:
        warmth.setdefault(item.people[0], []).append(item.answers["warmth"])
    assert warmth["Compass"] == [4, 4, 2, 3, 5, 6, 7]
    assert warmth["Gravel"] == sorted(warmth["Gravel"], key=str)
    people = demo.journal.people.list()
    assert len(people) == 7
    assert [person.pseudonym for person in people if person.retired] == ["Marble"]


def test_nobody_is_named(entries: list[Entry], demo: Demo[App]) -> None:
    """By the finder of the journal itself, which knows its pseudonyms: "I'll call him Satchel"."""
    finder = demo.journal.names.finder()
    of, drafts = demo.app.library.get, demo.journal.drafts.list()
    texts = [text_of(of(item.template), item.answers) for item in entries]
    texts += [text_of(of(draft.template), draft.answers) for draft in drafts]
    likely = {
        span.text
        for text in texts
        for span in finder.find(text)
        if span.tier == "likely" and span.type != "INITIALS"
    }
    assert likely <= INVENTED


def test_no_text_belongs_to_a_weekday_a_month_or_a_season() -> None:
    for text in read_year().entries:
        for said in words(text.answers):
            assert not DATED.search(said), (text.days_ago, said[:80])


def test_the_vault_is_sound_and_can_be_locked_and_opened_again(tmp_path: Path) -> None:
    with open_demo(make_app(tmp_path / "home")) as made:
        total = made.journal.entries.page(Query()).total
        made.journal.close()
        again = made.app.vaults.unlock(made.folder, made.passphrase)
        try:
            assert again.rollback is None
            assert again.integrity.verify(deep=True).status == "clean"
            assert again.entries.page(Query()).total == total
            assert again.settings.get("display_name") == "Sam"
        finally:
            again.close()


def test_the_clock_runs_again_once_it_is_open(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 3, 12, 7, 30, tzinfo=UTC))
    with open_demo(make_app(tmp_path / "home", clock)) as made:
        newest = made.journal.entries.page(Query(template="free")).entries[0]
        clock.at += timedelta(hours=1)
        assert made.journal.entries.mark(newest.id).at == "2026-03-12T08:30:00+00:00"


def test_everything_is_in_one_private_folder_that_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "signed-in"
    own.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(own))
    made = open_demo(make_app(tmp_path / "program"))
    assert made.root.parent == own
    assert made.root in made.folder.parents
    assert made.app.paths.settings_file.is_relative_to(made.root)
    if sys.platform != "win32":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in [made.root, *made.root.rglob("*")]}
        assert modes <= {0o700, 0o600}
    made.close()
    made.close()
    assert list(own.iterdir()) == []
    assert not (tmp_path / "program").exists()


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_anything: object) -> None:
        raise DiskFullError

    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(demos, "_leave_unfinished", full)
    with pytest.raises(DiskFullError):
        open_demo(make_app(tmp_path / "home"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("reflect")] == []


def test_a_template_that_is_missing_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_app(tmp_path / "home").library
    few = TemplateLibrary(whole.get("after-shift"), whole.get("supervision-preparation"))
    monkeypatch.setattr("reflect_app.services.templates.built_in", lambda: few)
    with open_demo(make_app(tmp_path / "other")) as made:
        kept = every_entry(made.journal)
        assert {item.template for item in kept} == {"after-shift", "supervision-preparation"}
        assert all(item.answers.get("bring", []) == [] for item in kept)
        assert len(made.journal.drafts.list()) == 1


def test_a_file_that_was_edited_badly_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "01.toml").write_text("[[entry]]\ndays_ago = 'never'\n")
    monkeypatch.setattr("reflect_app.assets.root", lambda: tmp_path)
    with pytest.raises(InvalidInputError, match=r"demo/01\.toml"):
        demo_year.read_year()


def test_actions_are_ticked_off_when_they_were_done_and_two_still_wait(demo: Demo[App]) -> None:
    found = demo.journal.actions.list()
    waiting = [each for each in found if not each.done]
    assert [each.owner for each in waiting] == ["Sam", "supervisor"]
    assert len(found) - len(waiting) == 10
    assert all(each.done > each.created for each in found if each.done)
    assert all(each.went for each in found if each.done)
    for each in found:  # ticking says nothing on the page itself
        rows = demo.journal.entries.show(each.entry).answers["actions"]
        assert isinstance(rows, list)
        assert all(set(row) <= {"text", "owner", "due"} for row in rows if isinstance(row, dict))
