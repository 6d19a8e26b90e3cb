"""Welsh mutations undone: what a word may have begun with before its first letter changed."""

from __future__ import annotations

# Longest first, so that "ngh" is read before "ng".
_BACK = (
    ("ngh", ("c",)),
    ("mh", ("p",)),
    ("nh", ("t",)),
    ("ng", ("g",)),
    ("ch", ("c",)),
    ("ph", ("p",)),
    ("th", ("t",)),
    ("dd", ("d",)),
    ("f", ("b", "m")),
    ("m", ("b",)),
    ("n", ("d",)),
    ("g", ("c",)),
    ("b", ("p",)),
    ("d", ("t",)),
    ("l", ("ll",)),
    ("r", ("rh",)),
)
_VOWELS = "aeiouwylr"


def unmutated(key: str) -> list[str]:
    """Every form that could stand in a list for this folded word, likeliest first."""
    forms = [
        plain + key[len(changed) :]
        for changed, plains in _BACK
        if key.startswith(changed)
        for plain in plains
    ]
    if key[:1] in _VOWELS:
        forms.append("g" + key)
    return forms
