"""Learn the weights in resources/identifiers/initials.txt from sentences the project made up.

    .venv/bin/python packaging/identifiers/train_initials.py            # write them anew
    .venv/bin/python packaging/identifiers/train_initials.py --part late  # and measure alone

A logistic regression in plain Python over the few letters that `letters.may_be_initials` lets
through. It learns from the development sentences and from copies of them in which letters stand
for the people: initials stand where names stand, so every sentence with a name teaches it. The
held and the late sentences are never learned from. The seed is fixed and the same sentences give
the same bytes. What it is good for and what not: README.md beside this file.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reflect_app.identifiers import acronyms, letters  # noqa: E402
from reflect_app.identifiers.doc import Doc  # noqa: E402
from tests.identifiers.marked import STYLES, Sentence, sentences  # noqa: E402

TARGET = ROOT / "resources" / "identifiers" / "initials.txt"
SEED = 40411
ROUNDS = 15
COPIES = 2
RATE = 0.15
SHRINK = 1e-4  # of each weight at each step it takes part in
RAREST = 2  # a feature seen less often is chance
LEAST = 3  # a weight smaller than this, in 1/SCALE, is left out
# How often a given name begins with a letter here, roughly.
FIRSTS = "aaaabbbcccccdddddeeefggghhiijjjjjkkklllmmmmmmnnooppprrrrsssssttttvwyz"
HEAD = """# Made by packaging/identifiers/train_initials.py; do not edit.
# What a feature (reflect_app/identifiers/letters.py) speaks for initials, in 1/{scale} of a logit.
"""
Lesson = tuple[list[str], bool]


def initials(draw: random.Random, size: int) -> str:
    """Letters that are no word, and seldom an office."""
    while True:
        made = "".join(draw.choice(FIRSTS) for _ in range(size))
        listed = made in acronyms.ACRONYMS | acronyms.SMALL_WORDS
        if made not in acronyms.TWO_LETTERS and (not listed or draw.random() < 0.15):
            return made


def abbreviated(sentence: Sentence, draw: random.Random, lower: bool) -> Sentence | None:
    """The sentence with letters for the people in it; None where it has none."""
    text, marks, shift = sentence.text, [], 0
    for mark in sentence.marks:
        start, end = mark.start + shift, mark.end + shift
        if mark.type in ("PERSON", "INITIALS") and "." not in text[start:end]:
            made = initials(draw, draw.choice((1, 2, 2, 2, 2)))
            capital = text[start].isupper() and not lower
            made = made.upper() if capital else made
            text = text[:start] + made + text[end:]
            shift += len(made) - (end - start)
            end = start + len(made)
            marks.append((start, end, "INITIALS"))
        else:
            marks.append((start, end, mark.type))
    if not any(kind == "INITIALS" for _, _, kind in marks):
        return None
    made_marks = tuple(type(sentence.marks[0])(*mark) for mark in marks)
    return Sentence(text.lower() if lower and len(text.lower()) == len(text) else text, made_marks)


def other_offices(sentence: Sentence, draw: random.Random) -> Sentence | None:
    """The sentence with another office or form in the place of each of two letters."""
    text = sentence.text
    for token in Doc(text).tokens:
        marked = any(m.start < token.end and m.end > token.start for m in sentence.marks)
        if len(token.text) == 2 and token.key in acronyms.ACRONYMS and not marked and token.loud:
            text = text[: token.start] + draw.choice(_OFFICES) + text[token.end :]
    return Sentence(text, sentence.marks) if text != sentence.text else None


_OFFICES = sorted(k.upper() for k in acronyms.ACRONYMS - acronyms.TWO_LETTERS if len(k) == 2)


def lessons(sentence: Sentence) -> Iterator[Lesson]:
    """Features of every group of letters that is in question, and whether it is somebody."""
    doc = Doc(sentence.text)
    for token in doc.tokens:
        if letters.may_be_initials(token):
            kinds = {m.type for m in sentence.marks if m.start < token.end and m.end > token.start}
            if kinds <= {"INITIALS"}:
                yield letters.features(doc.tokens, token.index), bool(kinds)


def material(part: str = "dev") -> list[Lesson]:
    """All lessons of the development sentences and their copies."""
    draw = random.Random(SEED)  # noqa: S311 (nothing secret)
    given: list[Sentence] = []
    for style in STYLES:
        for sentence in sentences(part, style):
            given.append(sentence)
            lower = Sentence(sentence.text.lower(), sentence.marks)
            if style != "lower" and len(lower.text) == len(sentence.text):
                given.append(lower)
            copies = [
                copy
                for _ in range(COPIES)
                for copy in (
                    abbreviated(sentence, draw, lower=False),
                    other_offices(sentence, draw),
                    abbreviated(sentence, draw, lower=True) if style != "lower" else None,
                )
            ]
            given += [copy for copy in copies if copy is not None]
    return [lesson for sentence in given for lesson in lessons(sentence)]


def learned(given: list[Lesson]) -> dict[str, int]:
    """Weights by stochastic gradient descent, as whole numbers; small ones left out."""
    seen = Counter(feature for found, _ in given for feature in found)
    data = [([f for f in found if seen[f] >= RAREST], right) for found, right in given]
    weight: dict[str, float] = {}
    order = random.Random(SEED)  # noqa: S311
    for turn in range(ROUNDS):
        order.shuffle(data)
        rate = RATE / (1 + 0.3 * turn)
        for found, right in data:
            total = sum(weight.get(feature, 0.0) for feature in found)
            wrong = right - 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            for feature in found:
                old = weight.get(feature, 0.0)
                weight[feature] = old + rate * wrong - SHRINK * old
    whole = {feature: round(value * letters.SCALE) for feature, value in weight.items()}
    return {feature: value for feature, value in sorted(whole.items()) if abs(value) >= LEAST}


def main() -> None:
    """Write the weights, and say how many they are."""
    argparse.ArgumentParser(description=__doc__.split("\n", 1)[0]).parse_args()
    given = material()
    table = learned(given)
    right = sum(answer for _, answer in given)
    print(f"{len(given)} lessons, {right} of them somebody; {len(table)} weights")
    lines = [f"{feature}\t{value}\n" for feature, value in table.items()]
    TARGET.write_text(HEAD.format(scale=letters.SCALE) + "".join(lines), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
