"""The composition root: everything is built here, once, and handed down. No Qt.

What brings the database library with it is built when first asked for, so that the unlock
screen is painted before.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reflect_app import languages, organisation, words
from reflect_app.core.clock import Clock, SystemClock
from reflect_app.paths import Paths
from reflect_app.settings import SettingsStore

if TYPE_CHECKING:
    from reflect_app.core.prompts import TemplateLibrary
    from reflect_app.crypto.kdf import KdfParams, KdfPolicy
    from reflect_app.services.quick_notes import QuickNotes
    from reflect_app.services.support import SupportLine
    from reflect_app.services.vaults import Cost, VaultService

_SLOTS_WITHIN = 100_000  # bytes; an envelope has about three thousand


class App:
    """What the window and the command line are handed.

    `policy` and `costs` are for in-process tests, which derive keys cheaply; no shipped entry
    point passes them.
    """

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        *,
        policy: KdfPolicy | None = None,
        costs: dict[Cost, KdfParams] | None = None,
    ) -> None:
        self.paths = paths
        self.clock = clock
        self.settings = SettingsStore(paths.settings_file)
        self.organisation = organisation.read(paths.policy_file)
        self._policy = policy
        self._costs = costs

    @classmethod
    def of_system(cls) -> App:
        """The program as it is shipped, on this computer, for this person."""
        app = cls(Paths.of_system(), SystemClock(local_zone))
        words.use(languages.catalogue(app.settings.value.language))
        return app

    def elsewhere(self, folder: Path, clock: Clock) -> Self:
        """The same program with all its places below one folder, and another clock."""
        return type(self)(Paths.under(folder), clock, policy=self._policy, costs=self._costs)

    @property
    def language(self) -> str:
        """The language in force, `en` or `cy`, whatever the setting leaves to the computer."""
        return languages.spoken(self.settings.value.language)

    @cached_property
    def library(self) -> TemplateLibrary:
        """The built-in prompt templates."""
        from reflect_app.services.templates import built_in

        return built_in()

    @cached_property
    def vaults(self) -> VaultService:
        """Making, opening and restoring journals. Brings the database library with it."""
        from reflect_app.crypto.kdf import KdfPolicy
        from reflect_app.services.context import Context
        from reflect_app.services.vaults import VaultService

        context = Context(
            clock=self.clock,
            library=self.library,
            policy=self._policy or KdfPolicy(),
            anchors=self.paths.anchors,
            organisation=self.organisation,
        )
        return VaultService(context, self._costs)

    @cached_property
    def quick_notes(self) -> QuickNotes:
        """Leaving a note without unlocking. Does without the database library."""
        from reflect_app.services.quick_notes import QuickNotes

        return QuickNotes(self.clock, self.paths.anchors)

    def has_vault(self, folder: Path) -> bool:
        """Whether there is a journal in the folder, whole or damaged. Imports nothing."""
        return (folder / "envelope.json").exists() or (folder / "vault.db").exists()

    def may_open_quickly(self, folder: Path) -> bool:
        """Whether some device was ever made a way in. A guess for the lock screen, which asks
        the services only then; it reads one small file and imports nothing.
        """
        if not self.organisation.quick_unlock:
            return False
        try:
            with (folder / "envelope.json").open("rb") as envelope:
                return b'"device"' in envelope.read(_SLOTS_WITHIN)
        except OSError:
            return False

    def support(self, folder: Path | None = None) -> tuple[SupportLine, ...]:
        """Who is there on a bad day: the vault's own list, else the built-in one.

        Needs no passphrase and works when the vault is damaged or in use elsewhere.
        """
        from reflect_app.services.support import support_lines

        return support_lines(folder, self.organisation.support)

    @property
    def idle_minutes(self) -> int:
        """How long to wait before locking: what was chosen, or less where a policy says so."""
        return min(self.settings.value.idle_minutes, self.organisation.idle_minutes)

    @property
    def usual_vault(self) -> Path:
        """Where a new journal goes unless somebody chooses: a place that the policy allows."""
        usual = self.paths.default_vault
        if self.organisation.allows_place(usual):
            return usual
        return self.organisation.vault_places[0] / usual.name


def local_zone() -> str:
    """The IANA name of this computer's zone; UTC where it has none that is known."""
    import tzlocal  # after the first paint: it takes longer than the lock screen

    try:
        return str(tzlocal.get_localzone_name() or "UTC")
    except (LookupError, ValueError, OSError):
        return "UTC"
