"""What each kind of identifier is called where there is little room."""

from __future__ import annotations

from reflect_app.words import tr

_LONGEST = 28


def type_names() -> dict[str, str]:
    """What each kind of identifier is called."""
    return {
        "PERSON": tr("name"),
        "INITIALS": tr("initials"),
        "PRISON_NUMBER": tr("prison number"),
        "CRN": tr("CRN"),
        "PNC": tr("PNC number"),
        "CRO": tr("CRO number"),
        "NHS_NUMBER": tr("NHS number"),
        "NINO": tr("National Insurance number"),
        "POSTCODE": tr("postcode"),
        "PHONE": tr("phone number"),
        "EMAIL": tr("email address"),
        "SOCIAL_HANDLE": tr("name on social media"),
        "VEHICLE_REG": tr("number plate"),
        "COURT_CASE": tr("court case"),
        "DOB": tr("date of birth"),
        "AGE": tr("age"),
        "PLACE": tr("place"),
        "PREMISES": tr("premises"),
        "ADDRESS": tr("address"),
    }


def in_words(text: str, kind: str, count: int) -> str:
    """One found word on one line: what it says, what it is, and how often it stands there."""
    name = type_names().get(kind, kind.replace("_", " ").lower())
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    words = tr("{text} · {kind}").format(text=shown, kind=name)
    return tr("{words} ×{count}").format(words=words, count=count) if count > 1 else words
