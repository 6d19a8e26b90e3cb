"""How strong a passphrase is, in words a person can act on (zxcvbn's estimate)."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_app.words import tr

SCORED = 72  # zxcvbn raises on more


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` from 0 (guessed at once) to 4; `sentence` is plain and for the person."""

    score: int
    sentence: str


def strength(passphrase: str) -> Strength:
    """The estimate for the first 72 characters; length beyond that only helps."""
    if not passphrase:
        return Strength(0, "")
    from zxcvbn import zxcvbn

    score = int(zxcvbn(passphrase[:SCORED])["score"])
    if len(passphrase) < 8:
        score = min(score, 1)
    return Strength(score, _sentence(score))


def _sentence(score: int) -> str:
    return (
        tr("Very easy to guess. Somebody with this computer could open it in minutes."),
        tr("Easy to guess. Try four words that have nothing to do with each other."),
        tr("Fair. One more unrelated word would make it good."),
        tr("Good. This would take a very long time to guess."),
        tr("Very good. This is as hard to guess as they come."),
    )[score]
