"""Prompt packs as files: what is signed, and what is refused by file, line and reason."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.prompts import Template, TemplateError
from reflect_app.core.prompts import packfile as packs
from reflect_app.services.templates import built_in

LIBRARY = built_in()
BUILT_IN = set(LIBRARY.ids())
ONE = replace(LIBRARY.get("after-shift"), id="norfolk:check-in")
TWO = replace(LIBRARY.get("what-so-what"), id="norfolk:what-next", version=3)


def document(*templates: Template, **changed: Any) -> dict[str, Any]:
    made = packs.new_pack(
        "norfolk", "Ours", "2026-03-12T07:30:00+00:00", b"\x01\x02", templates, LIBRARY.shared
    )
    return {**made, **changed}


def read(data: bytes | str) -> packs.PackFile:
    raw = data.encode() if isinstance(data, str) else data
    return packs.read_pack(raw, "ours.toml", LIBRARY.shared, BUILT_IN)


def text(*templates: Template, **changed: Any) -> str:
    return packs.pack_text(document(*templates or (ONE,), **changed), b"\x07" * 64)


def test_a_pack_comes_back_with_what_was_signed() -> None:
    found = read(text(ONE, TWO))
    assert found.templates == (ONE, TWO)
    assert (found.service, found.title, found.public) == ("norfolk", "Ours", b"\x01\x02")
    assert found.signature == b"\x07" * 64
    assert found.signed == packs.bytes_to_sign(document(ONE, TWO))


def test_the_meaning_is_signed_and_not_the_letters() -> None:
    plain = text(ONE)
    other = "# a note\n" + plain.replace("\n", "\r\n").replace(" = ", "  =  ")
    assert read(other).signed == read(plain).signed


def test_every_value_is_under_the_signature() -> None:
    whole = read(text(ONE)).signed
    for changed in (
        text(ONE, title="Theirs"),
        text(ONE, made="2026-03-12T07:30:01+00:00"),
        text(ONE, public="0103"),
        text(replace(ONE, minutes=4)),
        text(replace(ONE, questions=ONE.questions[1:], cy=())),
        text(ONE, TWO),
    ):
        assert read(changed).signed != whole


@pytest.mark.parametrize(
    ("find", "put", "line", "reason"),
    [
        ('kind = "prompt-pack"', 'kind = "recipe"', 3, "must be one of"),
        ('kind = "prompt-pack"\n', "", 1, "not a pack"),
        ("format = 1", "format = 2", 2, "newer Reflect"),
        ('service = "norfolk"', 'service = "Norfolk"', 4, "small letters"),
        ('service = "norfolk"', 'service = "suffolk"', 11, "must begin with “suffolk:”"),
        ('made = "2026-03-12T07:30:00+00:00"', 'made = "Thursday"', 6, "date and time"),
        ('made = "2026-03-12T07:30:00+00:00"', 'made = "2026-03-12"', 6, "offset"),
        ('public = "0102"', 'public = "010"', 7, "cut short"),
        ('title = "Ours"', 'title = "https://x.example"', 5, "link"),
        ("minutes = 3", "minutes = 0", 15, "whole number"),
        ('type = "shift"', 'type = "shif"', 24, "must be one of"),
        ('id = "norfolk:check-in"', 'id = "norfolk:after-shift"', 11, "would shadow"),
        ('id = "norfolk:check-in"', 'id = "after-shift"', 11, "service:"),
        ('title = "Ours"', "title = Ours", 5, "quotation marks"),
    ],
)
def test_a_broken_pack_is_refused_by_line_and_reason(
    find: str, put: str, line: int, reason: str
) -> None:
    broken = text(ONE).replace(find, put, 1)
    with pytest.raises(TemplateError) as refused:
        read(broken)
    assert (refused.value.file, refused.value.line) == ("ours.toml", line), refused.value.message
    assert reason in refused.value.reason


def test_a_template_twice_or_none_at_all() -> None:
    for broken in (text(ONE, replace(TWO, id=ONE.id)), text(ONE, templates=[])):
        with pytest.raises(TemplateError):
            read(broken)


@pytest.mark.parametrize("value", ["1e999", "nan", "2026-01-01", str(2**70), "[" * 200 + "]" * 200])
def test_a_strange_value_is_a_plain_refusal(value: str) -> None:
    with pytest.raises(TemplateError):
        read(text(ONE).replace("minutes = 3", f"minutes = {value}"))
    with pytest.raises(TemplateError):
        read(f"more = {value}\n" + text(ONE))


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_noise_is_never_more_than_a_refusal(noise: bytes, place: int) -> None:
    data = text(ONE).encode()
    for changed in (noise, data[:place] + noise + data[place + 5 :]):
        with suppress(TemplateError):
            read(changed)


def test_a_pack_too_large_is_not_read() -> None:
    with pytest.raises(TemplateError, match="4096 KiB"):
        read(b"#" * (packs.LARGEST + 1))


def test_which_files_say_that_they_are_packs() -> None:
    assert packs.looks_like_pack(text(ONE).encode())
    assert packs.looks_like_pack(b"\xef\xbb\xbfkind='prompt-pack'\r\n")
    assert not packs.looks_like_pack(b'id = "a"\ntitle = "kind = prompt-pack"\n')
    assert not packs.looks_like_pack(b"")


def test_ids_move_to_the_service_and_suggestions_with_them() -> None:
    dynamics = LIBRARY.get("relationship-dynamics")
    follow = next(item for item in dynamics.followups if item.suggest)
    first = replace(dynamics, id="own:pull", followups=(replace(follow, suggest=("own:next",)),))
    second = replace(ONE, id="own:next")
    moved = packs.moved_to("norfolk", (first, second))
    assert [template.id for template in moved] == ["norfolk:pull", "norfolk:next"]
    assert moved[0].followups[0].suggest == ("norfolk:next",)
    with pytest.raises(TemplateError):
        packs.moved_to("norfolk", (second, replace(second, id="other:next")))
