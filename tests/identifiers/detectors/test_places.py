"""Places, premises and addresses."""

from __future__ import annotations

import pytest

from reflect_app.identifiers.mutations import unmutated
from tests.identifiers.helpers import found, likely


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("He grew up in Barnsley.", "Barnsley"),
        ("Her children are in Reading now.", "Reading"),
        ("back from bangor late", "bangor"),
        ("his nans in moss side", "moss side"),
        ("wedi mynd i Fangor", "Fangor"),
        ("yng Nghaerdydd", "Nghaerdydd"),
        ("ym Mhontypridd", "Mhontypridd"),
        ("Mum lives near Brackenthorpe.", "Brackenthorpe"),
        ("The funeral in Ashton-under-Lyne was short.", "Ashton-under-Lyne"),
    ],
)
def test_places(text: str, shown: str) -> None:
    assert found(text, "PLACE") == [shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Moved across from The Haven today", "The Haven"),
        ("came from HMP Wyreside", "HMP Wyreside"),
        ("came from hmp ashmoor with nothing", "hmp ashmoor"),
        ("on Juniper Ward for a year", "Juniper Ward"),
        ("covering at elm lodge tomorrow", "elm lodge"),
        ("at Oakmere Crown Court", "Oakmere Crown Court"),
        ("night at Castlefield Approved Premises", "Castlefield Approved Premises"),
        ("Tŷ Celyn erbyn naw", "Tŷ Celyn"),
        ("MAPPA at Bow Street Police Station", "Bow Street Police Station"),
        ("Call from Elm Bank, full", "Elm Bank"),
        ("rang Newbridge Hse twice", "Newbridge Hse"),
        ("Told him abt Hostel 55", "Hostel 55"),
        ("took him to the royal liverpool", "royal liverpool"),
        ("x2 ambulances, Royal Gwent, 0410", "Royal Gwent"),
        ("back from ysbyty gwynedd at 5", "ysbyty gwynedd"),
        ("the minibus from Pen-y-Bryn was late", "Pen-y-Bryn"),
        ("nights at st marys are colder", "st marys"),
        ("the lads from beechwood came for football", "beechwood"),
        ("moved to Clare House without telling us", "Clare House"),
    ],
)
def test_premises(text: str, shown: str) -> None:
    assert found(text, "PREMISES") == [shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to Flat 2, 81 Marlowe Road by mistake", "Flat 2, 81 Marlowe Road"),
        (
            "is Flat 6, Marlborough Court, 22 Vine Street.",
            "Flat 6, Marlborough Court, 22 Vine Street",
        ),
        ("up and down Cemetery Road", "Cemetery Road"),
        ("living at 21 alder grove", "21 alder grove"),
        ("sleeps on victoria street", "victoria street"),
        ("12 Heol y Bont", "12 Heol y Bont"),
        ("moved to 22 Back Lane, Ormskirk to be near", "22 Back Lane, Ormskirk"),
        ("at 3 The Cottages, Mill Lane, Skipton, empty", "3 The Cottages, Mill Lane, Skipton"),
        ("at 6 Gladstone Rd, then home", "6 Gladstone Rd"),
        ("gave it as 14 Alderman's Hill, Flat 3 and left", "14 Alderman's Hill, Flat 3"),
        ("home is Rose Cottage, Mill Lane, Skipton now", "Rose Cottage, Mill Lane, Skipton"),
        ("at Flat 12, Ferris House, Dock Street.", "Flat 12, Ferris House, Dock Street"),
        ("3 The Paddocks, by the site", "3 The Paddocks"),
    ],
)
def test_addresses(text: str, shown: str) -> None:
    assert found(text, "ADDRESS") == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "the house was quiet and the ward was full",
        "in open court, on an acute ward, at crown court",
        "HMP rang and would not say why",
        "reading is his thing, and a bath",
        "down the High Street",
        "2 long nights and a 10 minute walk",
    ],
)
def test_plain_nouns_are_no_place(text: str) -> None:
    assert likely(text) == []


def test_mutations_go_back_to_the_listed_form() -> None:
    assert "caerdydd" in unmutated("nghaerdydd")
    assert "bangor" in unmutated("fangor")
    assert "pontypridd" in unmutated("mhontypridd")
    assert "gwynedd" in unmutated("wynedd")
    assert "llanelli" in unmutated("lanelli")
