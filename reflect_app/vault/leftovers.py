"""What a kill left of work that came to nothing: sealed, but more than a person knows of.

A drill, a restore and a salvage build a vault in a hidden folder beside the goal, and a new
envelope lies beside the old one before it takes its place. A copy of the journal that nobody
sees would outlive "Delete everywhere".
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

from reflect_app.vault import envelope as envelopes

_BUILDING = r"\.{name}\.(?:drill-)?[0-9a-f]{{8}}"
_PARTS = {"anchors", "copy.db", "lease", "notes", "support.toml", "vault.db", envelopes.NAME}
_ENVELOPE = re.compile(rf"\.{re.escape(envelopes.NAME)}\.[0-9a-f]{{12}}")


def drill(folder: Path, id_: str) -> Path:
    """The hidden folder of a drill on the vault in `folder`; `id_` is eight hex digits."""
    return building(folder, f"drill-{id_}")


def building(folder: Path, id_: str) -> Path:
    """The hidden folder in which a vault for `folder` is built."""
    return folder.with_name(f".{folder.name}.{id_}")


def sweep(folder: Path) -> None:
    """Take it away. Only for the holder of the lease on the vault in `folder`."""
    hidden = re.compile(_BUILDING.format(name=re.escape(folder.name)))
    with suppress(OSError):
        for path in folder.parent.iterdir():
            if hidden.fullmatch(path.name) and _is_ours(path):
                shutil.rmtree(path, ignore_errors=True)
    with suppress(OSError):
        for path in folder.iterdir():
            if _ENVELOPE.fullmatch(path.name):
                path.unlink()


def _is_ours(path: Path) -> bool:
    """Whether a folder holds nothing but parts of a vault."""
    if path.is_symlink() or not path.is_dir():
        return False
    names = {each.name.removesuffix("-journal") for each in path.iterdir()}
    return all(name in _PARTS or _ENVELOPE.fullmatch(name) for name in names)
