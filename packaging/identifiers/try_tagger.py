"""Would a small learned tagger earn its place beside the rules? Train one and measure it.

    .venv/bin/python packaging/identifiers/try_tagger.py FOLDER

An averaged perceptron over words, greedy from left to right, in plain Python: what a word is
written like, what the lists say of it, what stands around it. It learns from the development
sentences and from copies of them with other names and places put in, so nothing of anybody's
goes into it. FOLDER holds a batch neither rules nor tagger have seen (tidy.txt, hurried.txt,
lower.txt, marked as the test sentences are). The seed is fixed: the same sentences give the same
figures. They are written down in tests/identifiers/figures.md; nothing of this runs in the program.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reflect_app.assets import read_text  # noqa: E402
from reflect_app.identifiers import find  # noqa: E402
from reflect_app.identifiers.doc import Doc  # noqa: E402
from reflect_app.identifiers.lists import lexicon  # noqa: E402
from reflect_app.identifiers.tokens import Token  # noqa: E402
from tests.identifiers.marked import CODES, STYLES, Mark, Sentence, read, sentences  # noqa: E402

SEED = 40411
COPIES = 2
ROUNDS = 6
TYPES = ("PERSON", "INITIALS", "PLACE", "PREMISES")
PLAIN = "-"
# How far the best label must be ahead before what the tagger adds is shown, and shown as sure.
MARGINS = (0.0, 2.0, 5.0)


@dataclass(slots=True)
class Tagger:
    """Weights by feature and label, with the sums that averaging needs."""

    weights: dict[str, dict[str, float]] = field(default_factory=dict)
    sums: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    at: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    step: int = 0

    def best(self, features: list[str]) -> tuple[str, float]:
        """The label and how far it is ahead of having none, or of the next best."""
        scores = dict.fromkeys((PLAIN, *TYPES), 0.0)
        for feature in features:
            for label, weight in self.weights.get(feature, {}).items():
                scores[label] += weight
        ranked = sorted(scores, key=lambda label: -scores[label])
        return ranked[0], scores[ranked[0]] - scores[ranked[1]]

    def learn(self, features: list[str], right: str) -> str:
        """Guess, and lean towards what is right where the guess was wrong."""
        guess, _ = self.best(features)
        self.step += 1
        if guess != right:
            for feature in features:
                self._lean(feature, right, 1.0)
                self._lean(feature, guess, -1.0)
        return guess

    def _lean(self, feature: str, label: str, by: float) -> None:
        row = self.weights.setdefault(feature, {})
        key = (feature, label)
        self.sums[key] += (self.step - self.at[key]) * row.get(label, 0.0)
        self.at[key] = self.step
        row[label] = row.get(label, 0.0) + by

    def average(self) -> None:
        """Replace every weight by its mean over all steps; what is nothing then is left out."""
        for feature, row in self.weights.items():
            for label, weight in row.items():
                key = (feature, label)
                row[label] = round(
                    (self.sums[key] + (self.step - self.at[key]) * weight) / self.step, 3
                )
        self.weights = {
            feature: kept
            for feature, row in self.weights.items()
            if (kept := {label: weight for label, weight in row.items() if weight})
        }


def features(tokens: list[Token], at: int, before: str) -> list[str]:
    """What is to be seen of a word and around it; `before` is the label of the one in front."""
    token = tokens[at]
    far = tokens[at - 2].key if at > 1 else "^"
    prior = tokens[at - 1].key if at else "^"
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    following = behind.key if behind else "$"
    further = tokens[at + 2].key if at + 2 < len(tokens) else "$"
    gap, to = token.gap.strip() if at else "^", behind.gap.strip() if behind else "$"
    shape = f"{token.capital:d}{token.loud:d}{token.owns:d}{token.first:d}{min(len(token.key), 5)}"
    vowel = any(c in "aeiouy" for c in token.key)
    return [
        "bias", f"s{shape}", f"w{token.key}", f"f{token.flags}", f"fs{token.flags}{shape}",
        f"e{token.key[-3:]}", f"b{token.key[:3]}", f"p{prior}", f"n{following}", f"pp{far}",
        f"nn{further}", f"g{gap}", f"h{to}", f"l{before}", f"lp{before}{prior}",
        f"ps{prior}{shape}", f"ns{following}{shape}", f"pn{prior} {following}",
        f"v{vowel}{shape}", f"vn{vowel}{shape}{following}", f"vp{vowel}{shape}{prior}",
        f"pf{tokens[at - 1].flags if at else 0}", f"nf{behind.flags if behind else 0}",
    ]  # fmt: skip


def labels(tokens: list[Token], marks: tuple[Mark, ...]) -> list[str]:
    """What each word is part of."""
    told: list[str] = []
    for token in tokens:
        kinds = [m.type for m in marks if m.start < token.end and m.end > token.start]
        told.append(kinds[0] if kinds and kinds[0] in TYPES else PLAIN)
    return told


def disguised(sentence: Sentence, draw: random.Random, names: list[str], places: list[str]) -> str:
    """The marked line once more, with other people, initials and places in it."""
    code = {kind: short for short, kind in CODES.items()}
    line, done = [], 0
    for mark in sentence.marks:
        shown = sentence.text[mark.start : mark.end]
        if mark.type == "PERSON" and " " not in shown:
            other = draw.choice(names)
        elif mark.type == "PLACE" and " " not in shown:
            other = draw.choice(places)
        elif mark.type == "INITIALS" and shown.isalpha():
            other = "".join(draw.choice("bcdfghjklmnprstw") for _ in shown)
        else:
            other = shown
        if other != shown:
            other = other.upper() if shown.isupper() else other
            other = other.title() if shown.istitle() and len(shown) > 1 else other
        line += [sentence.text[done : mark.start], f"{{{code[mark.type]} {other}}}"]
        done = mark.end
    return "".join([*line, sentence.text[done:]])


def trained() -> Tagger:
    """A tagger from the development sentences and their disguised copies."""
    draw = random.Random(SEED)  # noqa: S311 (nothing secret)
    names = [k for k in read_text("identifiers/given.txt").split() if k.isalpha()]
    places = sorted(k for k, kind in lexicon().places.items() if kind == "T" and " " not in k)
    lines = [s for style in STYLES for s in sentences("dev", style)]
    lines += [read(disguised(s, draw, names, places)) for s in lines for _ in range(COPIES)]
    lessons = [(doc.tokens, labels(doc.tokens, s.marks)) for s in lines for doc in [Doc(s.text)]]
    tagger = Tagger()
    for _ in range(ROUNDS):
        draw.shuffle(lessons)
        for tokens, right in lessons:
            before = PLAIN
            for at, label in enumerate(right):
                before = tagger.learn(features(tokens, at, before), label)
    tagger.average()
    return tagger


def tagged(tagger: Tagger, doc: Doc) -> Iterator[tuple[int, int, str, float]]:
    """Start, end, type and lead of each word that gets a label."""
    before = PLAIN
    for at, token in enumerate(doc.tokens):
        before, lead = tagger.best(features(doc.tokens, at, before))
        if before != PLAIN:
            yield token.start, token.end, before, lead


@dataclass(slots=True)
class Tally:
    """Marks, those found, what was pointed at for sure, what of that was right, false alarms."""

    marked: int = 0
    found: int = 0
    shown: int = 0
    right: int = 0

    def add(self, kind: str, marks: tuple[Mark, ...], spans: list[tuple[int, int, str]]) -> None:
        """Count one sentence for one type."""
        wanted = [m for m in marks if m.type == kind]
        given = [s for s in spans if s[2] == kind]
        self.marked += len(wanted)
        self.shown += len(given)
        self.found += sum(any(s[0] < m.end and s[1] > m.start for s in given) for m in wanted)
        self.right += sum(any(s[0] < m.end and s[1] > m.start for m in wanted) for s in given)

    def __str__(self) -> str:
        recall, precision = self.found / max(1, self.marked), self.right / max(1, self.shown)
        return f"{recall:.2f} / {precision:.2f} ({self.marked}, {self.shown})"


def report(tagger: Tagger, batch: list[Sentence]) -> None:
    """Both tiers of the rules, the tagger, and the rules with what it adds, by type."""
    ways: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    alarms: dict[str, int] = defaultdict(int)
    words = 0
    for sentence in batch:
        rules = [(s.start, s.end, s.type) for s in find(sentence.text)]
        rules = [s for s in rules if s[2] in TYPES]
        answers = {"rules": rules}
        guesses = list(tagged(tagger, Doc(sentence.text)))
        for margin in MARGINS:
            sure = [g[:3] for g in guesses if g[3] >= margin]
            new = [g for g in sure if not any(g[0] < r[1] and g[1] > r[0] for r in rules)]
            answers[f"tagger, {margin}"] = sure
            answers[f"rules and tagger, {margin}"] = rules + new
        words += 0 if sentence.marks else len(sentence.text.split())
        for way, spans in answers.items():
            alarms[way] += 0 if sentence.marks else len(spans)
            for kind in TYPES:
                ways[way][kind].add(kind, sentence.marks, spans)
    for way, tallies in ways.items():
        print(f"{way}: alarms per 200 words {200 * alarms[way] / max(1, words):.2f}")
        for kind in TYPES:
            print(f"    {kind:9} {tallies[kind]}")


def main() -> None:
    """Train, say what the model weighs and how long it takes, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    batch = [
        read(line)
        for style in STYLES
        for line in (folder / f"{style}.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    begun = time.perf_counter()
    tagger = trained()
    print(f"trained in {time.perf_counter() - begun:.0f} s, {len(tagger.weights)} features")
    stored = repr(sorted((f, sorted(row.items())) for f, row in tagger.weights.items())).encode()
    print(f"{len(zlib.compress(stored, 9)) // 1024} KiB packed")
    doc = Doc(" ".join(s.text for s in batch))
    words = len(doc.tokens)
    begun = time.perf_counter()
    list(tagged(tagger, doc))
    print(f"{(time.perf_counter() - begun) * 20_000_000 / words:.0f} ms for 20,000 words")
    report(tagger, batch)


if __name__ == "__main__":
    main()
