"""Documents for tests: a believable pack, and random ones with hard text."""

from __future__ import annotations

from hypothesis import strategies as st

from reflect_app.core.charts import Bar, Chart, Line, Point, Spread
from reflect_app.core.charts import Table as ChartTable
from reflect_app.exporting.document import (
    Action,
    Actions,
    Agenda,
    AgendaItem,
    AnswerBlock,
    Choices,
    Document,
    EntryRef,
    Fact,
    Graph,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Question,
    ScaleAnswer,
    Section,
    Table,
)

HARD_TEXTS = (
    "*stars* _lines_ `code` ~~gone~~ **bold** __bold__",
    "# not a heading\n## nor this\n- not a list\n+ nor this\n1. nor this\n2) nor this",
    "> not a quote\n---\n===\n***\n```\nfenced\n```\n~~~\n    indented\n\ttabbed",
    "[a link](https://example.org) ![picture](x.png) <https://example.org> www.example.org",
    "mail somebody@example.org &amp; &lt;b&gt; &#42; <b>bold</b> <script>alert(1)</script>",
    "a | b\n--- | ---\nc | d\n\ne | f\n:--|--:\ng | h\n\ni | j\n|-|-|\nk | l",
    '#set text(red) $x^2$ @label // note /* note */ #sys.inputs \\u{1F600} #include "/etc/passwd"',
    "{{ 7 * 7 }} {% raw %} {# note #} %s {0} ${HOME}",
    "trailing two spaces  \nand a backslash\\\nend",
    "Ŵ ŵ Ŷ ŷ â ê î ô û ẁ ẃ ẅ: Dw i wedi blino'n lân, ond roedd hi'n shifft dda.",
    "Ẹ kú iṣẹ́ o, ọ̀rẹ́ mi. Ó dàbọ̀. ẸNI Ẹ́ Ọ̀ ọ̀ọ̀",
    "Tired 😮‍💨 but 😀 fine 👍🏽 👩‍👧 ☎️ ❤️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇬🇧 1️⃣ 🤷🏾‍♀️",
    "كان الليل طويلاً، لكن الفريق كان حاضراً.",
    "שלום, זה היה לילה ארוך.",
    "She said مرحبا and then שלום, twice.",
    "中文名字 李小龍, 山田さん, 김철수, สวัสดี, हिन्दी",
    "zero\u200bwidth \u202eoverride\u202c soft\u00adhyphen \ue000private \x07bell",
    "“Quoted” ‘single’ – dash — dash … ellipsis № ½ → ✓ €",
    "word" * 60,
    "  leading\n    more leading   \n\n\n\nafter three empty lines",
)


def pack(entries: int = 3, paragraphs: int = 1, text: str = "") -> Document:
    """A pack as the services make it, each entry with every kind of answer."""
    words = text or (
        "The night was long. Two people could not settle, and I found myself going back to "
        "the office more often than I needed to.\n\nLater we talked about football; it helped."
    )
    sections = [
        Section(
            "Agenda",
            (
                Agenda(
                    (
                        AgendaItem("After-shift check-in, 3 November 2026", (), "e0"),
                        AgendaItem("Relationship dynamics, 4 November 2026", ("The door",), "e1"),
                    )
                ),
            ),
        )
    ]
    sections += [_entry(number, "\n\n".join([words] * paragraphs)) for number in range(entries)]
    return Document(
        title="Supervision pack",
        made="2026-11-12",
        sections=tuple(sections),
        subtitle="Thursday 12 November 2026",
        facts=(Fact("Entries", str(entries)),),
        notes=("Use this for your learning. Risk and incidents go in the proper record.",),
        footer="Private. If found, please hand to the duty manager, unread.",
        contents=entries > 6,
    )


def _entry(number: int, words: str) -> Section:
    return Section(
        f"After-shift check-in, {number + 1} November 2026",
        (
            Question(
                "heavy",
                "How heavy does it feel now?",
                (ScaleAnswer(7, 0, 10, "not at all", "as heavy as it gets"),),
                7,
            ),
            Question("feelings", "Which words fit?", (Choices(("tense", "hopeful")),), ["a", "b"]),
            Question("contact", "Contact felt:", (Choices(("mostly settled",)),), "settled"),
            Question("leave", "What would you like to leave here?", (Paragraph(words),), words),
            Question(
                "do",
                "What will each of us do?",
                (Actions((Action("Ring the manager", "Me", "Friday 6 November 2026"),)),),
                [{"text": "Ring the manager", "owner": "Me", "due": "2026-11-06"}],
            ),
            Question(
                "options",
                "What could you do?",
                (Table(("Option", "Good"), (("Say it", "clear"), ("Wait", "")), "Two ways"),),
                [{"option": "Say it", "good": "clear"}, {"option": "Wait", "good": ""}],
            ),
        ),
        EntryRef(
            f"e{number}",
            "after-shift",
            "After-shift check-in",
            ("Night shift from Monday 2 November 2026, 21:30",),
            marked=number == 0,
        ),
    )


_ODD = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40
)
_MARKUP = st.text(st.sampled_from("ab1 .)(*_`~[]<>#+-=|&;:@!\\/\n\t'\"x{}%$"), max_size=40)
texts = st.one_of(st.sampled_from(HARD_TEXTS), _MARKUP, _ODD)
plain_texts = st.text(st.sampled_from("abcdefgh ijkl.'\n"), min_size=1, max_size=60)


def blocks(words: st.SearchStrategy[str]) -> st.SearchStrategy[AnswerBlock]:
    """Any kind of answer."""
    pair = st.tuples(words, words)
    return st.one_of(
        st.builds(Paragraph, words),
        st.builds(
            lambda value, low, high: ScaleAnswer(value, 0, 10, low, high),
            st.integers(0, 10),
            words,
            words,
        ),
        st.builds(Choices, st.lists(words, min_size=1, max_size=4).map(tuple)),
        st.builds(
            Actions,
            st.lists(st.builds(Action, words, words, words), min_size=1, max_size=3).map(tuple),
        ),
        st.builds(Table, pair, st.lists(pair, min_size=1, max_size=3).map(tuple), words),
        st.builds(Note, words, words),
    )


def graphs(words: st.SearchStrategy[str]) -> st.SearchStrategy[Graph]:
    """Charts of every kind, drawn or too small to draw."""
    values = st.integers(0, 10)
    days = st.integers(1, 28).map(lambda day: f"2026-11-{day:02d}")
    points = st.lists(st.builds(Point, days, values), min_size=1, max_size=8).map(tuple)
    spread = st.tuples(values, values, values).map(sorted)
    rows = st.lists(st.tuples(words, words), max_size=2).map(tuple)
    return st.builds(
        lambda kind, title, summary, note, rows, points, label, three: Graph(
            Chart(
                "x", kind, title, len(points), summary, ChartTable(("Day", "Score"), rows),
                lines=(Line("a", label, points), Line("b", label, points[:2])),
                bars=(Bar("a", label, 3), Bar("b", label, 12)),
                spreads=(Spread("n", label, 9, *three),), notes=(note,),
            )
        ),
        st.sampled_from(("lines", "bars", "spreads")),
        words, words, words, rows, points, words, spread,
    )  # fmt: skip


def documents(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Document]:
    """Random documents with every kind of block."""
    answers = blocks(words)
    question = st.builds(
        Question,
        st.sampled_from(("heavy", "energy", "leave")),
        words,
        st.lists(answers, min_size=1, max_size=2).map(tuple),
        st.one_of(words, st.integers(0, 10), st.booleans()),
    )
    agenda = st.builds(
        Agenda,
        st.lists(
            st.builds(AgendaItem, words, st.lists(words, max_size=2).map(tuple)), min_size=1
        ).map(tuple),
    )
    block = st.one_of(
        question,
        answers,
        agenda,
        st.builds(Heading, st.integers(1, 5), words),
        graphs(words),
        st.just(PageBreak()),
    )
    entry = st.builds(
        EntryRef,
        st.sampled_from(("e1", "e2", "e3")),
        st.just("after-shift"),
        words,
        st.lists(words, max_size=2).map(tuple),
        st.booleans(),
    )
    section = st.builds(
        Section,
        words,
        st.lists(block, max_size=4).map(tuple),
        st.one_of(st.none(), entry),
    )
    return st.builds(
        Document,
        title=words.filter(lambda text: bool(text.strip())),
        made=st.just("2026-11-12"),
        sections=st.lists(section, max_size=3).map(tuple),
        language=st.sampled_from(("en-GB", "cy")),
        subtitle=words,
        facts=st.lists(st.builds(Fact, words, words), max_size=2).map(tuple),
        notes=st.lists(words, max_size=2).map(tuple),
        footer=words,
        contents=st.booleans(),
    )
