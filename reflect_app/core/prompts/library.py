"""All the templates at hand, newest wording first; older wordings stay reachable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reflect_app.core.alike import did_you_mean
from reflect_app.core.prompts.model import Template
from reflect_app.core.prompts.parse import parse_shared, parse_template
from reflect_app.core.prompts.shared import NOTHING_SHARED, Shared
from reflect_app.errors import NotFoundError
from reflect_app.words import tr


class TemplateLibrary:
    """Templates by id and version. Never changes."""

    def __init__(self, *templates: Template, shared: Shared = NOTHING_SHARED) -> None:
        self.shared = shared
        self._versions: dict[str, dict[int, Template]] = {}
        for template in templates:
            self._versions.setdefault(template.id, {})[template.version] = template

    def get(self, template_id: str, version: int | None = None) -> Template:
        """The newest wording, or the one asked for. NotFoundError where there is none."""
        versions = self._versions.get(template_id, {})
        found = versions.get(max(versions, default=0) if version is None else version)
        if found is None:
            reason = tr("There is no prompt “{id}”.").format(id=template_id[:80])
            meant = did_you_mean(template_id, self._versions)
            raise NotFoundError(reason, meant)
        return found

    def has(self, template_id: str, version: int | None = None) -> bool:
        """Whether `get` would find it."""
        versions = self._versions.get(template_id, {})
        return bool(versions) if version is None else version in versions

    def wordings(self) -> Iterator[Template]:
        """Every version of each."""
        for versions in self._versions.values():
            yield from versions.values()

    def all(self) -> tuple[Template, ...]:
        """The newest wording of each, in the order of the gallery."""
        newest = (self.get(template_id) for template_id in self._versions)
        return tuple(sorted(newest, key=lambda item: (item.order, item.title, item.id)))

    def ids(self) -> tuple[str, ...]:
        """Every id, in the order of the gallery."""
        return tuple(template.id for template in self.all())

    def parse_own(self, data: bytes, name: str) -> Template:
        """A service's own template: `service:id`, shadowing none of the built-in ones."""
        built_in = {template_id for template_id in self._versions if ":" not in template_id}
        return parse_template(data, name, self.shared, built_in)

    def parse_built_in(self, data: bytes, name: str) -> Template:
        """A template that comes with the program, whose id needs no service in front."""
        return parse_template(data, name, self.shared)


def read_library(templates: Mapping[str, bytes], shared: Mapping[str, bytes]) -> TemplateLibrary:
    """The built-in library from the files of `resources/prompts` and its folder `shared`."""
    common = parse_shared(shared)
    parsed = (parse_template(data, name, common) for name, data in templates.items())
    return TemplateLibrary(*parsed, shared=common)
