"""The finder as a whole: repeats, the writer's own lists, offsets, hostile text, time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect_app.identifiers import Finder, Known, acronyms, contexts, find
from reflect_app.identifiers.forgotten import Forgotten, name_digest
from tests.identifiers.helpers import faithful
from tests.identifiers.marked import STYLES, sentences

NOTE = (
    "Handover quiet. Darren up till 3 and then dave, both fine. Rang 07700 900318 for Mr Kearney, "
    "no answer. He is 34, from Barnsley, CRN X123456. Told Ngozi I would ring in the morning.\n"
)


def test_a_name_seen_once_is_found_again() -> None:
    spans = find("Marcus Whitlock cried. later on whitlock slept. re MW, no change.")
    assert [(s.type, s.text) for s in spans] == [
        ("PERSON", "Marcus Whitlock"),
        ("PERSON", "whitlock"),
        ("INITIALS", "MW"),
    ]


def test_a_house_seen_once_is_no_person_afterwards() -> None:
    spans = find("Moved to Fairlea House. Then Fairlea rang and said no.")
    assert [(s.type, s.text) for s in spans] == [
        ("PREMISES", "Fairlea House"),
        ("PREMISES", "Fairlea"),
    ]


def test_a_repeat_that_is_a_word_is_left_alone() -> None:
    spans = find("Stephen Stone slept. He threw a stone. Mr Stone slept again.")
    assert [s.text for s in spans] == ["Stephen Stone", "Stone"]


def test_the_writers_own_names_and_spellings_are_found() -> None:
    known = [Known("Daragh Nym", variants=("daz n",)), Known("the annexe", "PREMISES")]
    spans = Finder(known).find("daragh nym and Daz N went to The Annexe")
    assert [(s.type, s.text, s.tier) for s in spans] == [
        ("PERSON", "daragh nym", "likely"),
        ("PERSON", "Daz N", "likely"),
        ("PREMISES", "The Annexe", "likely"),
    ]


def test_a_known_name_that_is_a_word_still_has_to_look_like_a_name() -> None:
    spans = Finder([Known("Will")]).find("Will said he will. I told will.")
    assert [s.start for s in spans] == [0, 26]


def test_the_allow_list_quiets_a_name_and_its_repeats() -> None:
    assert Finder(allow=["Enya"]).find("Told Enya off. enya again.") == []
    assert Finder([Known("Enya")], allow=["enya"]).find("Told Enya off.") != []


def test_a_forgotten_name_is_found_by_its_digest_alone() -> None:
    key = b"k" * 32
    finder = Finder(forgotten=Forgotten(key, [name_digest(key, "Zyx  QWOP")]))
    assert [s.text for s in finder.find("saw zyx qwop today")] == ["zyx qwop"]
    other = Finder(forgotten=Forgotten(b"o" * 32, [name_digest(key, "Zyx Qwop")]))
    assert not [s for s in other.find("saw zyx qwop today") if s.tier == "likely"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "Told D\u200bar\u00adren\u202e off",
        "Told Ngozi\u0301 off",
        "told e\u0301lodie off",
        "\ud800Darren\udfff said",
        "Told Darren\x00 off",
        "ＤＡＲＲＥＮ ｓａｉｄ ＣＲＮ Ｘ１２３４５６",
        "crn x١٢٣٤٥٦",
        "He said “Darren’s” — Darren’s!",
        "\ufeffDarren said",
        "e" + "\u0301" * 5000 + "lodie said",
        "In the 80's mum worked there, in the 1980's room",
    ],
)
def test_offsets_hold_on_awkward_text(text: str) -> None:
    assert faithful(text, find(text))


def test_invisible_marks_do_not_hide_a_name() -> None:
    text = "Told Dar\u200bren about A12\u206034BC"
    assert [s.text for s in find(text)] == ["Dar\u200bren", "A12\u206034BC"]


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert faithful(text, find(text))


_SNIPPETS = st.sampled_from(
    [s.text for style in STYLES for s in sentences("dev", style)]
    + ["\u200b", "\u202e", "’s", "\x00", "\ud800", "é", "e\u0301", "\n\n", "  ", "Flat 2, ", "@"]
)


@given(st.lists(_SNIPPETS, max_size=12), st.sampled_from(["", " ", "\n", "-", "."]))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_sentences_is_read_without_a_fault(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    assert faithful(text, find(text))


# The words that the rules are about, where no sentence would have them.
_RULED = [
    word
    for lists in (contexts, acronyms)
    for words in vars(lists).values()
    if isinstance(words, frozenset)
    for word in sorted(words)
]
_RULED += ["80", "s", "'s", "Darren", "May", "kd", "É", "PC 44", "I"]
_RULED_PARTS = st.tuples(
    st.sampled_from(_RULED),
    st.sampled_from([str, str.title, str.upper]),
    st.sampled_from([" ", " ", "'", ". ", ", ", "\n", " & ", "-", "/", "'s ", ": ", "(", "", "2"]),
)


@given(st.lists(_RULED_PARTS, min_size=3, max_size=14))
@settings(max_examples=300, deadline=None)
def test_the_words_of_the_rules_in_any_order_are_read_without_a_fault(
    parts: list[tuple[str, Callable[[str], str], str]],
) -> None:
    text = "".join(shape(word) + gap for word, shape, gap in parts)
    assert faithful(text, find(text))


_LENGTH = 60_000
_HOSTILE = {
    "one long word": "a" * 100_000,
    "one long capital word": "A" * 100_000,
    "digits": "1" * _LENGTH,
    "digits and spaces": "1 " * (_LENGTH // 2),
    "dotted letters": "A." * (_LENGTH // 2),
    "at signs": "a@" * (_LENGTH // 2),
    "addresses": "x@b." * (_LENGTH // 4),
    "brackets": "(0" * (_LENGTH // 2),
    "apostrophes": "a'" * (_LENGTH // 2),
    "hyphens": "a-" * (_LENGTH // 2),
    "flats": "Flat 1, " * (_LENGTH // 8),
    "nearly addresses": "12 aa bb cc " * (_LENGTH // 12),
    "nearly births": "dob is on the " * (_LENGTH // 14),
    "nearly ages": "he is only " * (_LENGTH // 11),
    "nearly user names": "insta is name " * (_LENGTH // 14),
    "nearly mail": "xx at yy dot " * (_LENGTH // 13),
    "houses": "Aa House " * (_LENGTH // 9),
    "titles": "dr " * (_LENGTH // 3),
    "places": "stoke on " * (_LENGTH // 9),
    "names": "Dave " * (_LENGTH // 5),
    "nulls": "\0" * _LENGTH,
    "surrogates": "\ud800" * _LENGTH,
    "accents": "a" + "\u0301\u0323" * (_LENGTH // 2),
    "bidi marks": "\u202eDave\u202c " * (_LENGTH // 7),
    "dotted capitals": "İ" * _LENGTH,
    "lines": "a\n" * (_LENGTH // 2),
}


@pytest.mark.parametrize("name", sorted(_HOSTILE))
def test_time_grows_with_length_and_no_faster(name: str) -> None:
    text = _HOSTILE[name]
    half, whole = _seconds(text[: len(text) // 2]), _seconds(text)
    # Room for a busy machine; a pattern that blows up takes minutes here, not tenths.
    assert whole < max(3.5 * half, 1.5)
    assert faithful(text, find(text))


def _seconds(text: str) -> float:
    start = time.process_time()
    find(text)
    return time.process_time() - start


def test_a_long_text_is_read_in_pieces_with_offsets_of_the_whole() -> None:
    text = NOTE * 3000
    spans = find(text)
    assert faithful(text, spans)
    assert {s.text for s in spans if s.start > len(text) - 250} >= {"Darren", "Ngozi", "X123456"}


def test_import_and_lists_are_quick_and_small(tmp_path: Path) -> None:
    code = (
        "import resource, sys, time\n"
        "base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "start = time.process_time()\n"
        "import reflect_app.identifiers as found\n"
        "lists = sys.modules.get('reflect_app.identifiers.lists')\n"
        "assert lists.lexicon.cache_info().currsize == 0, 'lists were read at import'\n"
        "found.find('Spoke to Ngozi.')\n"
        "took = time.process_time() - start\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base\n"
        "print(took, grown / 1024)\n"
    )
    if sys.platform == "win32":
        pytest.skip("the memory of a process is counted with POSIX calls here")
    # Where a program is installed its modules are compiled once; so here, in the first run.
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
        ).stdout.split()
        for _ in range(4)
    ]
    # Room for a busy machine.
    assert min(float(took) for took, _ in runs) < 1
    assert min(float(grown) for _, grown in runs) < 40


def test_a_known_name_is_as_long_as_the_name_it_stands_in() -> None:
    for known in ("Darren", "Whitlock"):
        spans = Finder([Known(known)]).find("Saw Darren Whitlock's mum, then Darren Walked.")
        assert [span.text for span in spans][:1] == ["Darren Whitlock"]
    digests = [name_digest(b"k" * 32, "Zebulika")]
    spans = Finder(forgotten=Forgotten(b"k" * 32, digests)).find(
        "Zebulika Strangefold sat. Zebulika's Bunker, Zebulika SLEPT, Zebulika Tuesday"
    )
    assert [span.text for span in spans] == [
        "Zebulika Strangefold", "Zebulika", "Zebulika", "Zebulika",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Y bore yma roedd y swyddfa yn dawel. Y peth anoddaf oedd aros.",
        "Roedd rhywun sy yn gweithio yno, ac ati. Mae ail le gyda ni os oes rhaid.",
        "Rydym yn cwrdd. Roeddem yn hwyr. Buom yn siarad, ac rydych yn gwybod.",
    ],
)
def test_small_words_of_welsh_are_nobody(text: str) -> None:
    assert find(text) == []


def test_a_letter_amid_welsh_may_be_somebody() -> None:
    assert [span.text for span in find("Roedd Y yn flin. Daeth H ata i.")] == ["Y", "H"]
