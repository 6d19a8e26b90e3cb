"""The built-in templates against the catalogue: ids, wording, minutes and what all must have."""

from __future__ import annotations

import re

import pytest

from reflect_app.core.prompts import DISTRESS_ROLES, Template
from tests.core.prompts.helpers import SHARED, built_in

LIBRARY = built_in()
EACH = pytest.mark.parametrize("each", LIBRARY.all(), ids=lambda each: each.id)

#: The ids are fixed; the minutes are the catalogue's.
MINUTES = {
    "after-shift": 3, "emotional-impact": 8, "relationship-dynamics": 10,
    "supervision-preparation": 7, "supervision-record": 10, "supervision-agreement": 15,
    "critical-incident": 10, "what-so-what": 6, "formulation": 15, "gibbs": 15,
    "partnership": 10, "group-session": 5, "dilemma": 12, "strengths": 4,
    "structured-reflection": 20, "seven-eyed": 20, "cpd-account": 15, "restorative": 4,
    "month-review": 10, "after-loss": 6, "treated-differently": 6, "hard-decision": 8,
    "between-colleagues": 6, "ending": 5, "good-handover": 2, "group-member": 3, "free": 5,
}  # fmt: skip

#: Wording the catalogue gives in full, amendments first.
WORDING: dict[str, list[str]] = {
    "after-shift": [
        "Which shift have you just finished?",
        "How heavy does it feel now?",
        "How much energy have you got left?",
        "Which words fit?",
        "What's one thing you'd like to leave here?",
        "Contact with residents felt:",
        "Were there enough of you?",
        "Bring this to supervision?",
    ],
    "emotional-impact": [
        "What were you feeling at the time?",
        "And now?",
        "Where did you notice it in your body?",
        "What did you show, and what did you keep in?",
        "Could any of this have been someone else's feeling that landed with you?",
        "Has this followed you home?",
        "What, if anything, would help?",
    ],
    "relationship-dynamics": [
        "Where was the office door, if there was one?",
        "What was the door doing for you, and for them?",
        "How did the person reach you?",
        "What were you drawn to do?",
        "How might colleagues describe the same person?",
        "Is there anything you wouldn't want a colleague to see?",
        "What would a small repair look like?",
    ],
    "supervision-preparation": [
        "What do you most want from this time?",
        "Which of your entries would you like to bring?",
        "What might you be tempted to leave out?",
        "What went well that deserves saying?",
        "How did last time's actions go?",
        "How heavy is your workload just now?",
    ],
    "supervision-record": [
        "What did we agree to look at?",
        "What did we come to understand?",
        "What will each of us do, and by when?",
        "What did we see differently?",
        "What was most useful?",
        "Does anything need to go in a formal record? Who will do it?",
    ],
    "supervision-agreement": [
        "What is this time for?",
        "How often, how long, and what happens if one of us can't make it?",
        "How will we each prepare?",
        "Who writes the note, who keeps it, who may read it?",
        "What could not stay between us?",
        "What will we do if we disagree or it isn't working?",
        "When will we look at this again?",
    ],
    "critical-incident": [
        "Are you somewhere safe right now?",
        "Has it been reported?",
        "What do you need in the next 24 hours?",
        "What is staying with you?",
        "What did you or others do that helped?",
        "Would you like to come back to this next week?",
    ],
    "what-so-what": [
        "What happened, in a few lines?",
        "So what: why does it matter to you, to them, to the team?",
        "Now what: what will you try, keep or stop?",
    ],
    "formulation": [
        "What did you see or hear? (not why)",
        "What might it have been for?",
        "When has something like it helped them get by?",
        "What in us, the place or the day may have added to it?",
        "What's another explanation that would also fit?",
        "What would you look for to tell them apart?",
        "How sure am I?",
    ],
    "gibbs": [
        "What happened? Keep it short, and leave names out.",
        "What were you thinking and feeling, then and now?",
        "What went all right, and what was hard?",
        "What helps you make sense of it?",
        "What else could have been possible?",
        "If it came round again, what would you like to try?",
    ],
    "partnership": [
        "What does each service think its job is here?",
        "What might be lost between us?",
        "How was the ending or arrival marked?",
        "What did I assume about the other service?",
    ],
    "dilemma": [
        "What's the pull, and what's the worry?",
        "If a colleague told me this, what would I say?",
        "What have I not told anyone?",
    ],
    "strengths": [
        "A moment that went well, or better than you expected.",
        "What did you do?",
        "What did they do?",
        "How could it happen again?",
    ],
    "structured-reflection": [
        "What about this feels worth staying with?",
        "What were you hoping for?",
        "What made you respond the way you did?",
        "What followed, for the person, for you, for others?",
        "How were you feeling?",
        "How do you think they were feeling, and how could you tell?",
        "What in you or around you shaped what you did?",
        "What did you know, or wish you had known?",
        "How does it sit with the kind of worker you want to be?",
        "How do you see it now?",
    ],
    "seven-eyed": [
        "Describe the person as if I were about to meet them (no name).",
        "What did you do, and what else did you consider?",
        "If the two of you were a scene in a play, what would be going on?",
        "What was stirred up in you?",
        "Is anything between us now like what happened there?",
        "What am I noticing in myself as I listen?",
        "What is the rota, the team, the law or the other agency adding?",
    ],
    "cpd-account": [
        "What did you do, or what happened?",
        "What did you learn?",
        "What do you do differently now?",
        "How does that help the people who use the service?",
        "Which part of your standards does it speak to?",
        "Who did you talk it over with (role only), and when?",
        "Could anyone be recognised from this?",
    ],
    "restorative": [
        "What has this week taken out of you?",
        "What put something back, however small?",
        "Whose company helps?",
        "One thing that would help before your next shift",
    ],
    "month-review": [
        "Looking back, what keeps coming up?",
        "How might a resident describe working with you this month? A colleague?",
        "What from training or reading helped you see it?",
        "What from your own story may have been in the room?",
        "What got in the way of reflecting?",
        "One thing to ask for; one thing to let go of?",
        "What do you want to take to supervision?",
    ],
    "after-loss": [
        "What do you need in the next day or two?",
        "Who knows you were part of this?",
        "What is hardest to put down?",
        "What was done with care?",
        "Who would you like to check on you?",
        "Keep this out of charts and “on this day”?",
    ],
    "treated-differently": [
        "What was said or done? A few words are enough.",
        "From whom?",
        "What did others do?",
        "What did it cost you?",
        "What do you want?",
    ],
    "hard-decision": [
        "What was decided, in one line? Reasons belong in the record.",
        "How much of it was yours?",
        "What sits badly with what you think is right?",
        "How was the person told?",
        "What do you need now?",
    ],
    "between-colleagues": [
        "What happened between us? (No names.)",
        "What did each of us need?",
        "What might the work be stirring up in us?",
        "What would help?",
    ],
    "ending": [
        "Whose ending?",
        "Planned or sudden?",
        "What was said, and what wasn't?",
        "What will you keep?",
    ],
    "good-handover": [
        "What was passed on that helped?",
        "Who made the shift easier, and how?",
        "Want to tell them?",
    ],
    "group-member": [
        "What got in the way?",
        "Useful today?",
        "Safe enough to say what I thought?",
        "What would make it easier to come?",
    ],
    "free": ["Title"],
}

CHOICES = {
    ("after-shift", "contact"): "mostly settled / mixed / mostly hard / hardly any",
    ("after-shift", "staffing"): "yes / stretched / on my own",
    ("emotional-impact", "followed_home"): "yes / no / not been home yet",
    ("relationship-dynamics", "door"): "open / ajar / closed",
    ("relationship-dynamics", "pulls"): (
        "rescue / please / control / punish / avoid / prove myself / get closer than I should / "
        "share about myself / go easy / be tough / something else / none / can't tell yet"
    ),
    ("supervision-preparation", "needs"): (
        "think it through / be heard / check I'm doing right / learn / decide"
    ),
    ("supervision-record", "their_sign_off"): (
        "signed by their key / agreed in person (typed name, not verified) / not countersigned"
    ),
    ("critical-incident", "safe"): "yes / no / not sure",
    ("critical-incident", "reported"): "yes / someone else is doing it / not yet / not sure",
    ("partnership", "kind"): (
        "handover / referral / release / move-on / recall / staff change / joint meeting"
    ),
    ("dilemma", "next_step"): "act / ask / wait / report",
    ("restorative", "put_back"): (
        "sleep / food / movement / people / quiet / laughter / nature / faith / time off / "
        "nothing yet / other"
    ),
    ("group-member", "in_the_way"): (
        "on shift / no cover / workload / unsure of the purpose / didn't feel safe / "
        "worried who'd hear / manager didn't support it / chose not to / leave"
    ),
    ("group-member", "uses"): (
        "understanding the person / handling feelings / team consistency / confidence / "
        "support / something I changed / nothing"
    ),
    ("treated-differently", "from_whom"): (
        "resident / colleague / manager / other agency / public / how things are set up / "
        "rather not say"
    ),
    ("treated-differently", "want"): "nothing for now / someone to know / advice / action",
    ("hard-decision", "how_much_yours"): "mine / shared / made above me / I disagreed",
    ("between-colleagues", "would_help"): (
        "say it / help to say it / let it rest / report it / can't tell yet"
    ),
    ("ending", "planned"): "planned / sudden",
    ("free", "record_next"): "done / will do at handover / need advice",
}

#: Questions of plain fact, or with the catalogue's own closed answers.
NEEDS_NO_CANT_TELL = {
    "staffing", "setting", "mode", "supervisor_role", "their_sign_off", "place", "body",
    "record_next", "followed_home",
}  # fmt: skip
#: These ask about the formal record in their own words, or hold no account of anything.
WITHOUT_NUDGE = {"supervision-record", "supervision-agreement", "group-session", "cpd-account"}


def test_there_are_the_twenty_seven_in_the_order_of_the_catalogue() -> None:
    assert {each.id: each.minutes for each in LIBRARY.all()} == MINUTES
    assert list(LIBRARY.ids()) == sorted(MINUTES, key=lambda id_: LIBRARY.get(id_).order)
    assert LIBRARY.ids()[0] == "after-shift"


@pytest.mark.parametrize(("id_", "texts"), WORDING.items())
def test_the_wording_is_the_catalogues_and_in_its_order(id_: str, texts: list[str]) -> None:
    ours = [question.text for question in LIBRARY.get(id_).questions]
    places = [ours.index(text) for text in texts]
    assert places == sorted(places)


@pytest.mark.parametrize(("place", "labels"), CHOICES.items(), ids=str)
def test_the_choices_are_the_catalogues(place: tuple[str, str], labels: str) -> None:
    template, question = place
    found = LIBRARY.get(template).question(question)
    assert found is not None
    assert [choice.label for choice in found.choices][: labels.count(" / ") + 1] == (
        labels.split(" / ")
    )


def test_the_feelings_are_the_catalogues() -> None:
    labels = [choice.label for choice in SHARED.lists["emotions"].choices]
    assert labels == [
        "calm", "warm", "proud", "relieved", "hopeful", "moved", "curious", "amused", "unsure",
        "tense", "worried", "scared", "angry", "irritated", "disgusted", "ashamed", "guilty",
        "sad", "hurt", "helpless", "flat/numb", "exhausted", "something else", "can't tell yet",
    ]  # fmt: skip


LINES = [
    ("after-shift", "heavy", "min_label", "not at all"),
    ("after-shift", "heavy", "max_label", "as heavy as it gets"),
    ("emotional-impact", "someone_elses", "help", "Skip if this makes no sense today."),
    ("restorative", "company", "help", "No names needed."),
    (
        "relationship-dynamics", "not_seen", "notice",
        ("What you write could be asked for. If a line has been crossed, or you are being "
        "pressured, talk to someone today."),
    ),
    (
        "dilemma", "not_told", "notice",
        ("What you write could be asked for. If a line has been crossed, or you are being "
        "pressured, talk to someone today."),
    ),
    (
        "formulation", "seen_heard", "help",
        "Only what you need. History belongs in the record.",
    ),
    (
        "free", "record", "text",
        ("Is there anything here that should be in the case record, incident log or "
        "safeguarding route?"),
    ),
    (
        "free", "record_next", "notice",
        ("This journal can't pass it on. Put it in the proper system, or tell the manager on "
        "duty or on call."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("template", "question", "part", "words"), LINES)
def test_other_lines_are_the_catalogues(
    template: str, question: str, part: str, words: str
) -> None:
    assert getattr(LIBRARY.get(template).question(question), part) == words


BANNERS = {
    "critical-incident": "A feeling or a worry is enough. What happened goes in the incident "
    "report. If there may be an investigation or inquest, what you write here could be asked for.",
    "after-loss": "You don't have to write. A death or serious harm will be looked into; facts "
    "go in the report.",
    "formulation": "A working idea, not an assessment. Decisions go in the record, not here.",
}


@pytest.mark.parametrize(("id_", "banner"), BANNERS.items())
def test_banners(id_: str, banner: str) -> None:
    assert LIBRARY.get(id_).banner == banner


@EACH
def test_every_scale_has_words_at_both_ends(each: Template) -> None:
    for question in each.questions:
        if question.type == "scale":
            assert question.min_label, question.id
            assert question.max_label, question.id
            assert (question.min, question.max) == (0, 10), question.id


@EACH
def test_cant_tell_is_always_there_where_people_judge(each: Template) -> None:
    for question in each.questions:
        if question.choices and question.id not in NEEDS_NO_CANT_TELL:
            ids = {choice.id for choice in question.choices}
            assert ids & {"cant_tell", "not_sure", "rather_not_say"}, question.id


@EACH
def test_feelings_are_up_to_five(each: Template) -> None:
    for question in each.questions:
        if question.type == "emotions":
            assert question.up_to == 5, question.id
            assert question.choices == SHARED.lists["emotions"].choices


@EACH
def test_the_record_nudge_comes_last_wherever_something_is_told(each: Template) -> None:
    last = [question.role for question in each.questions][-2:]
    assert (last == ["record", "record_next"]) is (each.id not in WITHOUT_NUDGE)


@EACH
def test_each_says_whose_ideas_it_rests_on(each: Template) -> None:
    assert all((each.framework, each.attribution, each.occasion, each.purpose))
    assert each.group != "own"


def test_more_frameworks_are_the_two() -> None:
    more = [each.id for each in LIBRARY.all() if each.group == "more"]
    assert more == ["structured-reflection", "seven-eyed"]


def test_support_stands_on_top_of_two_pages() -> None:
    on_top = {each.id for each in LIBRARY.all() if each.support_on_top}
    assert on_top == {"critical-incident", "after-loss"}


def test_scales_of_distress_are_known_by_their_role() -> None:
    scales = {
        (each.id, question.id)
        for each in LIBRARY.all()
        for question in each.questions
        if question.role in DISTRESS_ROLES
    }
    assert scales == {
        ("after-shift", "heavy"),
        ("emotional-impact", "strength_then"),
        ("emotional-impact", "strength_now"),
        ("critical-incident", "heavy"),
    }


def test_a_page_after_a_loss_has_no_scale_and_stays_out_of_charts() -> None:
    each = LIBRARY.get("after-loss")
    assert "scale" not in {question.type for question in each.questions}
    quiet = each.with_role("quiet")
    assert quiet is not None
    assert quiet.default is True


def test_the_page_on_discrimination_names_its_routes() -> None:
    want = LIBRARY.get("treated-differently").question("want")
    assert want is not None
    assert [route.id for route in want.routes] == ["staff_network", "union", "hr", "speaking_up"]


def test_the_groups_two_pages_share_no_question_but_the_date() -> None:
    facilitator = {question.id for question in LIBRARY.get("group-session").questions}
    member = {question.id for question in LIBRARY.get("group-member").questions}
    assert facilitator & member == {"session_date"}


def all_words(each: Template) -> list[str]:
    words = [each.title, each.purpose, each.occasion, each.banner]
    for question in each.questions:
        words += [question.text, question.help, question.notice]
        words += [choice.label for choice in question.choices]
    return [*words, *(followup.message for followup in each.followups)]


@EACH
def test_no_word_labels_a_person_or_lays_blame(each: Template) -> None:
    refused = re.compile(
        r"\b(offenders?|PD|clients?|patients?|manipulat\w+|difficult|should have|fault|blame|"
        r"confidential|anonymis\w+|safe to share|mistakes?)\b",
        re.IGNORECASE,
    )
    for words in all_words(each):
        assert not refused.search(words), words


def syllables(word: str) -> int:
    """Roughly how many; a silent final e is left out."""
    word = re.sub(r"[^a-z]", "", word.lower())
    found = len(re.findall(r"[aeiouy]+", word))
    return max(1, found - (word.endswith("e") and not word.endswith("le") and found > 1))


def reading_age(texts: list[str]) -> float:
    """Flesch-Kincaid grade plus five: about the age at which it reads easily."""
    sentences = [part for text in texts for part in re.split(r"[.?!:;]+\s*", text) if part.strip()]
    words = [word for part in sentences for word in re.findall(r"[A-Za-z'’]+", part)]
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59 + 5


@EACH
def test_questions_read_easily_at_twelve(each: Template) -> None:
    asked = [question.text for question in each.questions if not question.block]
    assert reading_age(asked) <= 12, each.id
