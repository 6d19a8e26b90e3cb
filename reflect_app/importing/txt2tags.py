"""txt2tags, which RedNotebook writes, to plain text."""

from __future__ import annotations

import re

from reflect_app.importing.notes import Notes

# Five signs are the deepest heading; endless signs and blanks would be tried in every pairing.
_HEADING = re.compile(
    r"^[ \t]*(={1,5}|\+{1,5})(?![=+])[ \t]*(\S[^\n]{0,500}?)[ \t]{0,9}(?<![=+])\1[ \t]*$",
    re.MULTILINE,
)
_PICTURE = re.compile(r'\[""[^"\n]{1,500}""\.\w{1,5}(?:\?\d+)?\]')
_LINK = re.compile(r'\[([^\[\]"\n]{0,500}?)[ \t]{0,9}""([^"\n]{1,1000})""\]')
_CODE = re.compile(r"``([^`\n]{1,2000})``")
_RAW = re.compile(r'""([^"\n]{1,2000})""')
_MARKS = (
    re.compile(r"\*\*(?=\S)([^\n]{1,2000}?)(?<=\S)\*\*"),
    re.compile(r"(?<![:/])//(?=\S)([^\n]{1,2000}?)(?<=[^\s:])//(?!/)"),
    re.compile(r"__(?=\S)([^\n]{1,2000}?)(?<=\S)__"),
    re.compile(r"(?<!-)--(?=[^\s-])([^\n]{1,2000}?)(?<=[^\s-])--(?!-)"),
)
_MOST_SIGNS = 2_000
_BREAK = re.compile(r"\\\\[ \t]*(?:\n|$)")
_FENCE = re.compile(r'^(?:```|""")[ \t]*$\n?', re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:-{20,}|={20,}|_{20,})[ \t]*$\n?", re.MULTILINE)
_WEB = ("http://", "https://", "mailto:", "www.")
HASHTAG = re.compile(r"(?<![\w/#&])#([^\W\d][\w-]{0,79})")


def txt2tags_to_text(text: str, notes: Notes) -> str:
    """The words, without the signs of formatting; pictures and linked files are named in notes."""
    text, pictures = _PICTURE.subn("", text)
    notes.tell("pictures", pictures)
    text = _LINK.sub(lambda found: _target(found, notes), text)
    text = _FENCE.sub("", _RULE.sub("", text))
    text = _RAW.sub(r"\1", _CODE.sub(r"\1", _HEADING.sub(r"\2", text)))
    if any(text.count(sign) > _MOST_SIGNS for sign in ("**", "//", "__", "--")):
        notes.tell("plain")
        return text
    for mark in _MARKS:
        text = mark.sub(r"\1", text)
    return _BREAK.sub("\n", text)


def _target(found: re.Match[str], notes: Notes) -> str:
    name, target = found[1].strip(), found[2].strip()
    if target.startswith(_WEB):
        return f"{name} ({target})" if name and name != target else target
    notes.tell("pictures")  # a file outside the journal, mostly gone by now
    return name
