"""The wording that answers answered, kept with the vault that holds the answers."""

from __future__ import annotations

from sqlalchemy import select

from reflect_app.core.prompts import Template, template_from_json, template_to_json
from reflect_app.errors import DamagedError
from reflect_app.vault import history, projections
from reflect_app.vault.history import Content
from reflect_app.vault.schema import live
from reflect_app.vault.vault import Vault, Writing

_NAMES = select(live.c.id).where(live.c.kind == "template")


class TemplateStore:
    """Templates in use, one object for each id and version."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._known: dict[tuple[str, int], Template] = {}
        self._undone = vault.undone

    def get(self, id_: str, version: int) -> Template:
        """The template that an entry of this vault used.

        Raises:
            DamagedError: an entry names a wording that the vault does not hold.
        """
        if self._undone != self._vault.undone:  # some of these may never have been committed
            self._known.clear()
            self._undone = self._vault.undone
        found = self._known.get((id_, version))
        if found is not None:
            return found
        with self._vault.reading() as connection:
            row = history.newest(connection, "template", _name(id_, version))
        if row is None:
            raise DamagedError(code="wording-missing")
        template = template_from_json(row.decoded().body)
        self._known[id_, version] = template
        return template

    def find(self, id_: str, version: int) -> Template | None:
        """The wording that the vault holds under this id and version, if any."""
        with self._vault.reading() as connection:
            held = history.newest(connection, "template", _name(id_, version)) is not None
        return self.get(id_, version) if held else None

    def ids(self) -> list[str]:
        """The ids of every wording the vault holds."""
        with self._vault.reading() as connection:
            names = connection.execute(_NAMES).scalars().all()
        return sorted({name.rpartition("@")[0] for name in names})

    def wordings(self) -> list[Template]:
        """Every wording the vault holds."""
        with self._vault.reading() as connection:
            names = connection.execute(_NAMES).scalars().all()
        parted = (name.rpartition("@") for name in names)
        return [self.get(id_, int(version)) for id_, _, version in parted]

    def keep(self, tx: Writing, template: Template) -> None:
        """Make sure that the vault holds this wording."""
        name = _name(template.id, template.version)
        if history.newest(tx.connection, "template", name) is not None:
            return
        body = template_to_json(template)
        seq, number = tx.append("template", name, "kept", body)
        content = Content(body, "kept", number)
        projections.apply(tx.connection, "template", name, seq, content, self.get)


def _name(id_: str, version: int) -> str:
    return f"{id_}@{version}"
