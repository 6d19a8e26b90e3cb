"""E-mail addresses and names that people go by on line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reflect_app.identifiers.doc import Doc
from reflect_app.identifiers.patterns import Pattern
from reflect_app.identifiers.spans import Found

# The local part is bounded: without a bound a long run of word characters would be tried
# again from each of its letters.
_EMAIL = Pattern(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SPOKEN = Pattern(
    r"(?<![\w.])[\w.]{2,40} (?:at|\(at\)|\[at\]) [\w-]{2,30} ?(?:dot|\(dot\)|\[dot\]) ?"
    r"(?:com|co(?: ?dot ?| ?\. ?)uk|org|net)\b",
    re.I,
)
_SPARED_MAIL = Pattern(
    r"(?:jo@samaritans|help@|helpline@|enquiries@|support@nhs|no-?reply@|pat@papyrus)", re.I
)
_HANDLE = Pattern(r"(?<![\w@.])@[\w](?:[\w.]{1,38}\w)")
_NAMED = Pattern(
    r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|twitter|facebook|fb|discord|telegram|youtube|"
    r"reddit|onlyfans|kik|gamertag|psn|xbox|username|user name|handle|profile)\b"
    r"(?: (?:name|username|user|handle|account|profile|page|id|tag|is|was|as|under|"
    r"called|it's|its))*"
    r"[ :'\"]+([a-z][\w.-]{2,40})",
)
_LINK = Pattern(
    r"(?:https?://)?(?:www\.|m\.)?(?:facebook|fb|instagram|twitter|x|tiktok|snapchat|"
    r"linkedin|youtube)"
    r"\.com/(?:in/|add/|@)?[\w.@-]{2,60}",
    re.I,
)
_PLACES = frozenset(
    [
        "home",
        "work",
        "school",
        "reception",
        "court",
        "hospital",
        "church",
        "night",
        "nights",
        "weekend",
        "all",
        "lunch",
        "half",
        "office",
        "group",
        "times",
        "the",
        "end",
        "first",
        "midnight",
        "hand",
        "over",
        "handover",
    ]
)


class Emails:
    """Addresses in their usual form or spelt out; helplines are left alone."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        if "@" in doc.text:
            for match in _EMAIL.finditer(doc.text):
                end = match.end()
                while doc.text[end - 1] in ".-_":
                    end -= 1
                if not _SPARED_MAIL.match(match.group()):
                    yield Found(match.start(), end, "EMAIL", "likely", 96)
        if "dot" not in doc.lower:
            return
        for match in _SPOKEN.finditer(doc.text):
            yield Found(*match.span(), "EMAIL", "likely", 77)


class Handles:
    """@names anywhere, and a user name after the name of the place it belongs to."""

    def find(self, doc: Doc) -> Iterator[Found]:
        """See `Detector`."""
        if "@" in doc.text:
            for match in _HANDLE.finditer(doc.text):
                if match.group()[1:].lower() not in _PLACES and not match.group()[1:].isdigit():
                    yield Found(*match.span(), "SOCIAL_HANDLE", "likely", 75)
        for match in _NAMED.finditer(doc.lower):
            shown = match[1].rstrip(".-")
            if _looks_chosen(shown):
                start = match.start(1)
                yield Found(start, start + len(shown), "SOCIAL_HANDLE", "likely", 74)
        if ".com/" in doc.lower:
            for match in _LINK.finditer(doc.text):
                yield Found(*match.span(), "SOCIAL_HANDLE", "likely", 97)


def _looks_chosen(shown: str) -> bool:
    """A user name rather than the next word: it has a digit, a dot or an underscore in it."""
    return any(c.isdigit() or c in "._" for c in shown) and len(shown) > 3
