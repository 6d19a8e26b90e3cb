"""The templates a person can write with: the built-in ones and those kept in the vault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from reflect_app import assets
from reflect_app.core.alike import did_you_mean
from reflect_app.core.changes import Changes
from reflect_app.core.prompts import Template, TemplateLibrary, read_library, title_in
from reflect_app.crypto import identity
from reflect_app.errors import InvalidInputError, NotFoundError
from reflect_app.vault.files import read_small
from reflect_app.vault.object_store import SettingStore
from reflect_app.vault.template_store import TemplateStore
from reflect_app.vault.vault import Vault
from reflect_app.words import language, tr

LARGEST = 256 * 1024
OWN = "own_templates"
HIDDEN = "hidden_templates"
SIGNERS = "prompt_signers"
OWN_SERVICE = "own"
"""The first part of the ids of templates that were made in this journal."""


def read_template(path: Path, library: TemplateLibrary) -> Template:
    """The template in a file; one of a service's own has an id like `service:id`.

    Raises:
        TemplateError: names the file, the line and the reason.
        FileProblemError: it cannot be read.
    """
    return library.parse_own(read_small(path, LARGEST), path.name)


def check_template(path: Path, library: TemplateLibrary) -> Template:
    """As `read_template`; a file among the program's own is held to what holds for those."""
    if path.resolve().parent == assets.asset("prompts").resolve():
        return library.parse_built_in(read_small(path, LARGEST), path.name)
    return read_template(path, library)


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

    def offered(self) -> list[Template]:
        """What the gallery shows: everything but what its writer hides."""
        hidden = self.hidden()
        return [template for template in self.all() if template.id not in hidden]

    def hidden(self) -> frozenset[str]:
        """The ids of the templates that are not shown. They can still be written with."""
        return frozenset(self._settings.all().get(HIDDEN, ()))

    def hide(self, id_: str) -> Changes:
        """Show a template no longer. Nothing else changes.

        Raises:
            NotFoundError: there is none by that id.
        """
        return self._show(self.hidden() | {self.get(id_).id})

    def unhide(self, id_: str) -> Changes:
        """Show a template again."""
        return self._show(self.hidden() - {id_})

    def _show(self, hidden: frozenset[str]) -> Changes:
        if hidden != self.hidden():
            with self._vault.writing() as tx:
                self._settings.put(tx, HIDDEN, sorted(hidden))
        return Changes(settings=frozenset({HIDDEN}))

    def get(self, id_: str) -> Template:
        """The newest version on offer.

        Raises:
            NotFoundError: there is none by that id.
        """
        own = {} if self._library.has(id_) else self._own()
        return own[id_] if id_ in own else self._library.get(id_)

    def wording(self, id_: str, version: int) -> Template:
        """One version, from the built-in ones or from what the vault kept."""
        if self._library.has(id_, version):
            return self._library.get(id_, version)
        return self._kept.get(id_, version)

    def titles(self) -> Mapping[tuple[str, str], str]:
        """What a prompt's title is in the language in force, by its id and the title that a list
        keeps. Only those that differ are in it: in English, or a title that somebody typed, none.
        """
        spoken = language()
        if spoken == "en":
            return {}
        found = (*self._kept.wordings(), *self._library.wordings())
        return {(item.id, item.title): title_in(item, spoken) for item in found}

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
        if self.signer_of(template.id.partition(":")[0]) is not None:
            raise InvalidInputError(
                tr("Prompts called “{service}:…” come from a signed pack.").format(
                    service=template.id.partition(":")[0]
                ),
                tr("Take in a newer pack with the same key, or give yours another id."),
                code="template-signed",
            )
        held = self._own().get(template.id)
        newer = held is not None and held.version > template.version
        if newer or self.conflicts(template):
            raise InvalidInputError(
                tr("Another or a newer version of “{id}” is here already.").format(id=template.id),
                tr("Raise the version in the file if this one is meant to replace it."),
                code="template-older",
            )
        self._offer(template)

    def held(self, id_: str) -> Template | None:
        """The wording on offer of one of the vault's own, or None."""
        return self._own().get(id_)

    def conflicts(self, template: Template) -> bool:
        """Whether the vault knows other words under the same id and version."""
        return self._kept.find(template.id, template.version) not in (None, template)

    def known_ids(self) -> frozenset[str]:
        """Every id whose wording the vault has kept, on offer or not."""
        return frozenset(self._kept.ids())

    def signer_of(self, service: str) -> dict[str, Any] | None:
        """The key that a service's packs are signed with: its hash and fingerprint."""
        found = self._settings.all().get(SIGNERS, {}).get(service)
        return None if found is None else dict(found)

    def take_signed(self, templates: list[Template], service: str, public: bytes) -> Changes:
        """Offer the templates of a pack, and hold the service to its key from now on."""
        signer = {
            "hash": identity.public_hash(public).hex(),
            "fingerprint": identity.fingerprint(public),
        }
        signers = {**self._settings.all().get(SIGNERS, {}), service: signer}
        with self._vault.writing() as tx:
            if signers != self._settings.all().get(SIGNERS):
                self._settings.put(tx, SIGNERS, signers)
            for template in templates:
                self._offer(template)
            return Changes(settings=frozenset({OWN, SIGNERS}))

    def _offer(self, template: Template) -> None:
        offered = {**self._offered(), template.id: template.version}
        with self._vault.writing() as tx:
            self._kept.keep(tx, template)
            self._settings.put(tx, OWN, offered)

    def remove(self, id_: str) -> None:
        """Offer it no longer. Entries that used it keep their wording.

        Raises:
            NotFoundError: it is not one of the vault's own.
            InvalidInputError: code `template-built-in`.
        """
        offered = self._offered()
        if self._library.has(id_):
            raise InvalidInputError(
                tr("“{id}” comes with Reflect, so it cannot be removed.").format(id=id_),
                tr("Hide it instead: the gallery leaves it out."),
                code="template-built-in",
            )
        if offered.pop(id_, None) is None:
            raise no_template(id_, offered)
        with self._vault.writing() as tx:
            self._settings.put(tx, OWN, offered)

    def put_back(self, template: Template) -> None:
        """Offer again what was just removed, whoever signed it.

        Raises:
            NotFoundError: the vault never kept this wording, so it was never on offer.
        """
        if self._kept.find(template.id, template.version) != template:
            raise no_template(template.id)
        self._offer(template)

    def _own(self) -> dict[str, Template]:
        return {id_: self._kept.get(id_, version) for id_, version in self._offered().items()}

    def _offered(self) -> dict[str, int]:
        return dict(self._settings.all().get(OWN, {}))


def no_template(id_: str, among: Iterable[str] = ()) -> NotFoundError:
    """The refusal of a template id that is not on offer among those that could be meant."""
    return NotFoundError(
        tr("There is no template “{id}”.").format(id=id_[:60]),
        did_you_mean(id_, among),
        code="unknown-template",
    )
