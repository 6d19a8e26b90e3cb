"""What stands before a Markdown page: YAML between dashes, or Logseq's `key:: value` lines."""

from __future__ import annotations

import re
from typing import Any

from reflect_app.importing.record import Extra, ExtraKind
from reflect_app.importing.text import one_line
from reflect_app.importing.yaml_text import NotYamlError, parse_yaml, word

_FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_PROPERTY = re.compile(r"[ \t]*(?:- )?([A-Za-z][\w. -]{0,40})::[ \t]*(.*)$")
_LONGEST = 64 << 10
_KINDS: dict[str, ExtraKind] = {
    "location": "place", "place": "place", "coordinates": "place", "latitude": "place",
    "longitude": "place", "lat": "place", "lng": "place", "lon": "place", "altitude": "place",
    "address": "place", "city": "place", "country": "place",
    "weather": "weather", "temperature": "weather",
    "device": "device", "author": "device", "creator": "device", "source": "device",
}  # fmt: skip


def split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    """The fields before a page, keys in lower case, and the page itself.

    Raises:
        ImportRefusedError: the YAML asks for more than words.
    """
    found = _FENCE.match(text)
    if found is None or len(found[1]) > _LONGEST:
        return _properties(text)
    try:
        fields = parse_yaml(found[1], name)
    except NotYamlError:
        return {}, text
    if not isinstance(fields, dict):
        return ({}, text) if fields else ({}, text[found.end() :])
    return {one_line(key).lower(): value for key, value in fields.items()}, text[found.end() :]


def _properties(text: str) -> tuple[dict[str, Any], str]:
    fields: dict[str, Any] = {}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        found = _PROPERTY.match(line)
        if found is None:
            return fields, "\n".join(lines[at:])
        fields[found[1].strip().lower()] = found[2]
    return fields, ""


def words_in(value: object) -> list[str]:
    """Words from a list, or from text with commas or with "#" before each."""
    if isinstance(value, list):
        return [text for item in value for text in ([word(item)] if word(item) else [])]
    text = word(value).replace("[[", "").replace("]]", "")
    if "#" in text:
        return [part.strip(" ,") for part in text.split("#") if part.strip(" ,")]
    return [part.strip() for part in text.split(",") if part.strip()]


def extras_from(fields: dict[str, Any], known: frozenset[str]) -> tuple[Extra, ...]:
    """The fields that nothing else was made of, each as one line."""
    found = ((key, flat(value)) for key, value in fields.items() if key not in known)
    return tuple(Extra(_KINDS.get(key, "other"), key, value) for key, value in found if value)


def flat(value: object, depth: int = 0) -> str:
    """A field's value on one line, whatever is nested in it; at most 500 characters."""
    if depth > 3:
        return ""
    if isinstance(value, list):
        text = ", ".join(filter(None, (flat(item, depth + 1) for item in value[:50])))
    elif isinstance(value, dict):
        pairs = ((str(key), flat(item, depth + 1)) for key, item in list(value.items())[:50])
        text = ", ".join(f"{key} {item}" for key, item in pairs if item)
    else:
        text = one_line(word(value))
    return text[:500]
