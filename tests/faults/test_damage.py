"""Every byte counts: damage is called damage, and never becomes another answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reflect_app.core.entries import EntryInput, Query
from reflect_app.errors import DamagedError
from reflect_app.vault.verify import Report
from tests.faults.story import Story, readable
from tests.fixtures import PASSPHRASE
from tests.vault.pages import RESERVE, decrypted

pytestmark = [pytest.mark.fault, pytest.mark.timeout(4 * 3600)]  # every byte takes its time
PAGE = 4096
READ = 16  # in the long form, everything is read at every sixteenth byte, and verified at each


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A closed vault with one of everything in it."""
    story = Story(tmp_path)
    journal = story.create()
    story.tell(journal)
    journal.close()
    return story


def flipped(whole: bytes, place: int, bit: int = 0x10) -> bytes:
    return whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]


def test_every_byte_of_the_envelope(story: Story) -> None:
    path = story.folder / "envelope.json"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(flipped(whole, place))
        with pytest.raises(DamagedError) as refusal:
            story.open()
        assert refusal.value.exit_code == 3
    path.write_bytes(whole)
    story.open().close()


def places(size: int, long: bool) -> list[int]:
    """Where to flip: everywhere, or at the beginning, middle and end of every page."""
    if long:
        return list(range(size))
    return [page + at for page in range(0, size, PAGE) for at in (16, 1999, 3000, PAGE - 1)]


def outcome(
    story: Story, *, deep: bool, read: bool = True
) -> tuple[Report | None, dict[str, Any] | None]:
    """What verify says and what can be read; None where the answer is "damaged"."""
    try:
        journal = story.open()
    except DamagedError:
        return None, None
    try:
        report = journal.integrity.verify(deep=deep)
        try:
            return report, readable(journal) if read else None
        except DamagedError:
            return report, None
    finally:
        journal.close()


def told(report: Report | None) -> bool:
    """Called damaged; or, of a page that holds nothing, named, with all the rest as it was."""
    if report is None or report.status == "damaged":
        return True
    return {problem.code for problem in report.problems} == {"unused-page"}


def free_leaves(plain: bytes) -> set[int]:
    """The numbers of the pages on the first page of the freelist (sqlite.org/fileformat2)."""
    trunk = (int.from_bytes(plain[32:36]) - 1) * (PAGE - RESERVE)
    count = int.from_bytes(plain[trunk + 4 : trunk + 8])
    places = range(trunk + 8, trunk + 8 + 4 * count, 4)
    return {int.from_bytes(plain[place : place + 4]) for place in places}


def test_a_torn_page_that_nothing_uses_is_no_damage_and_is_mended(story: Story) -> None:
    """SQLite keeps no copy of a free page that it fills: a power cut then leaves it torn.

    Every copy page by page stopped at it, so that no backup could be made any more.
    """
    journal = story.open(write=True)
    page = journal.drafts.start("free")
    journal.drafts.save(replace(page, answers={"page": "long " * 8000}))
    journal.drafts.discard(page.id)
    due, state = readable(journal), journal.integrity.state_hash()
    journal.close()
    path = story.folder / "vault.db"
    plain, whole = decrypted(story.folder, PASSPHRASE), path.read_bytes()
    anchors = {anchor: anchor.read_bytes() for anchor in story.anchors()}
    torn = bytearray(whole)
    for number in free_leaves(plain):
        torn[(number - 1) * PAGE + 512 : (number - 1) * PAGE + 1024] = b"\x5a" * 512
    for ends in ("backup", "purge", "rotation"):
        path.write_bytes(torn)
        for anchor, data in anchors.items():
            anchor.write_bytes(data)
        report, found = outcome(story, deep=True)
        assert report is not None
        assert report.status == "clean"
        assert [problem.code for problem in report.problems] == ["unused-page"]
        assert found == due
        journal = story.open(write=True)
        if ends == "backup":
            made = journal.backups.make().out
            restored = story.app.vaults.restore(made, story.root / "again", PASSPHRASE)
            assert restored.integrity.state_hash() == state
            restored.close()
        elif ends == "purge":
            thrown = journal.entries.write(EntryInput("free", {"page": "thrown away"}))
            journal.entries.purge(thrown.id)
        else:
            journal.close()
            journal = story.app.vaults.rotate(story.folder, PASSPHRASE).journal
        assert journal.integrity.verify(deep=True).problems == ()
        assert {**readable(journal), "settings": due["settings"]} == due
        journal.close()


def test_a_used_page_beside_an_unused_one_is_damage(story: Story) -> None:
    """Each page in turn, long values and all: only what is on the freelist may be called unused."""
    journal = story.open(write=True)
    page = journal.drafts.start("free")
    journal.drafts.save(replace(page, answers={"page": "long " * 8000}))
    journal.drafts.discard(page.id)
    journal.close()
    path = story.folder / "vault.db"
    plain, whole = decrypted(story.folder, PASSPHRASE), path.read_bytes()
    free = free_leaves(plain)
    assert len(free) > 3
    for number in range(1, len(whole) // PAGE + 1):
        path.write_bytes(flipped(whole, (number - 1) * PAGE + 700))
        report, _ = outcome(story, deep=False, read=False)
        harmless = report is not None and report.status == "clean"
        assert harmless == (number in free), number
        assert told(report)


def test_flipped_bytes_all_over_the_database(story: Story, request: pytest.FixtureRequest) -> None:
    path = story.folder / "vault.db"
    whole = path.read_bytes()
    _, due = outcome(story, deep=True)
    assert due is not None
    long = request.config.getoption("--long")
    for place in places(len(whole), long):
        path.write_bytes(flipped(whole, place))
        report, found = outcome(story, deep=False, read=not long or place % READ == 0)
        assert told(report), place
        assert found in (None, due), place
    path.write_bytes(whole)
    report, found = outcome(story, deep=True)
    assert report is not None
    assert (report.status, found) == ("clean", due)


def test_writing_into_a_damaged_database(story: Story) -> None:
    """A write that met damage is refused whole; one that did not meet it is kept."""
    path = story.folder / "vault.db"
    whole, anchors = path.read_bytes(), {path: path.read_bytes() for path in story.anchors()}
    for at in range(PAGE + 2000, len(whole), PAGE):
        path.write_bytes(flipped(whole, at))
        for anchor, data in anchors.items():
            anchor.write_bytes(data)
        try:
            journal = story.open(write=True)
        except DamagedError:
            continue
        try:
            for summary in journal.entries.page(Query(), 0, 3).entries:
                journal.entries.edit(summary.id, tags=("another",))
            for draft in journal.drafts.list():
                journal.drafts.finish(draft.id)
        except DamagedError:
            pass
        else:
            assert journal.entries.page(Query(tag="another")).total == 3
        finally:
            journal.close()


def test_every_byte_of_the_anchor(story: Story, request: pytest.FixtureRequest) -> None:
    """A slot that is not what was written is told of; the other one holds, and nothing is lost."""
    (path,) = story.anchors()
    whole = path.read_bytes()
    _, due = outcome(story, deep=False)
    step = 1 if request.config.getoption("--long") else 67
    for place in range(0, len(whole), step):
        path.write_bytes(flipped(whole, place))
        report, found = outcome(story, deep=False, read=place % READ == 0)
        assert report is not None
        assert report.status in ("clean", "rolled-back")
        assert "anchor" in {problem.code for problem in report.problems}, place
        assert found in (None, due)


def test_the_database_at_every_shorter_length(story: Story, request: pytest.FixtureRequest) -> None:
    path = story.folder / "vault.db"
    whole = path.read_bytes()
    for length in range(0, len(whole), 512 if request.config.getoption("--long") else PAGE // 2):
        path.write_bytes(whole[:length])
        report, _ = outcome(story, deep=False)
        assert report is None or report.status == "damaged", length


@pytest.mark.parametrize("change", ["zeros", "noise", "another page", "a plain database"])
def test_larger_harm(story: Story, change: str) -> None:
    path = story.folder / "vault.db"
    whole = path.read_bytes()
    makers: dict[str, Callable[[bytes], bytes]] = {
        "zeros": lambda page: bytes(PAGE),
        "noise": lambda page: bytes(byte * 7 % 251 for byte in page),
        "another page": lambda page: whole[2 * PAGE : 3 * PAGE],
        "a plain database": lambda page: b"SQLite format 3\0" + page[16:],
    }
    _, due = outcome(story, deep=False)
    for at in range(0, len(whole), PAGE):
        page = makers[change](whole[at : at + PAGE])
        if page == whole[at : at + PAGE]:
            continue
        path.write_bytes(whole[:at] + page + whole[at + PAGE :])
        report, found = outcome(story, deep=False)
        assert report is None or report.status == "damaged", at
        assert found in (None, due)


def test_noise_in_the_place_of_a_rollback_journal(story: Story) -> None:
    """A journal that is none must not be played back into the vault."""
    path = story.folder / "vault.db-journal"
    _, due = outcome(story, deep=True)
    for noise in (b"x" * 5000, bytes(5000), b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"y" * 9000):
        path.write_bytes(noise)
        report, found = outcome(story, deep=True)
        assert report is None or report.status == "damaged" or found == due


def test_every_byte_of_a_backup_matters(story: Story, request: pytest.FixtureRequest) -> None:
    journal = story.open(write=True)
    path = journal.backups.make().out
    journal.close()
    whole = path.read_bytes()
    step = 1 if request.config.getoption("--long") else 523
    for number, place in enumerate(range(0, len(whole), step)):
        path.write_bytes(flipped(whole, place))
        with pytest.raises(DamagedError) as refusal:
            story.app.vaults.restore(path, story.root / "r", "whatever the passphrase is")
        assert refusal.value.exit_code == 3
        assert not (story.root / "r").exists()
        if number % 50 == 0:
            journal = story.open()
            (found,) = journal.backups.list()
            journal.close()
            assert found.problem
