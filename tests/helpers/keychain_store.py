"""A keychain in memory, in the place of the one backend that Reflect allows."""

from __future__ import annotations

import pytest

from reflect_app.keychain import Keychain


class Store:
    """A backend as the system's would be; `spoilt` hands back something else."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.spoilt: str | None = None

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.kept[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        return self.spoilt or self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


def in_place(monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store where this system's would be."""
    made = Store()
    monkeypatch.setattr(Keychain, "_backend", lambda _self: made)
    return made
