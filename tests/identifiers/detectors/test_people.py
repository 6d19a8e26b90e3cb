"""Names: titles, possessives, words that are names, lower case, Welsh, and never-flagged ones."""

from __future__ import annotations

import pytest

from reflect_app.identifiers import Finder, Known, find
from tests.identifiers.helpers import found, likely


@pytest.mark.parametrize(
    ("text", "shown", "tier"),
    [
        ("I walked with दर्शन to the gate", "दर्शन", "likely"),
        ("Then गीता came to my door", "गीता", "check"),
        ("Mr முருகன் rang home", "முருகன்", "likely"),
        ("I said sorry to प्रिया शर्मा for that", "प्रिया शर्मा", "likely"),
        ("Later আনিকা's mother rang", "আনিকা", "check"),
        ("told ਗੁਰਪ੍ਰੀਤ, who laughed", "ਗੁਰਪ੍ਰੀਤ", "likely"),
    ],
)
def test_names_in_indic_scripts_are_whole_with_their_vowel_signs(
    text: str, shown: str, tier: str
) -> None:
    assert [(s.text, s.type, s.tier) for s in find(text)] == [(shown, "PERSON", tier)]
    assert Finder([Known(shown)]).find(f"and then {shown} slept")[0].text == shown


@pytest.mark.parametrize(
    "text",
    [
        "मैं आज बहुत थक गया था और घर जाना चाहता था",
        'he said "ठीक है" and went to bed',
        "The leaflet begins ஒவ்வொரு நாளும் ஒரு புதிய நாள் and ends so",
    ],
)
def test_sentences_in_indic_scripts_are_no_names(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mr Kearney informed me", "Kearney"),
        ("Mr. Kearney informed me", "Kearney"),
        ("Dr Farquharson's letter", "Farquharson"),
        ("PC 4471 Brough took a statement", "Brough"),
        ("Darren's phone", "Darren"),
        ("Darren’s phone", "Darren"),
        ("Darren'll be back", "Darren"),
        ("spoke to Kwame Boateng about it", "Kwame Boateng"),
        ("COM is R. Pargeter this week", "R. Pargeter"),
        ("Kirsty B locked out", "Kirsty B"),
        ("the Kelly-Ann thing", "Kelly-Ann"),
        ("Gethin ap Rhys came", "Gethin ap Rhys"),
        ("João thanked me", "João"),
        ("Llŷr was quiet", "Llŷr"),
        ("Siân was quiet", "Siân"),
        ("Roedd Meleri yn dawel heddiw", "Meleri"),
        ("told zbigniew to wait", "zbigniew"),
        ("dave kicked off again", "dave"),
        ("shane tully was up", "shane tully"),
        ("mr pickersgill on the landing", "pickersgill"),
        ("Grace handled the recall with real grace", "Grace"),
        ("Penny made the penny drop", "Penny"),
        ("Will will be on nights", "Will"),
        ("i asked rose if she was ok", "rose"),
        ("May might do it", "May"),
        ("GO AND SEE DARREN NOW", "DARREN"),
        ("Johnny Ward says that he won't go", "Johnny Ward"),
        ("spoke to Tony Hall about it", "Tony Hall"),
        ("May may come back, if the board is kind", "May"),
        ("aeth gruff adref", "gruff"),
        ("T/c from Keith at HQ", "Keith"),
        ("Li Na made tea", "Li Na"),
        ("\u00d3 Briain was at the door", "\u00d3 Briain"),
        ("He goes by Bones on the out", "Bones"),
        ("Me and Trigger did the bins", "Trigger"),
        ("Rich is late", "Rich"),
        ("\u0639\u0645\u0631 rang twice", "\u0639\u0645\u0631"),
        ("Told \u9648\u4f1f to wait", "\u9648\u4f1f"),
        ("keirons solicitor is useless", "keiron"),
    ],
)
def test_a_name_is_found_without_title_or_possessive(text: str, shown: str) -> None:
    assert found(text, "PERSON") == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "Bowlby and Ainsworth, and then Hawkins and Shohet.",
        "Rolfe et al. would ask me so what.",
        "I used the Hare checklist.",
        "He has Parkinson's and she has Asperger's.",
        "We watched Coronation Street and had a Greggs.",
        "Marks and Spencer, Tesco and the Henry hoover",
        "OASys, NDelius, MAPPA and the Parole Board",
        "The Polish, Welsh and Somali residents ate on Monday in March.",
        "I will be there and I may be late.",
        "may i say i hope it goes ok",
        "rose early, art group, penny for them",
        "jack of all trades, pat on the back",
        "Diwrnod hir, wedi blino. Teimlo'n drist.",
        "bit of a barney in the lounge",
        "split em up and sorted em all",
        "playing doms til late",
        "DWP, ESA, PIP and UC in a day",
        "Dr Pepper and Uncle Ben's rice",
        "Beck and Ellis, half asleep",
        "ok so that was a day",
    ],
)
def test_a_word_or_a_theorist_is_nobody(text: str) -> None:
    assert likely(text) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Rich, Sunny and Ray up early", ["Rich", "Sunny", "Ray"]),
        ("Christian is not a Christian, but he tries.", ["Christian"]),
        ("Me + May on lates all May.", ["May"]),
        ("May may come back in May.", ["May"]),
        ("Saw Hope, and hope is what she has least of.", ["Hope"]),
        ("Jack could not find the jack, so we had a car jack from next door.", ["Jack"]),
    ],
)
def test_a_word_that_is_a_name_elsewhere_is_not_sure_to_be_one(
    text: str, people: list[str]
) -> None:
    assert likely(text) == [("PERSON", name) for name in people]


def test_a_theorists_surname_after_another_given_name_is_a_person() -> None:
    assert found("Danny Bowlby moved in", "PERSON") == ["Danny Bowlby"]
    assert found("Mr Winnicott moved in", "PERSON") == ["Winnicott"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("J.B. sat down", "J.B."),
        ("re MW and the letter", "MW"),
        ("Mr K wouldn't look at me", "K"),
        ("told M he could wait", "M"),
        ("jt and pk were fighting", "jt"),
        ("M's mum rang", "M"),
        ("I shall call her R, as she asked", "R"),
        ("the man i call r has stopped shaving", "r"),
        ("DW & MS both out past 2300", "MS"),
        ("Moved RJ to room 9", "RJ"),
        ("kp and ds not speaking again", "ds"),
        ("MO'C refused again", "MO'C"),
        ("Saw DMcK at tea", "DMcK"),
        ("spoke to d about his mum", "d"),
        ("kd and pm said theyd had enough", "pm"),
        ("KD and PM rowed at tea", "PM"),
        ("after that cs asked me to leave", "cs"),
        ("spoke to dw re his leave", "dw"),
        ("np's dad died on tues", "np"),
        ("me + dk on nights", "dk"),
        ("i went to see gh about it", "gh"),
    ],
)
def test_initials(text: str, shown: str) -> None:
    assert shown in found(text, "INITIALS")


@pytest.mark.parametrize(
    "text",
    [
        "5 pm told to come back",
        "at 3 pm said no more",
        "am and pm checks done",
        "kg and lb are not the same",
        "pls see cn re the fb page",
        "the tv's room is cold",
        "cs gas training was grim",
        "td list done",
    ],
)
def test_units_and_typing_are_no_initials(text: str) -> None:
    assert found(text, "INITIALS") == []


@pytest.mark.parametrize(
    "text",
    ["OM, COM and POM at 2", "C wing rang", "Vitamin D", "Plan B", "A&E till 4", "UK weather"],
)
def test_acronyms_are_nobody(text: str) -> None:
    assert likely(text) == []


def test_a_word_that_points_is_no_name_that_lost_its_apostrophe() -> None:
    for text in ("And then this voice from the top", "He took his room key", "its door stuck"):
        assert found(text, "PERSON") == []
