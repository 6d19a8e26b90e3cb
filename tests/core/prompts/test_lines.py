"""Line numbers of TOML keys, tables and items, against `tomllib`'s own reading."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.prompts.lines import Path, nearest, positions
from tests.core.prompts.helpers import files

GNARLY = '''\
# a = 1 [not.a.table]
top = "[[not]] # a comment"   # [neither]
"quoted key" = 'single # quotes'
escaped = "a \\" quote \\\\" # after
dotted.in.place = 1

[first]
long = """one
# two ""
[three]"""
raw = \'\'\'
x = "1"
\'\'\'
after = 2
when = 2026-03-28T21:30:00Z

[[list]]
items = [
  1, # one
  "two, ]",

  [3, 4],
]
inline = { a = 1, b = { c = "}" }, "d.e" = [ { f = 1 }, { f = 2 } ] }

[[list]]
[list.below]
key = true
  [[list.deeper]]
  x = 1
  [[list.deeper]]
  x = 2

[ spaced . "out key" ]
last = -1.5e3
'''

AT = {
    ("top",): 2,
    ("quoted key",): 3,
    ("escaped",): 4,
    ("dotted", "in", "place"): 5,
    ("first",): 7,
    ("first", "long"): 8,
    ("first", "raw"): 11,
    ("first", "after"): 14,
    ("first", "when"): 15,
    ("list",): 17,
    ("list", 0): 17,
    ("list", 0, "items"): 18,
    ("list", 0, "items", 0): 19,
    ("list", 0, "items", 1): 20,
    ("list", 0, "items", 2, 1): 22,
    ("list", 0, "inline", "b", "c"): 24,
    ("list", 0, "inline", "d.e", 1, "f"): 24,
    ("list", 1): 26,
    ("list", 1, "below", "key"): 28,
    ("list", 1, "deeper", 0, "x"): 30,
    ("list", 1, "deeper", 1): 31,
    ("list", 1, "deeper", 1, "x"): 32,
    ("spaced", "out key", "last"): 35,
}


@pytest.mark.parametrize(("path", "line"), AT.items(), ids=str)
def test_every_kind_of_place_has_its_line(path: Path, line: int) -> None:
    assert positions(GNARLY)[path] == line


@pytest.mark.parametrize(("path", "line"), AT.items(), ids=str)
def test_windows_line_ends_count_the_same(path: Path, line: int) -> None:
    assert positions(GNARLY.replace("\n", "\r\n"))[path] == line


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every path in what `tomllib` read."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from paths(item, (*path, place))


@pytest.mark.parametrize("folder", ["prompts", "prompts/shared"])
def test_in_the_built_in_files_every_key_is_on_its_line(folder: str) -> None:
    for name, data in files(folder).items():
        text = data.decode()
        lines = text.split("\n")
        found = positions(text)
        for path in paths(tomllib.loads(text)):
            assert path in found, (name, path)
            if path and isinstance(path[-1], str):
                assert path[-1] in lines[found[path] - 1], (name, path)


KEYS = st.text("abc", min_size=1, max_size=3) | st.sampled_from(['"a b"', "'c#d'", '"="'])
SCALARS = st.sampled_from(
    ["1", "true", '"# ]"', "'}'", '"""a\nb"""', "'''\n]'''", "1979-05-27", '"\\"x"', '""""q""""']
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ",\n# ]\n".join(items) + "]"),
        st.dictionaries(KEYS, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        ),
    ),
    max_leaves=6,
)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(" = ".join),
    st.lists(KEYS, min_size=1, max_size=2).map(lambda keys: f"[{'.'.join(keys)}]"),
    st.lists(KEYS, min_size=1, max_size=2).map(lambda keys: f"[[{' . '.join(keys)}]] # x"),
    st.just("# [comment] = {"),
)


@given(st.lists(LINES, max_size=10).map("\n".join))
def test_whatever_tomllib_accepts_is_wholly_found(text: str) -> None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = positions(text)
    assert set(paths(document)) <= set(found)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())


def test_what_is_not_there_has_the_line_around_it() -> None:
    found = positions(GNARLY)
    assert nearest(found, ("list", 1, "missing", "deeper")) == 26
    assert nearest(found, ("missing",)) == 1


def test_nesting_deeper_than_any_template_ends_the_walk() -> None:
    text = "a = " + "[" * 60 + "]" * 60 + "\nb = 1\n"
    assert positions(text)[("a",)] == 1
