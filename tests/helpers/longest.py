"""The longest that people plausibly write, so that nothing is cut off when they do.

Long names, titles and tags, double surnames, an answer of 1,200 words, words of the length that
Welsh and place names have. All of it made up.
"""

from __future__ import annotations

from dataclasses import replace

from reflect_app.core.entries import Answer, EntryInput
from reflect_app.core.prompts import Question, Template
from reflect_app.services.journal import Journal
from reflect_app.services.templates import built_in

PLACE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
PEOPLE = (
    "the quiet one on the second landing by the laundry room",
    "Blackberry-Winter-Morning",
    "Heron",
    PLACE,
)
SUPERVISOR = "Professor Wilhelmina Featherstonehaugh-Cholmondeley of Abergwyngregyn"
GROUP = "Reflective group for night staff, sleep-in staff and relief workers, North and West"
TITLE = "What happened on the second landing while both of us were already late for handover"
TAGS = (
    "boundaries", "endings", "handover", "team", "nights", "lone working", "key work", "training",
    "what I would have liked to say", "antidisestablishmentarianism", "moving on", PLACE[:40],
)  # fmt: skip
LINE = f"The longest line that anybody would leave here, about {PLACE} and all that came of it"
_WORDS = (
    "the night was long and we sat with our tea until he came down to talk again and nobody"
    " in the whole of the house had slept"
).split()


def text(words: int) -> str:
    """So many words, in paragraphs of a hundred."""
    made = [_WORDS[place % len(_WORDS)] for place in range(words)]
    return "\n\n".join(" ".join(made[begin : begin + 100]) for begin in range(0, words, 100))


def answer(question: Question, words: int) -> Answer:
    """A full answer to one question."""
    picks = [choice.id for choice in question.choices]
    row: dict[str, str] = {field.id: LINE for field in question.fields}
    if question.id == "attendance":
        row = {"member": PEOPLE[0], "there": "part"}
    answers: dict[str, Answer] = {
        "text": LINE,
        "long_text": text(words),
        "scale": int(question.max if question.max is not None else 10),
        "number": int(question.max if question.max is not None else 120),
        "choice": max(question.choices, key=lambda choice: len(choice.label)).id if picks else "",
        "multi_choice": [pick for pick in picks if pick not in {"none", "cant_tell", "nothing"}],
        "emotions": picks[: question.up_to or 5],
        "people": list(PEOPLE[:3]),
        "date": "2026-11-28",
        "shift": {"start": "2026-03-11T21:45", "kind": "sleep-in"},
        "yes_no": True,
        "actions": [{"text": LINE, "owner": SUPERVISOR, "due": "2026-11-28"}] * 2,
        "options": [row] * 2,
    }
    return answers[question.type]


def answers(template: Template, words: int = 60) -> dict[str, Answer]:
    """A full answer to every question that can be answered without a vault around it."""
    return {
        question.id: answer(question, words)
        for question in template.questions
        if question.role not in {"bring", "mark", "record", "record_next"}
    }


def fill(journal: Journal, day: str = "2026-03") -> None:
    """Write it all into a journal. `day` is the month that it happens in."""
    for person in PEOPLE:
        journal.people.add(person)
    library = built_in()
    for number, template in enumerate(library.all(), 1):
        given = answers(template, 1_200 if template.id == "what-so-what" else 60)
        at = f"{day}-{1 + number % 11:02}T08:{number:02}:00+00:00"
        journal.entries.write(EntryInput(template.id, given, at, tags=TAGS, marked=number % 3 == 0))
    _title(journal, day)
    meeting = journal.sessions.add(SUPERVISOR, f"{day}-28T14:00", minutes=90, role="both")
    journal.sessions.bring(meeting.id, LINE)
    journal.agreements.add(SUPERVISOR)
    group = journal.groups.add(GROUP)
    journal.groups.describe(group.id, GROUP, [(name, GROUP[:70]) for name in PEOPLE], text(80))
    journal.prompt_editor.duplicate("dilemma", TITLE)
    draft = journal.drafts.start("free")
    journal.drafts.save(replace(draft, answers={"title": TITLE, "page": text(60)}))
    journal.entries.delete(journal.entries.write(EntryInput("free", {"title": TITLE})).id)


def _title(journal: Journal, day: str) -> None:
    page = {"title": TITLE, "page": text(1_200)}
    id_ = journal.entries.write(EntryInput("free", page, f"{day}-12T07:00:00+00:00", tags=TAGS)).id
    journal.entries.edit(id_, {"page": text(900) + " " + PLACE})
