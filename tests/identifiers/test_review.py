"""Helpers of a review: groups, what meets, replacing."""

from __future__ import annotations

from reflect_app.identifiers import TYPES, find
from reflect_app.identifiers.review import groups, label, meeting, replace_everywhere, replace_here

TEXT = "He is 34, from Barnsley. Darren’s phone is 07700 900318. Kearney: civil."


def test_groups_put_likely_before_check_and_names_first() -> None:
    made = groups(find(TEXT))
    tiers = [group.tier for group in made]
    assert tiers == sorted(tiers, key=("likely", "check").index)
    assert made[0].type == "PERSON"
    assert sum(len(group.spans) for group in made) == len(find(TEXT))


def test_every_type_has_a_label_in_words() -> None:
    assert all(label(kind) and label(kind) != kind for kind in TYPES)


def test_several_things_that_name_nobody_alone_meet() -> None:
    met = meeting(TEXT, find(TEXT))
    assert met is not None
    assert met.kinds == ("AGE", "PLACE")
    assert "an age and a place" in met.sentence
    assert meeting("He is 34.", find("He is 34.")) is None


def test_a_rare_event_counts_as_one_of_them() -> None:
    text = "He is 34 and it was in the papers."
    met = meeting(text, find(text))
    assert met is not None
    assert met.kinds == ("AGE", "EVENT")


def test_nothing_is_called_safe_or_anonymised() -> None:
    met = meeting(TEXT, find(TEXT))
    assert met is not None
    words = met.sentence.lower() + " ".join(label(kind) for kind in TYPES).lower()
    assert "safe" not in words
    assert "anonym" not in words


def test_replacing_here_leaves_the_possessive_and_the_rest() -> None:
    span = next(s for s in find(TEXT) if s.text == "Darren")
    done = replace_here(TEXT, span, "Copper")
    assert "Copper’s phone" in done.text
    assert [(c.old, c.new) for c in done.changes] == [("Darren", "Copper")]


def test_replacing_everywhere_takes_every_spelling_and_part() -> None:
    text = "Marcus Whitlock’s dog. MARCUS cried. re whitlock. Markus slept."
    done = replace_everywhere(text, "Marcus Whitlock", "Copper", variants=["Markus"])
    assert done.text == "Copper’s dog. Copper cried. re Copper. Copper slept."
    assert [text[c.start : c.end] for c in done.changes] == [c.old for c in done.changes]


def test_a_word_that_is_only_a_word_stays() -> None:
    done = replace_everywhere("Will said he will. Will you?", "Will", "Copper")
    assert done.text == "Copper said he will. Will you?"
