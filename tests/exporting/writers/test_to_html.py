from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from reflect_app.exporting.document import Document
from reflect_app.exporting.readback import ReadBackError
from reflect_app.exporting.writers import to_html, writer_for
from tests.exporting.making import HARD_TEXTS, documents, pack


def contrast(one: str, other: str) -> float:
    """The contrast of two `#rrggbb` colours, as WCAG counts it."""
    lights = sorted((_luminance(colour) for colour in (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def written(document: Document) -> str:
    return writer_for("html").write(document).decode()


class Elements(HTMLParser):
    """Every element with its attributes, in order; fails on one that is not closed."""

    VOID = ("meta", "br")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_it_is_one_file_with_no_script_and_no_outside_reference() -> None:
    elements = Elements(written(pack(8, text="\n\n".join(HARD_TEXTS)))).found
    names = {name for name, _ in elements}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    for _, attributes in elements:
        assert not {"src", "srcset", "action", "background"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in written(pack(1))
    assert "@import" not in written(pack(1))


def test_it_says_its_language_title_headings_and_table_headers() -> None:
    elements = Elements(written(pack(8))).found
    assert ("html", {"lang": "en-GB"}) in elements
    assert [name for name, _ in elements].count("h1") == 1
    levels = [int(name[1]) for name, _ in elements if re.fullmatch("h[1-6]", name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(attributes["scope"] == "col" for name, attributes in elements if name == "th")
    anchors = {attributes.get("id") for _, attributes in elements}
    links = [attributes["href"] for name, attributes in elements if name == "a"]
    assert len(links) == 9 + 2  # the contents, and the agenda's two entries
    assert {f"#{anchor}" for anchor in anchors if anchor} >= set(links)


def test_each_id_is_there_once() -> None:
    ids = [a["id"] for _, a in Elements(written(pack(20))).found if "id" in a]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_its_colours_are_legible(scheme: str) -> None:
    palettes = re.findall(r":root \{([^}]*)\}", written(pack(1)))
    found = dict(re.findall(r"--(\w+): (#\w+)", palettes[("light", "dark", "print").index(scheme)]))
    for ink in ("ink", "quiet", "accent"):
        for paper in ("paper", "tint"):
            assert contrast(found[ink], found[paper]) >= 4.5, (ink, paper)


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_hard_text_is_shown_as_typed(text: str) -> None:
    html = written(pack(1, text=text))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "{{ 7" in html or "{{ 7" not in text


def test_an_element_that_is_not_ours_is_refused() -> None:
    for html in ("<p>a<b>c</b></p>", "<p onclick='x'>a</p>", "<!-- a -->", "<script></script>"):
        with pytest.raises(ReadBackError):
            to_html.visible_text(html)


def test_a_footer_cannot_leave_the_style_sheet() -> None:
    footer = "'} </style><script>x</script> \\ Ŵ"
    html = written(replace(pack(1), footer=footer))
    assert html.count("</style>") == 1
    assert r"content: '\27 \7d  \3c \2f style\3e \3c script\3e x\3c \2f script\3e  \5c  Ŵ';" in html


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(pack(3)) == written(pack(3))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_is_well_formed_and_reads_back(document: Document) -> None:
    Elements(written(document))
