"""One's own prompts that leave, in a pack or as a blank sheet: looked at first, like an answer.

"How was Darren?" names him, though nobody has answered it yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reflect_app.core.clock import Clock
from reflect_app.core.prompts import Template
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.document import Document, Paragraph, Section
from reflect_app.services.copying_out import OwnPrompt
from reflect_app.services.names import NamesService
from reflect_app.services.own_prompts import pointed_rest
from reflect_app.services.pack_choice import Swap
from reflect_app.services.packs import PackPreview
from reflect_app.services.pointed import pointed_in
from reflect_app.services.prompt_words import TITLE, ProgramWords, every_wording, is_own
from reflect_app.services.swapping import Swapping
from reflect_app.words import tr

_TITLE = "title"


@dataclass(frozen=True, slots=True)
class PromptsPreview(PackPreview):
    """As of a pack, with the prompts and the title of their pack as they would leave."""

    templates: tuple[Template, ...] = field(kw_only=True)
    swaps: tuple[Swap, ...] = ()
    title: str = ""


class PromptsOut:
    """Looks at the prompts of one unlocked vault before they leave."""

    def __init__(self, names: NamesService, program: ProgramWords, clock: Clock) -> None:
        self._names = names
        self._program = program
        self._clock = clock

    def preview(
        self, templates: Iterable[Template], swaps: Sequence[Swap] = (), title: str = ""
    ) -> PromptsPreview:
        """Every word that would leave, and what in it could point to someone. Writes nothing."""
        ready, finder = Swapping(swaps), self._names.finder()
        worded = tuple(reworded(template, ready) for template in templates)
        said = ready.beside(_TITLE, "", title)
        own = [(each, self._texts(each)) for each in worded]
        found = [
            *pointed_in(said, finder, ready, field=_TITLE),
            *pointed_rest([(one, one.texts) for _, one in own], finder, ready),
        ]
        sections = tuple(
            Section(
                template.title, tuple(Paragraph(text) for part, text in one.texts if part != TITLE)
            )
            for template, one in own
        )
        made = self._clock.now().date().isoformat()
        document = Document(said or tr("Prompts"), made, sections)
        return PromptsPreview(
            (), tuple(found), document, templates=worded, swaps=tuple(swaps), title=said
        )

    def _texts(self, template: Template) -> OwnPrompt:
        texts = every_wording(template) if is_own(template) else ()
        own = tuple(each for each in texts if each[1] not in self._program.texts)
        return OwnPrompt(_name(template), template, own)


def reworded(template: Template, swaps: Swapping) -> Template:
    """A prompt as it leaves: those of the program as they are."""
    return swaps.wording(_name(template), template, ()) if is_own(template) else template


def refuse_unreviewed(preview: PromptsPreview, *, reviewed: bool = False) -> None:
    """Raise where something could point to someone and nobody said that it may stay.

    Raises:
        InvalidInputError: code `identifiers-found`.
    """
    if not reviewed and preview.identifiers:
        raise InvalidInputError(
            tr("Words of these prompts could point to other people, so nothing was written."),
            tr("Change the prompt, put other words in what leaves, or say that they may stay."),
            code="identifiers-found",
        )


def _name(template: Template) -> str:
    return f"{template.id}@{template.version}"
