"""Prompt packs: hand out one's own prompts signed, look at somebody else's, take them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reflect_app.core.changes import Changes
from reflect_app.core.clock import stamp
from reflect_app.core.prompts import Template, TemplateLibrary
from reflect_app.core.prompts.differences import differences
from reflect_app.core.prompts.packfile import (
    CONTEXT,
    LARGEST,
    SERVICE,
    PackFile,
    bytes_to_sign,
    looks_like_pack,
    moved_to,
    new_pack,
    pack_text,
    read_pack,
)
from reflect_app.core.prompts.reader import TemplateError
from reflect_app.crypto import identity, signing
from reflect_app.errors import InvalidInputError
from reflect_app.organisation import Organisation
from reflect_app.services.pack_choice import Swap
from reflect_app.services.pointed import check_unchanged
from reflect_app.services.prompts_out import PromptsPreview, reworded
from reflect_app.services.swapping import Swapping
from reflect_app.services.templates import OWN_SERVICE, TemplateService, no_template
from reflect_app.vault.files import read_small, write_whole
from reflect_app.vault.own_keys import private_keys, public_keys
from reflect_app.vault.vault import Vault
from reflect_app.words import tr

Standing = Literal["you", "confirmed", "unknown"]
Step = Literal["new", "update", "same", "older", "conflict"]
NameOf = Callable[[bytes], str | None]


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose key signed. `name` is empty for somebody unknown, whose fingerprint is all there is."""

    fingerprint: str
    standing: Standing
    name: str = ""

    @property
    def line(self) -> str:
        """One sentence for the person who decides."""
        if self.standing == "you":
            return tr("Signed by you.")
        if self.standing == "confirmed":
            return tr("Signed by {name}, whom you confirmed.").format(name=self.name)
        return tr("Signed by somebody unknown, fingerprint {words}.").format(words=self.fingerprint)


@dataclass(frozen=True, slots=True)
class PackStep:
    """What taking a pack in would do with one template. `held` is the version here, or None.

    `conflict`: the same version with other words, which no pack that keeps the rules contains.
    """

    id: str
    title: str
    step: Step
    version: int
    held: int | None
    differences: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """One sentence for the person who decides."""
        if self.step == "new":
            return tr("New here.")
        if self.step == "update":
            return tr("A new wording: version {new}, you have {held}.").format(
                new=self.version, held=self.held
            )
        if self.step == "same":
            return tr("The same as you have.")
        if self.step == "older":
            return tr("Older than the one you have, which stays.")
        return tr("Other words under a version you have already.")


@dataclass(frozen=True, slots=True)
class PackLook:
    """A pack whose signature fits: who signed it, and what it would change.

    `refusal` is a sentence when it cannot be taken in, such as another key than last time.
    """

    service: str
    title: str
    made: str
    signer: Signer
    steps: tuple[PackStep, ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PackTaken:
    """What came of taking a pack in: ids that are new here, and ids with a new wording."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    signer: Signer
    changes: Changes


@dataclass(frozen=True, slots=True)
class PackWritten:
    """A pack that was written, and the ids its templates have in it."""

    out: Path
    bytes: int
    templates: tuple[str, ...]


def is_pack(path: Path) -> bool:
    """Whether a file says that it is a pack and not a single template."""
    return looks_like_pack(read_small(path, LARGEST))


def read_signed(path: Path, library: TemplateLibrary) -> PackFile:
    """The pack in a file, once its signature fits. Needs no journal.

    Raises:
        TemplateError: names the file, the line and the reason.
    """
    data = read_small(path, LARGEST)
    built_in = {name for name in library.ids() if ":" not in name}
    pack = read_pack(data, path.name, library.shared, built_in)
    if not signing.is_signed(pack.public, CONTEXT, pack.signed, pack.signature):
        line = 1 + data[: max(data.find(b"\nsignature"), 0) + 1].count(b"\n")
        reason = tr("The signature does not fit: something was changed after it was signed.")
        hint = tr("Ask for the pack again, from whoever made it.")
        raise TemplateError(path.name, line, reason, hint)
    return pack


def fingerprint_of(pack: PackFile) -> str:
    """The signer's fingerprint, to compare aloud."""
    return identity.fingerprint(pack.public)


class PromptPackService:
    """Use cases on prompt packs, from one unlocked vault.

    `name_of` gives the name of a confirmed contact by their public keys.
    """

    def __init__(
        self,
        vault: Vault,
        templates: TemplateService,
        library: TemplateLibrary,
        name_of: NameOf = lambda _public: None,
        organisation: Organisation | None = None,
    ) -> None:
        self._vault = vault
        self._templates = templates
        self._library = library
        self._name_of = name_of
        self._organisation = organisation or Organisation()

    def service_name(self) -> str:
        """The first part of ids in packs from here: two words of one's own fingerprint."""
        return "-".join(identity.fingerprint(public_keys(self._vault)).split()[:2])

    def own(self, ids: Iterable[str]) -> tuple[Template, ...]:
        """One's own prompts as they stand, to be looked at before they leave.

        Raises:
            NotFoundError: an id is not on offer. InvalidInputError: it is a built-in one.
        """
        return tuple(map(self._own, ids))

    def export(
        self,
        ids: tuple[str, ...],
        out: Path,
        *,
        service: str = "",
        title: str = "",
        swaps: Sequence[Swap] = (),
        shown: PromptsPreview | None = None,
    ) -> PackWritten:
        """Write one's own templates as a pack, signed with this journal's key.

        Templates of one's own (`own:…`) take the service's name, or `service_name()`. `swaps` put
        other words in what leaves; with what was `shown` nothing else than that leaves.

        Raises:
            NotFoundError: an id is not on offer. InvalidInputError: it is a built-in one, the
                service's name has another shape, there is nothing to write, or code
                `changed-since-look`.
        """
        name = service or self._common_service(ids)
        if not SERVICE.fullmatch(name) or name == OWN_SERVICE:
            raise InvalidInputError(
                tr("“{name}” cannot be the name of a service.").format(name=name[:40]),
                tr("Use small letters, digits and hyphens, such as “norfolk-aps”."),
                code="bad-service",
            )
        self._check_mine(name, ids)
        ready = Swapping(swaps)
        worded = tuple(reworded(each, ready) for each in self.own(ids))
        check_unchanged(shown is None or shown.templates == worded)
        templates = moved_to(name, worded)
        title = shown.title if shown is not None else title
        public = public_keys(self._vault)
        made = stamp(self._vault.clock.now())
        heading = title or templates[0].title
        document = new_pack(name, heading, made, public, templates, self._library.shared)
        signature = signing.sign(private_keys(self._vault), CONTEXT, bytes_to_sign(document))
        data = pack_text(document, signature).encode()
        self._check_readable(data, out.name)
        write_whole(out, data)
        return PackWritten(out, len(data), tuple(template.id for template in templates))

    def inspect(self, path: Path) -> PackLook:
        """Who signed a pack, and what it would change here. Writes nothing.

        Raises:
            TemplateError: it is broken or was changed; names file, line and reason.
        """
        pack = read_signed(path, self._library)
        steps = tuple(map(self._step, pack.templates))
        return PackLook(
            pack.service, pack.title, pack.made, self._signer(pack), steps,
            self._refusal(pack, steps),
        )  # fmt: skip

    def take(self, path: Path) -> PackTaken:
        """Take a pack in, all of it or nothing. What is here already is left as it is.

        Raises:
            TemplateError: it is broken. InvalidInputError: code `pack-refused`, with the reason.
        """
        pack = read_signed(path, self._library)
        steps = tuple(map(self._step, pack.templates))
        refusal = self._refusal(pack, steps)
        if refusal:
            raise InvalidInputError(refusal, tr("Nothing was changed."), code="pack-refused")
        wanted = {step.id for step in steps if step.step in ("new", "update")}
        taken = [template for template in pack.templates if template.id in wanted]
        changes = self._templates.take_signed(taken, pack.service, pack.public)
        return PackTaken(
            tuple(step.id for step in steps if step.step == "new"),
            tuple(step.id for step in steps if step.step == "update"),
            self._signer(pack),
            changes,
        )

    def _common_service(self, ids: tuple[str, ...]) -> str:
        found = {id_.partition(":")[0] for id_ in ids if ":" in id_} - {OWN_SERVICE}
        return found.pop() if len(found) == 1 else self.service_name()

    def _own(self, id_: str) -> Template:
        if self._library.has(id_):
            raise InvalidInputError(
                tr("“{id}” comes with Reflect, so everybody has it.").format(id=id_),
                tr("Duplicate it, change the copy, and hand that out."),
                code="template-built-in",
            )
        for template in self._templates.all():
            if template.id == id_:
                return template
        raise no_template(id_, (template.id for template in self._templates.all()))

    def _check_mine(self, name: str, ids: tuple[str, ...]) -> None:
        """Nobody signs another service's prompts as that service."""
        mine = identity.public_hash(public_keys(self._vault)).hex()
        for service in (name, *(id_.partition(":")[0] for id_ in ids)):
            signer = self._templates.signer_of(service)
            if signer is not None and signer["hash"] != mine:
                raise InvalidInputError(
                    tr("Prompts called “{service}:…” come from somebody else's pack.").format(
                        service=service
                    ),
                    tr("Hand on their file as it is, or duplicate a prompt and change the copy."),
                    code="template-signed",
                )

    def _check_readable(self, data: bytes, name: str) -> None:
        """What somebody else will do with it, before it is written."""
        built_in = {known for known in self._library.ids() if ":" not in known}
        read_pack(data, name, self._library.shared, built_in)

    def _signer(self, pack: PackFile) -> Signer:
        words = fingerprint_of(pack)
        if pack.public == public_keys(self._vault):
            return Signer(words, "you")
        name = self._name_of(pack.public)
        return Signer(words, "unknown") if name is None else Signer(words, "confirmed", name)

    def _step(self, template: Template) -> PackStep:
        held = self._templates.held(template.id)
        step: Step = "new"
        told: tuple[str, ...] = ()
        if held is not None:
            told = differences(held, template)
            step = _step_between(held, template)
        elif self._templates.conflicts(template):
            step = "conflict"
        version = None if held is None else held.version
        return PackStep(template.id, template.title, step, template.version, version, told)

    def _refusal(self, pack: PackFile, steps: tuple[PackStep, ...]) -> str:
        signer: dict[str, Any] | None = self._templates.signer_of(pack.service)
        own = [step.id for step in steps if step.held is not None]
        if pack.service == OWN_SERVICE:
            return tr("A pack cannot hold prompts called “{service}:…”.").format(
                service=OWN_SERVICE
            )
        mine = pack.public == public_keys(self._vault)
        if not (mine or self._organisation.allows_pack(fingerprint_of(pack))):
            return tr("Your organisation does not let in prompt packs of this signer.")
        if signer is not None and signer["hash"] != identity.public_hash(pack.public).hex():
            return tr(
                "Prompts called “{service}:…” are here already, signed by another key: {words}."
            ).format(service=pack.service, words=signer["fingerprint"])
        if signer is None and own:
            return tr("“{id}” is here already, and not from a pack.").format(id=own[0])
        clash = [step.id for step in steps if step.step == "conflict"]
        if clash:
            return tr("“{id}” has other words than before under the same version.").format(
                id=clash[0]
            )
        return ""


def _step_between(held: Template, template: Template) -> Step:
    if template == held:
        return "same"
    if template.version == held.version:
        return "conflict"
    return "update" if template.version > held.version else "older"
