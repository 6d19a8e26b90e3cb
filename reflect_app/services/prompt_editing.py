"""Writing and changing prompts in the program: a form, a preview, a copy of a built-in one."""

from __future__ import annotations

import secrets

from reflect_app.core.changes import Saved
from reflect_app.core.prompts import Template, TemplateLibrary
from reflect_app.core.prompts.formjson import form_from_json, form_to_json
from reflect_app.core.prompts.forms import (
    Built,
    FormProblem,
    TemplateForm,
    built,
    copy_of,
    form_of,
    new_form,
    problems,
    unique,
)
from reflect_app.errors import InvalidInputError
from reflect_app.services.prompt_words import IN_WORK, title_of_copy
from reflect_app.services.templates import OWN_SERVICE, TemplateService
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.words import tr


class PromptEditor:
    """Use cases on the prompts that a writer makes, from one unlocked vault."""

    def __init__(
        self, templates: TemplateService, library: TemplateLibrary, settings: VaultSettings
    ) -> None:
        self._templates = templates
        self._library = library
        self._settings = settings

    def aside(self) -> TemplateForm | None:
        """The page that was left before it could be saved; None where there is none."""
        held = self._settings.get(IN_WORK)
        return form_from_json(held) if held else None

    def put_aside(self, form: TemplateForm | None) -> Saved:
        """Keep a page that does not fit yet, one at a time; None lets go of it."""
        return self._settings.set(IN_WORK, form_to_json(form) if form is not None else {})

    def new(self) -> TemplateForm:
        """An empty page to begin with."""
        return new_form()

    def form(self, id_: str) -> TemplateForm:
        """The page that shows a template on offer, which may be read-only (`is_own`)."""
        return form_of(self._templates.get(id_), self._library.shared)

    def blocks(self) -> tuple[tuple[str, str], ...]:
        """The shared questions that a page may take in whole: name, and the first question."""
        shared = self._library.shared.blocks.items()
        return tuple((name, block.questions[0].text) for name, block in shared)

    def is_own(self, id_: str) -> bool:
        """Whether the writer may change it here: made here, or added from a file without a key."""
        service = id_.partition(":")[0]
        held = self._templates.held(id_)
        return held is not None and self._templates.signer_of(service) is None

    def problems(self, form: TemplateForm) -> tuple[FormProblem, ...]:
        """What keeps the page from being saved, question by question."""
        return problems(form, self._library.shared, self._base(form))

    def preview(self, form: TemplateForm) -> Built:
        """The template the page would become, and the rules that would go. Saves nothing.

        Raises:
            TemplateError: see `problems`.
        """
        base = self._base(form)
        version = 1 if base is None else base.version
        return built(form, self._library.shared, form.id or self._fresh(), version, base)

    def save(self, form: TemplateForm) -> Template:
        """Offer the page's template; a changed one gets a new version, old answers keep theirs.

        Raises:
            InvalidInputError: something is left out, or the template is not the writer's own.
        """
        for problem in self.problems(form):
            raise InvalidInputError(
                problem.reason, tr("Nothing was saved. Change it and try again."), code="template"
            )
        base = self._base(form)
        found = self.preview(form).template
        if found == base:
            return found
        number = 0 if base is None else base.version
        while True:
            number += 1
            template = built(form, self._library.shared, found.id, number, base).template
            if not self._templates.conflicts(template):
                break
        self._templates.add(template)
        return template

    def duplicate(self, id_: str, title: str = "") -> Template:
        """A copy of any template on offer, as one's own, ready to be changed."""
        source = self._templates.get(id_)
        name = title or title_of_copy(source.title)
        copy = copy_of(source, self._fresh(source.id.rpartition(":")[2] + "-own"), name)
        self._templates.add(copy)
        return copy

    def _base(self, form: TemplateForm) -> Template | None:
        if not form.id:
            return None
        if not self.is_own(form.id):
            self._templates.get(form.id)  # an unknown id is said as such
            raise InvalidInputError(
                tr("“{id}” is not yours to change.").format(id=form.id),
                tr("Duplicate it and change the copy."),
                code="not-own",
            )
        return self._templates.get(form.id)

    def _fresh(self, wish: str = "") -> str:
        """An id of one's own whose last part nothing else has, so that it can go in a pack. A
        page that is new is called by chance and not by its title, which an id would give away."""
        taken = {template.id.rpartition(":")[2] for template in self._templates.all()}
        taken |= {id_.rpartition(":")[2] for id_ in self._templates.known_ids()}
        wish = wish or f"p-{secrets.token_hex(6)}"
        return f"{OWN_SERVICE}:{unique(wish, taken, '-')}"
