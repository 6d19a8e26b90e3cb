"""What a template file may say, and what each wrong line is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.core.prompts import (
    TemplateError,
    parse_shared,
    parse_template,
    template_from_json,
    template_to_json,
)
from reflect_app.core.prompts.model import AllOf, AnyOf, InARow, Meets, Months, Often
from tests.core.prompts.helpers import HEAD, SHARED, built_in, template

TEXT = '[[questions]]\nid = "first"\ntype = "long_text"\ntext = "First?"\n'
SCALE = (
    '[[questions]]\nid = "scale"\ntype = "scale"\ntext = "How much?"\n'
    'min_label = "none"\nmax_label = "all"\n'
)
PICK = (
    '[[questions]]\nid = "pick"\ntype = "multi_choice"\ntext = "Which?"\n'
    'choices = [{ id = "one", label = "one" }, { id = "two", label = "two" }]\n'
)
PEOPLE = '[[questions]]\nid = "who"\ntype = "people"\ntext = "Who?"\n'
LINES_OF_HEAD = HEAD.count("\n")


def followup(when: str, action: str = 'action = "message"\nmessage = "So."\n') -> str:
    return f'[[followups]]\nid = "next"\nwhen = {when}\n{action}'


def question(lines: str) -> str:
    return f'[[questions]]\nid = "next"\ntext = "Next?"\n{lines}'


# (body after the head, line within the body, words of the reason)
WRONG: list[tuple[str, int, str]] = [
    ("", -LINES_OF_HEAD + 1, "at least one question"),
    (TEXT + 'colour = "red"\n', 5, "“colour” is not known"),
    (TEXT.replace("long_text", "essay"), 3, "“type” must be one of: text, long_text"),
    (TEXT.replace('type = "long_text"\n', ""), 1, "“type” is missing"),
    (TEXT.replace('"First?"', '""'), 4, "“text” is missing"),
    (TEXT.replace('"First?"', "7"), 4, "“text” must be words"),
    (TEXT.replace('"first"', '"First One"'), 2, "“id” must be small letters"),
    (TEXT.replace('"first"', '"first__one"'), 2, "“id” must be small letters"),
    (TEXT.replace('"first"', f'"{"x" * 41}"'), 2, "longer than 40"),
    (TEXT + TEXT, 6, "“first” is used twice"),
    (TEXT.replace("First?", "See https://example.org"), 4, "holds a link"),
    (TEXT.replace("First?", "See www.nhs"), 4, "holds a link"),
    (TEXT.replace("First?", "Write to staff@team.example.com"), 4, "holds a link"),
    (TEXT.replace("First?", "See nmc.org.uk first"), 4, "holds a link"),
    (TEXT.replace("First?", "A [word](there)"), 4, "holds a link"),
    (TEXT.replace("First?", "<b>First</b>"), 4, "holds a link"),
    (TEXT.replace("First?", "\u202etsriF"), 4, "nobody can see"),
    (TEXT.replace("First?", "a\\u0007b"), 4, "nobody can see"),
    (TEXT.replace("First?", "x" * 2001), 4, "longer than 2000"),
    (TEXT + 'folded = "yes"\n', 5, "“folded” must be true or false"),
    (TEXT + "min = 1\n", 5, "“min” does not belong to a question of the type long_text"),
    (TEXT + 'role = "distress"\n', 5, "role “distress” does not fit"),
    (TEXT + 'role = "boss"\n', 5, "“role” must be one of"),
    (TEXT + 'routes = ["the_moon"]\n', 5, "no route “the_moon”"),
    (TEXT + 'from_block = "about"\n', 5, "“from_block” is not known"),
    (SCALE.replace('max_label = "all"\n', ""), 1, "“max_label” is missing"),
    (SCALE.replace('"none"', '""'), 5, "“min_label” is missing"),
    (SCALE + "min = 10\nmax = 3\n", 7, "“min” must be smaller"),
    (SCALE + "min = 0.5\n", 7, "“min” must be a whole number"),
    (SCALE + "max = true\n", 7, "“max” must be a whole number"),
    (SCALE + 'role = "distress"\nmax = 5\n', 7, "runs from 0 to 10"),
    (
        SCALE
        + 'role = "energy"\n'
        + SCALE.replace('"scale"\ntype', '"more"\ntype')
        + 'role = "energy"\n',
        14,
        "Two questions have the role “energy”",
    ),
    (question('type = "number"\nmin = nan\n'), 5, "“min” must be a number"),
    (question('type = "choice"\n'), 1, "needs choices"),
    (question('type = "choice"\nchoices = []\n'), 1, "needs choices"),
    (question('type = "choice"\nchoices = "moods"\n'), 5, "no shared list “moods”"),
    (question('type = "choice"\nchoices = ["a"]\n'), 5, "must be a table"),
    (question('type = "choice"\nchoices = [\n  { label = "a" },\n]\n'), 6, "“id” is missing"),
    (question('type = "choice"\nchoices = [\n  { id = "a" },\n]\n'), 6, "“label” is missing"),
    (
        question(
            'type = "choice"\nchoices = [\n  { id = "a", label = "A" },\n'
            '  { id = "a", label = "B" },\n]\n'
        ),
        7,
        "“a” is used twice",
    ),
    (
        question(f'type = "choice"\nchoices = [{", ".join(["{}"] * 61)}]\n'),
        5,
        "more than 60",
    ),
    (question('type = "options"\n'), 1, "needs fields"),
    (question('type = "yes_no"\ndefault = "yes"\n'), 5, "“default” must be true or false"),
    (question('type = "multi_choice"\nchoices = "uses"\nup_to = 0\n'), 6, "from 1 to 60"),
    ('[[questions]]\nblock = "nudge"\n', 2, "no shared block “nudge”"),
    ('[[questions]]\nblock = "about"\nfolded = true\n', 3, "“folded” is not known"),
    (PEOPLE.replace("who", "people") + '[[questions]]\nblock = "about"\n', 6, "used twice"),
    (TEXT + 'show_when = { question = "later", answered = true }\n', 5, "no question “later”"),
    (TEXT + 'show_when = { question = "first", answered = true }\n', 5, "no question “first”"),
    (SCALE + TEXT + 'show_when = { question = "scale", at_least = 7, times = 2 }\n', 11, "times"),
    ("questions = 3\n", 1, "“questions” must be a list"),
    ("questions = [3]\n", 1, "must be a table"),
    (TEXT * 81, 1, "more than 80"),
    (TEXT + 'followups = "x"\n', 5, "“followups” is not known"),
    (TEXT + followup("3"), 7, "“when” must be a table"),
    (TEXT + '[[followups]]\nid = "x"\naction = "message"\n', 5, "“when” is missing"),
    (TEXT + followup('{ question = "what", answered = true }'), 7, "no question “what”"),
    (TEXT + followup("{ answered = true }"), 7, "“question” is missing"),
    (TEXT + followup('{ question = "first" }'), 7, "exactly one of"),
    (SCALE + followup('{ question = "scale", at_least = 1, at_most = 2 }'), 9, "exactly one of"),
    (TEXT + followup('{ question = "first", at_least = 3 }'), 7, "“at_least” does not fit"),
    (TEXT + followup('{ question = "first", equals = "a" }'), 7, "“equals” does not fit"),
    (TEXT + followup('{ question = "first", any_of = ["a"] }'), 7, "“any_of” does not fit"),
    (TEXT + followup('{ question = "first", answered = 1 }'), 7, "true or false"),
    (SCALE + followup('{ question = "scale", at_least = 11 }'), 9, "can be that number"),
    (SCALE + followup('{ question = "scale", at_least = "7" }'), 9, "must be a number"),
    (SCALE + followup('{ question = "scale", at_least = true }'), 9, "must be a number"),
    (PICK + followup('{ question = "pick", any_of = ["one", "three"] }'), 8, "not a choice"),
    (PICK + followup('{ question = "pick", any_of = [] }'), 8, "empty"),
    (PICK + followup('{ question = "pick", any_of = "one" }'), 8, "must be a list"),
    (PICK + followup('{ question = "pick", equals = "one" }'), 8, "does not fit"),
    (TEXT + followup("{ all = [] }"), 7, "empty"),
    (TEXT + followup('{ all = [], question = "first" }'), 7, "only one of them"),
    (
        TEXT + followup('{ question = "first", any = [{ question = "first", answered = true }] }'),
        7,
        "only one of them",
    ),
    (
        TEXT + followup('{ all = [{ question = "first", answered = true, times = 3 }] }'),
        7,
        "“times” is not known",
    ),
    (TEXT + followup('{ question = "first", answered = true, times = 1 }'), 7, "from 2 to 100"),
    (
        TEXT + followup('{ question = "first", answered = true, within_days = 3 }'),
        7,
        "need “times”",
    ),
    (
        TEXT + followup('{ question = "first", answered = true, times = 2, months = 2 }'),
        7,
        "only one of",
    ),
    (
        TEXT + followup('{ question = "first", answered = true, times = 2, same_person = true }'),
        7,
        "needs a question of the type people",
    ),
    (
        TEXT + followup('{ question = "first", answered = true }', 'action = "share"\n'),
        8,
        "“action” must be one of: message, support, suggest, offer-mark",
    ),
    (
        TEXT + followup('{ question = "first", answered = true }', 'action = "message"\n'),
        5,
        "“message” is missing",
    ),
    (
        TEXT
        + followup(
            '{ question = "first", answered = true }',
            'action = "suggest"\nmessage = "So."\n',
        ),
        5,
        "“suggest” goes with",
    ),
    (
        TEXT
        + followup(
            '{ question = "first", answered = true }',
            'action = "suggest"\nmessage = "So."\nsuggest = ["No Such"]\n',
        ),
        10,
        "no template “No Such”",
    ),
    (
        TEXT
        + followup(
            '{ question = "first", answered = true }',
            'action = "message"\nmessage = "So."\nmark = "first"\n',
        ),
        10,
        "with the action offer-mark",
    ),
    (
        TEXT
        + followup(
            '{ question = "first", answered = true }',
            'action = "message"\nmessage = "So."\nbuttons = [\n  { do = "share" },\n]\n',
        ),
        11,
        "“do” must be one of",
    ),
    (
        TEXT
        + followup(
            '{ question = "first", answered = true }',
            'action = "message"\nmessage = "So."\n'
            'buttons = [{ do = "answer", question = "first", choice = "x" }]\n',
        ),
        10,
        "a question and one of its choices",
    ),
    (
        TEXT
        + followup(
            '{ question = "first", answered = true }',
            'action = "message"\nmessage = "So."\n'
            'buttons = [{ do = "carry-on", question = "first" }]\n',
        ),
        10,
        "Only the button answer",
    ),
    (TEXT + '[cy]\nnames = "x"\n', 6, "“names” is not known"),
    (TEXT + '[cy.questions.second]\ntext = "x"\n', 5, "nothing called “second”"),
    (TEXT + '[cy.questions.first]\ntexts = "x"\n', 6, "“texts” is not known"),
    (PICK + '[cy.questions.pick.choices]\nthree = "x"\n', 7, "“three” is not known"),
    (TEXT + '[cy.followups.gone]\nmessage = "x"\n', 5, "nothing called “gone”"),
    (TEXT + '[cy]\ntitle = "Gweler www.cymru"\n', 6, "holds a link"),
]


@pytest.mark.parametrize(("body", "line", "said"), WRONG, ids=[said for _, _, said in WRONG])
def test_each_slip_is_named_with_its_own_line(body: str, line: int, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        template(body)
    assert said in caught.value.reason
    assert caught.value.line == LINES_OF_HEAD + line
    assert caught.value.message.startswith(f"test.toml, line {caught.value.line}: ")
    assert caught.value.reason.endswith((".", ")."))


HEADS = [
    ('id = "test"', 'id = "Test"', 1, "“id” must be"),
    ('id = "test"', 'id = "a:b:c"', 1, "“id” must be"),
    ('id = "test"', f'id = "{"a" * 41}"', 1, "“id” must be"),
    ('id = "test"', "# none", 1, "“id” is missing"),
    ("version = 1", "version = 0", 2, "from 1 to"),
    ("version = 1", 'version = "1"', 2, "whole number"),
    ("version = 1", "version = true", 2, "whole number"),
    ("version = 1", "version = 1.0", 2, "whole number"),
    ("version = 1", "# none", 1, "“version” is missing"),
    ("minutes = 3", "# none", 1, "“minutes” is missing"),
    ("minutes = 3", "minutes = 1000", 5, "from 1 to 240"),
    ('title = "A test"', f'title = "{"x" * 121}"', 3, "longer than 120"),
    ("minutes = 3", 'minutes = 3\ngroup = "best"', 6, "“group” must be one of"),
    ("minutes = 3", "minutes = 3\nmanager_copy = true", 6, "“manager_copy” is not known"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), HEADS)
def test_slips_in_the_head(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        template(TEXT, HEAD.replace(old, new))
    assert (caught.value.line, said in caught.value.reason) == (line, True)


def test_a_near_miss_is_told_what_was_meant() -> None:
    with pytest.raises(TemplateError) as caught:
        template(TEXT.replace("text =", "tekst ="))
    assert caught.value.hint == "Did you mean “text”?"


BUILT_IN = ("after-shift", "free")


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("after-shift", "begins with “service:”"),
        ("our-own", "begins with “service:”"),
        ("service:after-shift", "would shadow"),
        ("house:free", "would shadow"),
    ],
)
def test_a_services_own_template_may_not_pass_for_a_built_in_one(id_: str, said: str) -> None:
    text = HEAD.replace('"test"', f'"{id_}"') + TEXT
    with pytest.raises(TemplateError) as caught:
        parse_template(text.encode(), "own.toml", SHARED, BUILT_IN)
    assert (caught.value.line, said in caught.value.reason) == (1, True)


def test_a_services_own_template_may_suggest_built_in_ones_that_exist() -> None:
    text = (
        HEAD.replace('"test"', '"service:mine"')
        + TEXT
        + followup(
            '{ question = "first", answered = true }',
            'action = "suggest"\nmessage = "So."\nsuggest = ["free", "service:other"]\n',
        )
    )
    assert parse_template(text.encode(), "own.toml", SHARED, BUILT_IN).id == "service:mine"
    with pytest.raises(TemplateError, match="no template “gibbs”"):
        parse_template(text.replace('"free"', '"gibbs"').encode(), "own.toml", SHARED, BUILT_IN)


HOLDS = Meets("scale", "at_least", 7)
CONDITIONS = [
    ('{ question = "scale", at_least = 7 }', HOLDS),
    ('{ question = "pick", any_of = ["one"] }', Meets("pick", "any_of", ("one",))),
    ('{ question = "pick", answered = false }', Meets("pick", "answered", False)),
    ('{ all = [{ question = "scale", at_least = 7 }] }', AllOf((HOLDS,))),
    ('{ any = [{ all = [{ question = "scale", at_least = 7 }] }] }', AnyOf((AllOf((HOLDS,)),))),
    ('{ question = "scale", at_least = 7, times = 3 }', Often(HOLDS, 3)),
    (
        '{ question = "scale", at_least = 7, times = 3, within_days = 28, same_person = true }',
        Often(HOLDS, 3, 28, True),
    ),
    ('{ question = "scale", at_least = 7, in_a_row = 2 }', InARow(HOLDS, 2)),
    ('{ any = [{ question = "scale", at_least = 7 }], months = 2 }', Months(AnyOf((HOLDS,)), 2)),
]


@pytest.mark.parametrize(("text", "condition"), CONDITIONS)
def test_conditions_read_as_written_and_survive_json(text: str, condition: object) -> None:
    read = template(SCALE + PICK + PEOPLE + followup(text))
    assert read.followups[0].when == condition
    assert template_from_json(template_to_json(read)) == read


def test_conditions_may_not_be_nested_for_ever() -> None:
    deep = '{ question = "first", answered = true }'
    for _ in range(6):
        deep = f"{{ all = [{deep}] }}"
    with pytest.raises(TemplateError, match="nested too deep"):
        template(TEXT + followup(deep))


def test_every_built_in_template_survives_json() -> None:
    for each in built_in().all():
        assert template_from_json(template_to_json(each)) == each


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.data())
def test_json_that_was_tampered_with_is_a_template_or_a_template_error(data: Any) -> None:
    each = data.draw(st.sampled_from(built_in().all()))
    written = template_to_json(each)
    place: Any = written
    for _ in range(data.draw(st.integers(0, 4))):
        inner = [
            item
            for item in (place.values() if isinstance(place, dict) else place)
            if isinstance(item, dict | list) and item
        ]
        if not inner:
            break
        place = data.draw(st.sampled_from(inner))
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[data.draw(st.sampled_from(keys))] = data.draw(JSON)
    try:
        template_from_json(written)
    except TemplateError as error:
        line = error.line
    else:
        line = 0
    assert line == 0


def test_shared_files_hold_one_thing_under_one_id() -> None:
    with pytest.raises(TemplateError, match="“id” is missing"):
        parse_shared({"x.toml": b'choices = [{ id = "a", label = "a" }]'})
    with pytest.raises(TemplateError, match="“colour” is not known"):
        parse_shared({"x.toml": b'id = "x"\ncolour = 1'})
    with pytest.raises(TemplateError, match="“b” is not known"):
        parse_shared(
            {"x.toml": b'id = "x"\nchoices = [{ id = "a", label = "a" }]\n[cy.choices]\nb = "b"'}
        )


def test_words_of_a_template_win_over_those_of_a_shared_block() -> None:
    read = template(
        '[[questions]]\nblock = "to-supervision"\n'
        '[cy.questions.to_supervision]\ntext = "Ein geiriau"\n'
    )
    assert dict(read.cy)["question.to_supervision.text"] == "Ein geiriau"
    assert "question.to_supervision.help" in dict(read.cy)
