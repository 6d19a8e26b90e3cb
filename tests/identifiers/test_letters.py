"""Letters that are somebody: what is asked about at all, and that the weights can be made again."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from reflect_app.identifiers import find, letters
from reflect_app.identifiers.doc import Doc
from tests.identifiers.marked import Sentence, sentences

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "identifiers" / "train_initials.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_initials", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("nw kicked off", ["nw"]),
        ("We gave PM tea at 3 pm", ["PM"]),
        ("i was up at six so no tv", ["tv"]),
        ("OK, no TV in the UK", []),
        ("JKL and the THE", ["JKL", "THE"]),
        ("ŵy и ß", []),
    ],
)
def test_only_letters_that_make_no_word_are_asked_about(text: str, asked: list[str]) -> None:
    assert [t.text for t in Doc(text).tokens if letters.may_be_initials(t)] == asked


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("nw kicked off again", "nw"),
        ("lb is back", "lb"),
        ("he asked for PM and not me", "PM"),
        ("kd and pm not speaking", "kd pm"),
        ("sat with r until the van came", "r"),
        ("rang hw's om again", "hw"),
        ("hcs mum came", "hc"),
        ("N.B. has stopped asking", "N.B."),
    ],
)
def test_somebody_by_their_letters(text: str, who: str) -> None:
    assert " ".join(s.text for s in find(text) if s.type == "INITIALS") == who


@pytest.mark.parametrize(
    "text",
    [
        "lost half a stone and 2 lb this week",
        "nw england is flooded",
        "the PM on telly again",
        "meds at 8 pm and bed",
        "OM wants the report by Friday",
        "mh team rang, no beds",
        "mrs kids came in A&E with d.o.b. wrong, N.B. the form",
    ],
)
def test_nobody_by_letters(text: str) -> None:
    assert [s.text for s in find(text) if s.type == "INITIALS"] == []


def test_the_weights_are_what_the_script_learns(script: ModuleType) -> None:
    """As near as another machine's arithmetic allows."""
    learned = script.learned(script.material())
    shipped = letters.weights()
    assert 1000 < len(shipped) < 5000
    for feature in learned.keys() | shipped.keys():
        difference = abs(learned.get(feature, 0) - shipped.get(feature, 0))
        assert difference <= script.LEAST, f"{feature}: run packaging/identifiers/train_initials.py"


def test_nothing_is_learned_from_sentences_that_are_held(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def noted(part: str, style: str) -> list[Sentence]:
        seen.append(part)
        return sentences(part, style)

    monkeypatch.setattr(script, "sentences", noted)
    script.material()
    assert set(seen) == {"dev"}
