"""What answers bring up, on a terminal: said once, under the answer it hangs on, never in the way.

The page shows the same offers. What they do is one key there and one line here; an empty line
goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reflect_app.cli.console import Console
from reflect_app.core.entries import Answers
from reflect_app.core.followups import Offer
from reflect_app.core.prompts import DISTRESS_ROLES, Template
from reflect_app.core.prompts.model import Button, Choice, meets_in
from reflect_app.words import tr

if TYPE_CHECKING:
    from reflect_app.services.support import SupportLine


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the questions of a page: `offers` says what applies to the answers so
    far, `titles` gives the name of every template that is here, by its id."""

    support: Sequence[SupportLine]
    offers: Callable[[Answers], Sequence[Offer]]
    titles: Mapping[str, str]


class Offering:
    """The offers of one page. `stopped` is set where the person wants to carry on later;
    `marked` and `marked_questions` are what they took up. Where nobody `asks`, what could be
    taken up is left out."""

    def __init__(
        self, console: Console, template: Template, around: Around, answers: dict[str, Any],
        *, asks: bool = True,
    ) -> None:  # fmt: skip
        self._asks = asks
        self._console = console
        self._template = template
        self._around = around
        self._answers = answers
        self._asked: set[str] = set()
        self._said: set[str] = set()
        self._told = template.support_on_top
        self._hangs = _looked_at(template)
        self.stopped = False
        self.marked = False
        self.marked_questions: list[str] = []
        if self._told:
            self._console.note("\n" + tr("People who are there, now or later"))
            self._list_support()

    def after(self, question: str) -> None:
        """Say what applies now that this question was asked, whatever was answered."""
        self._asked.add(question)
        if question in self._hangs:
            self._look(self._asked)

    def at_the_end(self) -> None:
        """Say what hangs on a question that was never asked, or on a later one too."""
        self._look(self._hangs)

    def _look(self, asked: set[str]) -> None:
        for offer in self._around.offers(self._answers):
            # The page has one support strip at most, whichever answer brought it up.
            name = offer.kind if offer.kind == "support" else offer.id
            if offer.after in asked and name not in self._said and not self.stopped:
                self._said.add(name)
                if self._asks or not (offer.buttons or offer.kind == "offer-mark"):
                    self._show(offer)

    def _show(self, offer: Offer) -> None:
        if offer.message:
            self._console.note("\n" + offer.message)
        if offer.routes:
            self._console.note(turn_to(offer.routes))
        if offer.support and not self._told:
            self._told = True
            self._list_support()
        for name in offer.templates:
            if title := self._around.titles.get(name):
                words = tr("To open “{title}”: {command}")
                command = f"reflect write {name}"
                self._console.note("  " + words.format(title=title, command=command))
        if offer.kind == "offer-mark":
            self._offer_mark(offer.mark)
        if offer.buttons:
            self._offer_buttons(offer.buttons)

    def _list_support(self) -> None:
        for line in self._around.support:
            words = " · ".join(filter(None, (line.name, line.contact, line.note)))
            self._console.note("  " + words)

    def _offer_mark(self, question: str) -> None:
        asked = self._template.with_role("mark")
        if not question and asked and self._answers.get(asked.id) is True:
            return
        words = tr("Mark it to bring? yes or no; an empty line goes on.")
        while typed := self._console.ask("  " + words).strip():
            try:
                wanted = said_yes(typed)
            except ValueError:
                self._does_not_fit()
                continue
            if wanted:
                self._mark(question)
            return

    def _mark(self, question: str) -> None:
        if question:
            self.marked_questions.append(question)
            return
        self.marked = True
        asked = self._template.with_role("mark")
        if asked:
            self._answers[asked.id] = True

    def _offer_buttons(self, buttons: Sequence[Button]) -> None:
        lines = [f"  {place}  {self._words(way)}" for place, way in enumerate(buttons, 1)]
        lines.append("  " + tr("A number; an empty line goes on."))
        while typed := self._console.ask("\n".join(lines)).strip():
            if typed.isdecimal() and 1 <= int(typed) <= len(buttons):
                self._press(buttons[int(typed) - 1])
                return
            self._does_not_fit()

    def _press(self, way: Button) -> None:
        if way.do == "save-and-lock":
            self.stopped = True
        elif way.do == "answer":
            self._answers[way.question] = way.choice

    def _words(self, way: Button) -> str:
        if way.do == "save-and-lock":
            return tr("Save and lock")
        if way.do == "carry-on":
            return tr("Carry on")
        question = self._template.question(way.question)
        choice = question.choice(way.choice) if question else None
        return choice.label if choice else way.choice

    def _does_not_fit(self) -> None:
        self._console.note(tr("That does not fit this question."))


def turn_to(routes: Sequence[Choice]) -> str:
    """Whom a question or an offer names, in one line."""
    names = " · ".join(route.label for route in routes)
    return tr("You could turn to: {routes}").format(routes=names)


def said_yes(typed: str) -> bool:
    """Whether a yes was typed, in English or Welsh.

    Raises:
        ValueError: it is neither a yes nor a no.
    """
    wanted = typed.strip().casefold()
    if wanted in ("y", "yes", tr("yes"), "ydw", "oes", "ie"):
        return True
    if wanted in ("n", "no", tr("no"), "na", "nac oes"):
        return False
    raise ValueError(wanted)


def _looked_at(template: Template) -> set[str]:
    """The questions whose answers can bring something up."""
    heavy = {question.id for question in template.questions if question.role in DISTRESS_ROLES}
    named = {test.question for followup in template.followups for test in meets_in(followup.when)}
    return heavy | named
