"""Numbers: the published examples, check characters, cues, and what only looks like one."""

from __future__ import annotations

import pytest

from reflect_app.identifiers.detectors import nhs, nino, police
from tests.identifiers.helpers import found, likely


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("PRISON_NUMBER", "He is A1234BC on the list.", "A1234BC"),
        ("PRISON_NUMBER", "noted as a1234bc", "a1234bc"),
        ("PRISON_NUMBER", "A 1234 BC came in", "A 1234 BC"),
        ("PRISON_NUMBER", "prison number A123BC, one short", "A123BC"),
        ("CRN", "crn x123456", "x123456"),
        ("CRN", "See X123456 before Monday.", "X123456"),
        ("PNC", "PNC 2012/0052494Q", "2012/0052494Q"),
        ("PNC", "Asked to check 98/994471M again.", "98/994471M"),
        ("PNC", "20120052494Q was on the sheet", "20120052494Q"),
        ("PNC", "pnc 2012/0052494R (mistyped)", "2012/0052494R"),
        ("CRO", "the CRO 91395/11N", "91395/11N"),
        ("CRO", "SF98/32774X on the old card", "SF98/32774X"),
        ("NHS_NUMBER", "Number 943 476 5919 at the top.", "943 476 5919"),
        ("NHS_NUMBER", "nhs no 943-476-5918", "943-476-5918"),
        ("NHS_NUMBER", "nhs: 9434765919", "9434765919"),
        ("NHS_NUMBER", "The NHS number they gave me was 943 476 5918", "943 476 5918"),
        ("NINO", "SK 41 27 66 B", "SK 41 27 66 B"),
        ("NINO", "ni no ZZ123456C", "ZZ123456C"),
        ("POSTCODE", "near LS7 3QD", "LS7 3QD"),
        ("POSTCODE", "le3 9tt was the postcode", "le3 9tt"),
        ("PHONE", "from +44 7700 900145 at 4am", "+44 7700 900145"),
        ("PHONE", "ring (01632) 960 455 first", "(01632) 960 455"),
        ("PHONE", "07700900219 is his", "07700900219"),
        ("EMAIL", "to sal.b@northmoor.example.", "sal.b@northmoor.example"),
        ("EMAIL", "dave smith99 at mail dot com", "smith99 at mail dot com"),
        ("SOCIAL_HANDLE", "he is @bigdaz_7 there", "@bigdaz_7"),
        ("SOCIAL_HANDLE", "snapchat is jayboi_2k4", "jayboi_2k4"),
        ("VEHICLE_REG", "a grey YK19 OTL outside", "YK19 OTL"),
        ("VEHICLE_REG", "reg was bd51 sme", "bd51 sme"),
        ("VEHICLE_REG", "number plate ABC 123", "ABC 123"),
        ("VEHICLE_REG", "plate was yk 61 abc", "yk 61 abc"),
        ("COURT_CASE", "I sat in on S20239908.", "S20239908"),
        ("COURT_CASE", "URN 06GH1234522", "06GH1234522"),
        ("DOB", "dob 12/3/85", "12/3/85"),
        ("DOB", "born on 3rd of May 1990", "3rd of May 1990"),
        ("DOB", "ganwyd 12 Mawrth 1985", "12 Mawrth 1985"),
        (
            "DOB",
            "his date of birth, which is wrong on every form, 14 February 1979",
            "14 February 1979",
        ),
        ("AGE", "A man aged 47 was there", "47"),
        ("AGE", "his forty-two-year-old sister", "forty-two"),
        ("AGE", "hes 34 going on 12", "34"),
        ("AGE", "She is in her fifties", "fifties"),
        ("AGE", "yn 34 oed", "34"),
        ("AGE", "His daughter turned 5 on Monday", "5"),
        ("AGE", "He has a brother of nineteen", "nineteen"),
        ("AGE", "first in custody at 14, and again", "14"),
        ("AGE", "his dad, 80s, frail", "80s"),
        ("AGE", "Kwame \u2014 34, from Ipswich", "34"),
        ("AGE", "52 m, ex army, quiet", "52"),
        ("AGE", "she must be 65 if shes a day", "65"),
        ("AGE", "mae mr bevan yn 71 ac yn crio", "71"),
        ("CRN", "I mistyped the CRN, E55102, twice", "E55102"),
        ("CRN", "crn X77O21 cant be right", "X77O21"),
        ("NHS_NUMBER", "NHS number - 603 215 9875", "603 215 9875"),
        ("PHONE", "ph 0 1 6 1 4 9 6 0 3 3 8", "0 1 6 1 4 9 6 0 3 3 8"),
    ],
)
def test_is_found(kind: str, text: str, shown: str) -> None:
    assert shown in found(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Job number 55810234 for the lift.",
        "The printer is a model LX2204DN.",
        "Order no. X204557 came today.",
        "Fire extinguisher serial S20230001",
        "It was the 3rd of May and the 4th of June.",
        "On 12/03/2024 I was on a late.",
        "0200 0400 0600 checks done",
        "I rang the Samaritans on 116 123, and 0800 1111 with her.",
        "He's 12 years in and 3 weeks off the door.",
        "she's 10 mins late every time",
        "The building is 120 years old.",
        "a ten year old carpet",
        "Along the A64 and then the M62.",
        "911 077 3682 on the box",  # fails its check and has no cue
        "2012/0052494R on the box",
        "24/7 and 50/50 and 1:1",
    ],
)
def test_is_left_alone(text: str) -> None:
    assert likely(text) == []


def test_check_characters() -> None:
    assert police.check_letter("2012", "0052494", 7) == "Q"
    assert police.pnc_passes("98", "994471", "m")
    assert not police.pnc_passes("1234", "12", "Q")
    assert nhs.passes("9434765919")
    assert not nhs.passes("9434765918")
    assert not nino.prefix_passes("BG")
    assert not nino.prefix_passes("DA")
    assert nino.prefix_passes("sk")


def test_a_number_does_not_swallow_the_name_before_it() -> None:
    assert likely("Mr Colin Strake A7741QX") == [
        ("PERSON", "Colin Strake"),
        ("PRISON_NUMBER", "A7741QX"),
    ]
