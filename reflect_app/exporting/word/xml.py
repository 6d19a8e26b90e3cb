"""Small pieces of WordprocessingML that python-docx has no call for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement


def element(name: str, attributes: Mapping[str, str], *children: Any) -> Any:  # noqa: ANN401
    """An element by its prefixed name, such as `w:lang`."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    made.extend(children)
    return made


def text_run(words: str) -> Any:  # noqa: ANN401
    """A run of plain text on one line."""
    text = element("w:t", {"xml:space": "preserve"})
    text.text = words
    return element("w:r", {}, text)


def field(code: str, shown: str) -> Iterator[Any]:
    """A field such as the page number, with what stands there until it is worked out."""
    yield from field_begin(code)
    yield text_run(shown)
    yield field_end()


def field_begin(code: str) -> Iterator[Any]:
    """The runs that open a field; what follows until its end is its result."""
    yield element("w:r", {}, element("w:fldChar", {"w:fldCharType": "begin"}))
    instruction = element("w:instrText", {"xml:space": "preserve"})
    instruction.text = f" {code} "
    yield element("w:r", {}, instruction)
    yield element("w:r", {}, element("w:fldChar", {"w:fldCharType": "separate"}))


def field_end() -> Any:  # noqa: ANN401
    """The run that closes a field."""
    return element("w:r", {}, element("w:fldChar", {"w:fldCharType": "end"}))


def link(anchor: str, words: str) -> Any:  # noqa: ANN401
    """A link to a bookmark of the same file."""
    return element("w:hyperlink", {"w:anchor": anchor, "w:history": "1"}, text_run(words))


def bookmark(paragraph: Any, name: str, number: int) -> None:  # noqa: ANN401
    """Put a bookmark round all of a paragraph."""
    begin = element("w:bookmarkStart", {"w:id": str(number), "w:name": name})
    end = element("w:bookmarkEnd", {"w:id": str(number)})
    properties = paragraph.find("{*}pPr")
    if properties is None:
        paragraph.insert(0, begin)
    else:
        properties.addnext(begin)
    paragraph.append(end)


def restarted_numbering(numbering: Any, style: Any) -> int:  # noqa: ANN401
    """A list of its own that begins at 1, made from the numbers of a list style."""
    used = style.element.find(".//{*}numId").get(qn("w:val"))
    pattern = numbering.find(f"{{*}}num[@{qn('w:numId')}='{used}']/{{*}}abstractNumId")
    made = numbering.add_num(int(pattern.get(qn("w:val"))))
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)
