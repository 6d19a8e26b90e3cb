"""YAML as words, lists and tables of words. No tag makes anything; no alias multiplies."""

from __future__ import annotations

from typing import Any, cast

import yaml

from reflect_app.importing import problems

LARGEST = 8 << 20
"""Characters."""
DEEPEST = 30
MOST_EVENTS = 500_000
MOST_ALIASES = 20
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN = "tag:yaml.org,2002:"
_SCALARS = frozenset({"str", "int", "float", "bool", "null", "timestamp", "map", "seq", "set"})
# Written by RedNotebook under Python 2; it never meant more than text.
_OLD_TEXT = "tag:yaml.org,2002:python/unicode"


def parse_yaml(text: str, name: str) -> Any:  # noqa: ANN401  str, lists and dicts of them
    """What a YAML text holds, every scalar as the words that stand there. "" when empty.

    Raises:
        ImportRefusedError: tags that ask for objects, aliases that multiply, nesting without
            end. NotYamlError: it is no YAML.
    """
    if len(text) > LARGEST:
        raise problems.too_large(name)
    try:
        _check(text, name)
        # BaseLoader makes str, list and dict whatever the tags say; the check refused the rest.
        return cast("Any", yaml.load(text, _LOADER))  # noqa: S506
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        raise NotYamlError from None


class NotYamlError(Exception):
    """The text is no YAML. For importers, who know what to do then; never shown."""


def _check(text: str, name: str) -> None:
    depth = aliases = 0
    for events, event in enumerate(yaml.parse(text, _LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
        if depth > DEEPEST:
            raise problems.too_deep(name)
        if aliases > MOST_ALIASES or events > MOST_EVENTS:
            raise problems.too_large(name)
        tag = getattr(event, "tag", None)
        # A tag of one's own, "!important", makes nothing; "!!" and addresses name a type.
        if tag in (None, _OLD_TEXT) or (tag.startswith("!") and not tag.startswith("!!")):
            continue
        if tag.removeprefix(_PLAIN) not in _SCALARS:
            raise problems.unsafe_yaml(name)


def word(value: object) -> str:
    """A scalar as text; "" for a list, a table or YAML's own word for nothing."""
    if not isinstance(value, str) or value in ("null", "~", "Null", "NULL"):
        return ""
    return value.strip()
