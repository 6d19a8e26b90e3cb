"""activity."""

from __future__ import annotations

from tests.helpers.commands import Commands


def test_what_was_done_is_told_without_a_word_of_it(commands: Commands) -> None:
    written = commands.run("write", "free", "--answers", "-", stdin='{"page": "a canary sings"}')
    commands.run("purge", written.document["id"])
    told = commands.run("activity").document
    assert [(line["kind"], line["change"]) for line in told] == [
        ("entry", "purged"),
        ("vault", "created"),
    ]
    plain = commands.run("activity", "--limit", "1", json=False).out
    assert plain.endswith("  An entry, or a wording of it, was erased for good.\n")
    assert "canary" not in plain + str(told)
