"""Drafts as they lie in the vault: whole, or refused."""

from __future__ import annotations

import hashlib

import pytest

from reflect_app.core.entries import Caret, Draft, Shift
from reflect_app.errors import DamagedError, NotFoundError
from reflect_app.vault.draft_store import DraftStore, decoded
from reflect_app.vault.verify import verify
from tests.vault.making import Making

DRAFT = Draft(
    "d1", "free", 1, {"page": "ọ̀dọ́ 🙂"}, "e1", "2026-03-12T07:30:00+00:00",
    Shift("2025-10-26T01:30", "night", "Europe/London", 1), ("a", "b"), True, ("page",),
    Caret("page", 3), "2026-03-12T07:31:00+00:00",
)  # fmt: skip


def test_a_draft_comes_back_whole(making: Making) -> None:
    vault = making.create()
    store = DraftStore(vault)
    with vault.writing() as tx:
        store.put(tx, DRAFT)
        store.put(tx, Draft("d2", "free", 1))
    assert store.get("d1") == DRAFT
    assert store.all() == [DRAFT, Draft("d2", "free", 1)]
    with vault.writing() as tx:
        store.remove_of_entry(tx, "e1")
        store.remove(tx, "none")
    assert store.all() == [Draft("d2", "free", 1)]
    with pytest.raises(NotFoundError):
        store.get("d1")


@pytest.mark.parametrize("content", [b"{", b"\xff", b""])
def test_what_fits_its_digest_and_is_no_draft_is_damage(content: bytes) -> None:
    kept = hashlib.sha256(content).digest() + content
    with pytest.raises(DamagedError) as refusal:
        decoded(kept)
    assert refusal.value.name == "draft"


@pytest.mark.parametrize(
    "content",
    [
        "x''", "x'7b7d'", "'text'", "zeroblob(40)",
        "CAST(replace(content, 'page', 'Page') AS BLOB)", "substr(content, 1, 60)",
        "content || x'20'",
    ],
)  # fmt: skip
def test_a_changed_draft_is_damage_wherever_it_is_met(making: Making, content: str) -> None:
    vault = making.create()
    store = DraftStore(vault)
    with vault.writing() as tx:
        store.put(tx, DRAFT)
    assert verify(vault).status == "clean"
    with vault.writing() as tx:
        tx.connection.exec_driver_sql(f"UPDATE draft SET content = {content}")
    for look in (store.all, lambda: store.get("d1")):
        with pytest.raises(DamagedError):
            look()
    assert verify(vault).status == "damaged"
