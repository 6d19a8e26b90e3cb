"""The templates a person can write with: the built-in ones and those kept in the vault."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from reflect_app import assets
from reflect_app.core.prompts import Template, TemplateLibrary, read_library
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.vault.files import read_small
from reflect_app.vault.object_store import SettingStore
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

LARGEST = 256 * 1024
OWN = "own_templates"


def read_template(path: Path, library: TemplateLibrary) -> Template:
    """The template in a file; one of a service's own has an id like `service:id`.

    Raises:
        TemplateError: names the file, the line and the reason.
        FileProblemError: it cannot be read.
    """
    return library.parse_own(read_small(path, LARGEST), path.name)


def built_in() -> TemplateLibrary:
    """Every template that ships with the program."""
    return read_library(_files("prompts"), _files("prompts/shared"))


def _files(folder: str) -> dict[str, bytes]:
    return {
        PurePosixPath(name).name: assets.read_bytes(name) for name in assets.names(folder, ".toml")
    }


class TemplateService:
    """Built-in templates and, in an unlocked vault, the person's or service's own."""

    def __init__(self, vault: Vault, library: TemplateLibrary) -> None:
        self._kept = TemplateStore(vault)
        self._settings = SettingStore(vault)
        self._vault = vault
        self._library = library

    def all(self) -> list[Template]:
        """Everything on offer, built-in ones first."""
        return [*self._library.all(), *self._own().values()]

    def get(self, id_: str) -> Template:
        """The newest version on offer.

        Raises:
            NotFoundError: there is none by that id.
        """
        own = self._own()
        if id_ in own:
            return own[id_]
        return self._library.get(id_)

    def wording(self, id_: str, version: int) -> Template:
        """One version, from the built-in ones or from what the vault kept."""
        if self._library.has(id_, version):
            return self._library.get(id_, version)
        return self._kept.get(id_, version)

    def add(self, template: Template) -> None:
        """Offer one more template. A newer version replaces an older one.

        Raises:
            InvalidInputError: it has the id of a built-in one, or an older version than held.
        """
        if self._library.has(template.id):
            raise InvalidInputError(
                tr("“{id}” is the id of a built-in template.").format(id=template.id),
                tr("Give yours another id, such as “service:{id}”.").format(id=template.id),
                code="template-exists",
            )
        held = self._own().get(template.id)
        newer = held is not None and held.version > template.version
        if newer or self._kept.find(template.id, template.version) not in (None, template):
            raise InvalidInputError(
                tr("Another or a newer version of “{id}” is here already.").format(id=template.id),
                tr("Raise the version in the file if this one is meant to replace it."),
                code="template-older",
            )
        self._offer(template)

    def _offer(self, template: Template) -> None:
        offered = {**self._offered(), template.id: template.version}
        with self._vault.writing() as tx:
            self._kept.keep(tx, template)
            self._settings.put(tx, OWN, offered)

    def remove(self, id_: str) -> None:
        """Offer it no longer. Entries that used it keep their wording.

        Raises:
            NotFoundError: it is not one of the vault's own.
        """
        offered = self._offered()
        if offered.pop(id_, None) is None:
            raise no_template(id_)
        with self._vault.writing() as tx:
            self._settings.put(tx, OWN, offered)

    def _own(self) -> dict[str, Template]:
        return {id_: self._kept.get(id_, version) for id_, version in self._offered().items()}

    def _offered(self) -> dict[str, int]:
        return dict(self._settings.all().get(OWN, {}))


def no_template(id_: str) -> NotFoundError:
    """The refusal of a template id that is not on offer."""
    return NotFoundError(
        tr("There is no template “{id}”.").format(id=id_[:60]),
        tr("“reflect prompts list” shows them all."),
        code="unknown-template",
    )
