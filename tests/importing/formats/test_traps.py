"""The traps of other programs' files, each in the smallest file that holds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reflect_app.importing.problems import ImportRefusedError
from tests.importing.helpers import seen, tarred, zipped

Files = dict[str, str | bytes]
_NO_NUMBER = 1.7976931348623157e308
_RUNS = [
    {"text": "A heading\n", "attributes": {"line": {"header": 2}}},
    {"text": "bold", "attributes": {"bold": True}},
    {"text": " and plain_ *not* marked\n"},
    {"embeddedObjects": [{"type": "photo", "identifier": "X"}]},
    {"text": "one\n", "attributes": {"line": {"listStyle": "bulleted", "indentLevel": 1}}},
    {"text": "two\n", "attributes": {"line": {"listStyle": "numbered", "indentLevel": 2}}},
    {"text": "three\n", "attributes": {"line": {"listStyle": "numbered", "indentLevel": 2}}},
    {"text": "done\n", "attributes": {"line": {"listStyle": "checkbox", "checked": True}}},
    {"text": "to do\n", "attributes": {"line": {"listStyle": "checkbox", "checked": False}}},
    {"text": "said\n", "attributes": {"line": {"quote": True}}},
    {"text": "there\n", "attributes": {"linkURL": "https://example.org/a"}},
    {"text": "again", "attributes": {"line": {"listStyle": "numbered", "listIndex": 7}}},
]
_RICH_TEXT = (
    "bold and plain_ *not* marked\n- one\n  1. two\n  2. three\n- [x] done\n- [ ] to do\n"
    "> said\nthere (https://example.org/a)\n7. again"
)
_RICH = json.dumps({"meta": {"version": 1}, "contents": _RUNS})


def dayone(*entries: dict[str, object], tail: bool = False) -> Files:
    """An export whose file says what it is before its entries or behind them."""
    every = [
        {"uuid": f"{at:032X}", "creationDate": "2024-03-12T23:30:00Z", "timeZone": "UTC"} | entry
        for at, entry in enumerate(entries)
    ]
    about = {"metadata": {"version": "2024.14"}}
    whole = {"entries": every} | about if tail else about | {"entries": every}
    return {"Tagebuch.json": json.dumps(whole)}


def joplin(letter: str, title: str, body: str, **about: object) -> Files:
    """One item, as JEX and RAW hold it."""
    lines = {"id": letter * 32, "created_time": "2024-03-26T10:00:00.000Z"} | about
    above = f"{title}\n\n{body}\n\n" if title or body else ""
    text = above + "\n".join(f"{key}: {value}" for key, value in lines.items())
    return {f"{letter * 32}.md": text}


def journey(number: int, **fields: object) -> Files:
    """One entry of a flat ZIP."""
    entry = {"id": str(number), "date_journal": 1710286200000, "timezone": "Europe/Berlin"}
    return {f"1710286200000-{number}.json": json.dumps(entry | fields)}


DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note\n"

# The trap; the program; its files; title and text of each entry, oldest first where they differ.
HELD: dict[str, tuple[str, Files, list[tuple[str, str]]]] = {
    "its version stands behind a long entry": (
        "dayone", dayone({"text": "long " * 2000, "title": ""}, tail=True),
        [("", ("long " * 2000).strip())],
    ),
    "rich text alone": (
        "dayone", dayone({"richText": _RICH}),
        [("A heading", _RICH_TEXT)],
    ),
    "rich text that is none": (
        "dayone", dayone({"richText": "{"}, {"richText": '{"contents": 7}'}, {"richText": 9}),
        [("", "")] * 3,
    ),
    "signs with a backslash, and a space that cannot be seen": (
        "dayone", dayone({"text": "Fine\\. Really\\! 1\\. no list \\(ok\\) \\#1 a\\-b\u200b c"}),
        [("", "Fine. Really! 1. no list (ok) #1 a-b c")],
    ),
    "media that nothing lists, and links to entries": (
        "dayone",
        dayone({"text": "![](dayone-moment://A)\n![](dayone-moment:/audio/B)\n"
                        "[day](dayone://view?entryId=A), [it](dayone2://view?entryId=B)"}),
        [("", "day, it")],
    ),
    "tags in the head of a text entry": (
        "dayone", {"Journal.txt": "\tDate:\t15 January 2024\n\tTags:\twork, night\n\nA\n\nB\n"},
        [("A", "B")],
    ),
    "brackets that begin a line and are no stamp": (
        "jrnl",
        {"j.txt": "[2024-01-02 09:30] One\n[1] a note\n[junk] here\n[Photo of 3 May 2020] seen\n"
                  "[2024-13-45 10:00] no day\n"},
        [("One", "[1] a note\n[junk] here\n[Photo of 3 May 2020] seen\n[2024-13-45 10:00] no day")],
    ),
    "stamps with weekdays, in words, and as C prints them": (
        "jrnl",
        {"j.txt": "[Tue 02/01/2024 09:30] One\n[Wednesday, 3 January 2024 at 09:30] Two\n"
                  "[Donnerstag, 4. Januar 2024 um 21:30 Uhr] Three\n"
                  "[Fri Jan  5 10:00:00 2024] Four\n"},
        [("One", ""), ("Two", ""), ("Three", ""), ("Four", "")],
    ),
    "stamps without brackets that begin with the day": (
        "jrnl", {"j.txt": "09.06.2013 15:39 One\nBody.\n\n10.06.2013 15:40 Two\n"},
        [("One", "Body."), ("Two", "")],
    ),
    "every style of YAML": (
        "rednotebook",
        {"2024-02.txt": "1: {text: flow}\n2:\n  text: |-\n    a **literal**\n    block\n"
                        "3:\n  text: >-\n    a folded\n    block\n4: {text: plain scalar}\n"
                        "5: {text: !!python/unicode 'old'}\n31: {text: no such day}\n",
         "2024-03.txt": "{}", "2024-02.old": "x",
         "2024-02.CONFLICT_BACKUP2024.txt": "1: {text: no}"},
        [("", "flow"), ("", "a literal\nblock"), ("", "a folded block"), ("", "plain scalar"),
         ("", "old")],
    ),
    "all its signs": (
        "rednotebook",
        {"2024-02.txt": '1:\n  text: "= H =\\n**b** //i// __u__ --s-- ``c`` [\\"\\"p\\"\\".png]'
                        ' [name \\"\\"/d.pdf\\"\\"] http://a.b//c #tag one\\\\\\\\\\ntwo"\n'},
        [("", "H\nb i u s c  name http://a.b//c #tag one\ntwo")],
    ),
    "what belongs to a note, and a body like it": (
        "joplin",
        joplin("1", "Note", "Words\n\nkey: value\n\ntype_: 1 said he", type_=1,
               user_created_time="2024-03-12T10:00:00.000Z", parent_id="b" * 32, is_todo=1,
               latitude="0.00000000", longitude="0.00000000")
        | joplin("b", "", "", type_=2) | joplin("d", "", "", type_=5)
        | joplin("f", "", "", type_=13)
        | joplin("e", "", "", type_=6, note_id="1" * 32, tag_id="d" * 32)
        | joplin("3", "Copy", "of a conflict", type_=1, is_conflict=1)
        | joplin("4", "Gone", "thrown away", type_=1, deleted_time=1710000000000),
        [("Note", "Words\n\nkey: value\n\ntype_: 1 said he")],
    ),
    "a note in HTML, and one that lost its end": (
        "joplin",
        joplin("1", "Page", "<p>a &amp; <b>b</b></p><img src=':/c'>", type_=1, markup_language=2)
        | {"2" * 32 + ".md": "Cut off\n\nin the middle of"},
        [("Page", "a & b")],
    ),
    "the number that means none": (
        "journey",
        journey(1, text="<p>a <b>b</b></p>", type="html", mood=_NO_NUMBER, lat=_NO_NUMBER,
                lon=_NO_NUMBER, weather={"id": -1, "degree_c": _NO_NUMBER}, linked_account_id="x@y")
        | journey(2, text="1 < 2 and *you*") | journey(3, text="never", date_journal=_NO_NUMBER),
        [("", "a b"), ("", "1 < 2 and you")],
    ),
    "words before the first time, and a time with a day": (
        "diarium",
        {"Diarium_2024-01-05.txt": "Friday\nBefore\n— 9:15 PM —\nAfter\n",
         "Diarium_2024-01-06.txt": "Samstag\n— 8 January 2024 09:15 —\nLater\n",
         "Diarium_2024-01-07.txt": "Sunday\nNo time at all\n"},
        [("", "Before"), ("", "After"), ("", "Later"), ("", "No time at all")],
    ),
    "a clock in words that nobody knows": (
        "daylio", {"d.csv": DAYLIO + "2024-03-12,x,y,21.30 Uhr,gut,a | b | ,T,<b>bold</b>\n"},
        [("T", "bold")],
    ),
    "a tag of one's own in front matter": (
        "markdown", {"2024-01-02.md": "---\nmood: !important calm\n---\nText\n"}, [("", "Text")],
    ),
    "nothing said": (
        "markdown",
        {"journals/2021_03_02.md": "# 2021-03-02\n\n##\n-\n", "journals/2021_03_03.md": "",
         ".obsidian/app.md": "not ours", "2021-03-04.md": "Said"},
        [("", "Said")],
    ),
}  # fmt: skip


def laid(folder: Path, files: Files) -> Path:
    """These files in a folder; one alone is that file."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / next(iter(files)) if len(files) == 1 else folder


@pytest.mark.parametrize("trap", HELD)
def test_a_trap_keeps_its_words(tmp_path: Path, trap: str) -> None:
    name, files, expected = HELD[trap]
    one_more: Files = (
        {"other": b"x"} if name in ("rednotebook", "joplin", "dayone", "markdown") else {}
    )
    found = seen(name, laid(tmp_path, files | one_more))
    assert name in found.recognised
    assert [(record.title, record.text) for record in found.records] == expected
    assert not any(record.extras and record.extras[0].kind == "place" for record in found.records)


def test_what_traps_say_beside_their_words(tmp_path: Path) -> None:
    def made(trap: str) -> tuple[tuple[str, ...], int, list[tuple[str, ...]], list[str]]:
        name, files, _ = HELD[trap]
        folder = tmp_path / name / trap[:9]
        folder.mkdir(parents=True)
        found = seen(name, laid(folder, files | {"other": b"x"}))
        days = [record.at[:16] for record in found.records]
        return found.warnings, found.skipped, [record.tags for record in found.records], days

    warnings, _, _, _ = made("media that nothing lists, and links to entries")
    assert "2 pictures, sounds or files were left out: Reflect keeps text only." in warnings
    assert "2 links between entries are kept as plain words." in warnings
    assert made("tags in the head of a text entry")[2] == [("work", "night")]
    assert made("all its signs")[2] == [("tag",)]
    warnings, skipped, _, days = made("what belongs to a note, and a body like it")
    assert (skipped, days) == (2, ["2024-03-12T10:00"]), "not the day of an import into Joplin"
    assert made("a note in HTML, and one that lost its end")[1] == 1, "said, not passed over"
    assert made("words before the first time, and a time with a day")[3] == [
        "2024-01-05T12:00", "2024-01-05T21:15", "2024-01-06T12:00", "2024-01-07T12:00",
    ]  # fmt: skip
    assert made("a clock in words that nobody knows")[3] == ["2024-03-12T12:00"]
    assert made("the number that means none")[1] == 1


def test_tags_are_not_found_in_code(tmp_path: Path) -> None:
    page = "One #tag, `#span`, #a/b\n```\n#fenced\n```\nhttps://example.org/#part #123\n"
    [record] = seen("markdown", laid(tmp_path, {"2024-01-02.md": page})).records
    assert record.tags == ("tag", "a/b")


_FERNET = b"gAAAAABeU" + b"a" * 400
_NOISE = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("name", "files", "sentence", "hint"),
    [
        ("jrnl", {"j.txt": _FERNET}, "locked", "--decrypt"),
        ("jrnl", {"2024/01/02.txt": _FERNET, "readme": b"x"}, "locked", "--decrypt"),
        ("jrnl", {"old.journal": _NOISE}, "locked", "--decrypt"),
        ("jrnl", {"not.jpg": _NOISE + b"x"}, "does not look like", "which kind"),
        ("joplin", joplin("1", "", "", type_=1, encryption_applied=1), "locked", "JEX"),
        ("markdown", {"a.7z": b"7z\xbc\xaf\x27\x1c" + b"x" * 40}, "packed", "Unpack it first"),
        ("dayone", {"a.tar.gz": b"\x1f\x8b\x08" + b"x" * 40}, "packed", "Unpack it first"),
        ("jrnl", {"j.txt": b""}, "There is nothing in j.txt", "Export it again"),
        ("markdown", {"a/b.txt": b"", "c.txt": b""}, "There is nothing in", "Export it again"),
    ],
)
def test_what_cannot_be_opened_says_what_to_do(
    tmp_path: Path, name: str, files: Files, sentence: str, hint: str
) -> None:
    with pytest.raises(ImportRefusedError, match=sentence) as problem:
        seen(name, laid(tmp_path, files))
    assert hint in problem.value.hint


@pytest.mark.parametrize("outer", [zipped, tarred])
def test_an_archive_in_an_archive(tmp_path: Path, outer: Callable[[Path, Path], Path]) -> None:
    inner, around = tmp_path / "inner", tmp_path / "around"
    around.mkdir()
    inner.mkdir()
    laid(inner, dayone({"text": "deep"}))
    zipped(inner, around / "inside.zip")
    archive = outer(around, tmp_path / "outer.zip")
    with pytest.raises(ImportRefusedError, match=r"What outer\.zip holds is packed"):
        seen("dayone", archive)
