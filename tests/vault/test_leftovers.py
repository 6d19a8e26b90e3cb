"""What a kill left is swept, and nobody's folder that only has a name like it."""

from __future__ import annotations

from pathlib import Path

from reflect_app.vault import leftovers


def test_only_the_vaults_own_hidden_folders_are_swept(tmp_path: Path) -> None:
    folder = tmp_path / "v.x"
    folder.mkdir()
    ours = [leftovers.building(folder, "0123abcd"), leftovers.drill(folder, "0123abcd")]
    others = [tmp_path / name for name in (".vyx.0123abcd", ".v.x.0123abc", ".v.x.drill", "v.x.0")]
    theirs = tmp_path / ".v.x.89abcdef"
    for path in (*ours, *others, theirs):
        path.mkdir()
    for name in ("vault.db", "vault.db-journal", "copy.db", ".envelope.json.0123456789ab"):
        (ours[0] / name).write_bytes(b"")
    (theirs / "letter").write_text("kept")
    link = tmp_path / ".v.x.01234567"
    link.symlink_to(theirs)
    envelope, mine = folder / ".envelope.json.0123456789ab", folder / ".envelope.json.mine"
    envelope.write_bytes(b"{}")
    mine.write_bytes(b"{}")
    leftovers.sweep(folder)
    assert [path.exists() for path in (*ours, envelope)] == [False] * 3
    assert all(path.exists() for path in (*others, theirs, link, mine))
    leftovers.sweep(tmp_path / "gone" / "v")  # nothing there, nothing to do
