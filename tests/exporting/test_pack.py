from __future__ import annotations

import gettext
import io
import json
import random
import zipfile
from collections.abc import Iterator

import pikepdf
import pytest

from reflect_app import words
from reflect_app.core.entries import Answer, Comment, Entry, Shift
from reflect_app.core.prompts import Choice, Field, Question, Template
from reflect_app.exporting.document import Action, Actions, Agenda, Document
from reflect_app.exporting.pack import Chosen, PackContent, supervision_pack
from reflect_app.exporting.pdf.text import read_text
from reflect_app.exporting.word.reading import read_text as read_word
from reflect_app.exporting.writers import writer_for

CHOICES = (Choice("easy", "fairly easy"), Choice("hard", "rather hard"))
TEMPLATE = Template(
    id="made-up",
    version=1,
    title="Made-up page",
    purpose="",
    minutes=3,
    questions=(
        Question("name", "text", "What is it called?", role="title"),
        Question("page", "long_text", "What happened?"),
        Question("heavy", "scale", "How heavy is it?", min=0, max=10, min_label="light"),
        Question("hours", "number", "How many hours?"),
        Question("contact", "choice", "How was it?", choices=CHOICES),
        Question("feelings", "emotions", "Which words fit?", choices=CHOICES),
        Question("people", "people", "Who was there?"),
        Question("day", "date", "Which day?"),
        Question("shift", "shift", "Which shift?"),
        Question("bring_it", "yes_no", "Bring this?"),
        Question("do", "actions", "What will you do?"),
        Question(
            "ways",
            "options",
            "What could you do?",
            fields=(Field("option", "Option"), Field("good", "Good")),
        ),
    ),
)


def canary(entry: int, part: str) -> str:
    """A word that stands nowhere else, for one part of one entry."""
    return f"canary{entry:03d}{part}end"


def entry_of(number: int, answers: dict[str, Answer] | None = None, **more: object) -> Entry:
    full: dict[str, Answer] = {
        "name": canary(number, "name"),
        "page": f"Before {canary(number, 'page')}\nthen after.\n\nMore.",
        "heavy": 7,
        "hours": 2.5,
        "contact": "hard",
        "feelings": ["easy", "hard"],
        "people": [canary(number, "person")],
        "day": "2026-11-03",
        "shift": {"start": "2026-11-02T21:30", "kind": "night"},
        "bring_it": True,
        "do": [{"text": canary(number, "do"), "owner": "Me", "due": "2026-11-06"}],
        "ways": [{"option": canary(number, "way"), "good": ""}],
    }
    fields: dict[str, object] = {
        "tags": (canary(number, "tag"),),
        "people": (canary(number, "person"),),
        "comments": (Comment("page", canary(number, "comment"), "M.", "2026-11-04T10:00:00Z"),),
    }
    return Entry(
        f"entry{number:03d}",
        "made-up",
        1,
        3,
        "2026-11-03T07:34:00+00:00",
        f"2026-11-{number % 28 + 1:02d}T05:00:00+00:00",
        Shift("2026-11-02T21:30", "night", "Europe/London"),
        full if answers is None else answers,
        **{**fields, **more},  # type: ignore[arg-type]
    )


def pack_of(*chosen: Chosen, **more: object) -> Document:
    return supervision_pack(PackContent(chosen, "2026-11-12", **more))  # type: ignore[arg-type]


def asked(document: Document) -> list[tuple[str, str]]:
    return [(entry, question.field) for entry, question in document.questions()]


class TestContent:
    def test_answers_stand_under_their_questions_in_the_templates_order(self) -> None:
        document = pack_of(Chosen(entry_of(1), TEMPLATE))
        assert asked(document) == [("entry001", question.id) for question in TEMPLATE.questions]
        markdown = writer_for("md").write(document).decode()
        for line in (
            "## Made-up page, 2 November 2026",
            "Night shift from Monday 2 November 2026, 21:30",
            "### How heavy is it?\n\n7 out of 10",
            "### How many hours?\n\n2.5",
            "### How was it?\n\nrather hard",
            "- fairly easy\n- rather hard",
            "### Which day?\n\nTuesday 3 November 2026",
            "### Bring this?\n\nYes",
            f"| {canary(1, 'do')} | Me | Friday 6 November 2026 |",
            f"| Option | Good |\n| --- | --- |\n| {canary(1, 'way')} |  |",
        ):
            assert line in markdown, line

    def test_only_what_was_chosen_is_in_it_in_the_order_of_the_entries(self) -> None:
        document = pack_of(
            Chosen(entry_of(2), TEMPLATE, frozenset({"page", "heavy"})),
            Chosen(entry_of(1), TEMPLATE, frozenset({"do"})),
        )
        assert asked(document) == [
            ("entry002", "page"),
            ("entry002", "heavy"),
            ("entry001", "do"),
        ]

    def test_the_shift_leaves_as_an_answer_and_not_otherwise(self) -> None:
        one = writer_for("md").write(pack_of(Chosen(entry_of(1), TEMPLATE))).decode()
        assert one.count("Night shift") == 1
        none = pack_of(Chosen(entry_of(1), TEMPLATE, frozenset({"page"})))
        assert "Night shift" not in writer_for("md").write(none).decode()

    def test_an_entry_with_nothing_chosen_is_not_even_named(self) -> None:
        document = pack_of(
            Chosen(entry_of(1), TEMPLATE, frozenset()),
            Chosen(entry_of(2), TEMPLATE, frozenset({"no_such_question"})),
            Chosen(entry_of(3, {"page": "", "feelings": []}), TEMPLATE),
        )
        assert document.entries() == ()
        assert document.facts[-1].value == "0"

    def test_the_cover_is_neutral_until_somebody_is_named(self) -> None:
        chosen = Chosen(entry_of(1), TEMPLATE)
        plain = pack_of(chosen)
        assert plain.title == "Supervision pack"
        assert [fact.label for fact in plain.facts] == ["Entries"]
        named = pack_of(chosen, writer="J., Elm House", reader="M.", title="For Monday")
        assert named.title == "For Monday"
        assert [(fact.label, fact.value) for fact in named.facts[:2]] == [
            ("From", "J., Elm House"),
            ("For", "M."),
        ]
        assert "Risk and incidents go in the proper record." in plain.notes[-1]
        assert plain.footer == "Private. If found, please hand to the duty manager, unread."

    def test_the_agenda_is_what_was_marked_and_tells_no_answer(self) -> None:
        document = pack_of(
            Chosen(entry_of(1), TEMPLATE),
            Chosen(entry_of(2, marked=True), TEMPLATE),
            Chosen(entry_of(3, marked_questions=("page", "heavy")), TEMPLATE, frozenset({"page"})),
            Chosen(entry_of(4, marked=True), TEMPLATE, frozenset()),
        )
        agenda = document.sections[0].blocks[0]
        assert isinstance(agenda, Agenda)
        assert [(item.text, item.lines, item.entry) for item in agenda.items] == [
            ("Made-up page, 3 November 2026", (), "entry002"),
            ("Made-up page, 4 November 2026", ("What happened?",), "entry003"),
        ]

    def test_without_a_mark_there_is_no_agenda(self) -> None:
        document = pack_of(Chosen(entry_of(1), TEMPLATE))
        assert [section.title for section in document.sections] == ["Made-up page, 2 November 2026"]

    def test_open_actions_come_before_the_entries(self) -> None:
        actions = (Action("Ask about nights", "Me", "2026-11-20"),)
        document = pack_of(Chosen(entry_of(1), TEMPLATE), actions=actions)
        assert document.sections[0].blocks == (
            Actions((Action("Ask about nights", "Me", "Friday 20 November 2026"),)),
        )

    def test_a_long_pack_has_a_contents_list(self) -> None:
        chosen = [Chosen(entry_of(number), TEMPLATE) for number in range(7)]
        assert pack_of(*chosen).contents
        assert not pack_of(*chosen[:6]).contents

    def test_entries_that_are_brought_go_by_name_or_by_no_name(self) -> None:
        bring = Question(
            "bring",
            "options",
            "Which would you bring?",
            fields=(Field("entry", "Entry"), Field("why", "Why")),
            role="bring",
        )
        template = Template("prep", 1, "Preparation", "", 5, (bring,))
        rows: Answer = [{"entry": "entry001", "why": "a"}, {"entry": "entry999", "why": "b"}]
        document = pack_of(
            Chosen(entry_of(1), TEMPLATE), Chosen(entry_of(2, {"bring": rows}), template)
        )
        text = writer_for("md").write(document).decode()
        assert "| Made-up page, 2 November 2026 | a |" in text
        assert "| another entry | b |" in text

    def test_it_speaks_the_language_of_the_catalogue(self) -> None:
        class Welsh(gettext.NullTranslations):
            def gettext(self, message: str) -> str:
                return {"November": "Tachwedd", "Supervision pack": "Pecyn"}.get(message, message)

        words.use(Welsh())
        try:
            document = pack_of(Chosen(entry_of(1), TEMPLATE), language="cy")
        finally:
            words.use(gettext.NullTranslations())
        assert (document.title, document.language) == ("Pecyn", "cy")
        assert document.sections[0].title == "Made-up page, 2 Tachwedd 2026"


PARTS = {
    "name": "name",
    "page": "page",
    "people": "person",
    "do": "do",
    "ways": "way",
}
NEVER = ("tag", "comment")


def selections(count: int) -> Iterator[tuple[Document, list[str], list[str]]]:
    """Random choices: the pack, what must be in it in order, and what must not."""
    dice = random.Random(20261112)
    for _ in range(count):
        numbers = dice.sample(range(1, 400), dice.randint(1, 5))
        chosen: list[Chosen] = []
        there: list[str] = []
        absent: list[str] = []
        for number in numbers:
            everything = dice.random() < 0.1
            fields = {question.id for question in TEMPLATE.questions if dice.random() < 0.4}
            chosen.append(
                Chosen(
                    entry_of(number, marked=dice.random() < 0.5, marked_questions=("page", "name")),
                    TEMPLATE,
                    None if everything else frozenset(fields),
                )
            )
            for field, part in PARTS.items():
                taken = everything or field in fields
                (there if taken else absent).append(canary(number, part))
            absent += [canary(number, part) for part in NEVER]
        yield pack_of(*chosen), there, absent


def everything_in(name: str, data: bytes) -> str:
    """All the words in a file, those in packed parts too."""
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return "".join(container.read(part).decode() for part in container.namelist())
    if name == "pdf":
        with pikepdf.open(io.BytesIO(data)) as document:
            packed = [
                item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream)
            ]
        return read_text(data) + b"".join([data, *packed]).decode("latin-1")
    return data.decode()


def shown_in(name: str, data: bytes) -> str:
    """The words a reader sees, in order."""
    if name == "docx":
        return read_word(data)
    return read_text(data) if name == "pdf" else data.decode()


def check_words(name: str, data: bytes, there: list[str], absent: list[str]) -> None:
    """What must be there is there once and in this order; what must not is in no part of it."""
    text = shown_in(name, data)
    places = [text.find(word) for word in there]
    assert -1 not in places
    assert places == sorted(places)
    assert all(text.count(word) == 1 for word in there)
    whole = everything_in(name, data)
    assert not [word for word in absent if word in whole]


@pytest.mark.parametrize(
    ("name", "count"), [("json", 1000), ("md", 300), ("html", 300), ("docx", 15), ("pdf", 40)]
)
def test_what_was_chosen_is_there_once_in_order_and_nothing_else(
    name: str, count: int, request: pytest.FixtureRequest
) -> None:
    count = 1000 if request.config.getoption("--long") else count
    writer = writer_for(name)
    for document, there, absent in selections(count):
        data = writer.write(document)
        check_words(name, data, there, absent)


def test_json_fields_are_what_was_chosen() -> None:
    document = pack_of(
        Chosen(entry_of(1), TEMPLATE, frozenset({"heavy", "ways"})), Chosen(entry_of(2), TEMPLATE)
    )
    told = json.loads(writer_for("json").write(document))
    fields = [[field["id"] for field in entry["fields"]] for entry in told["entries"]]
    assert fields == [["heavy", "ways"], [question.id for question in TEMPLATE.questions]]
    assert told["entries"][1]["fields"][1]["value"] == entry_of(2).answers["page"]
