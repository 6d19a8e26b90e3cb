"""The one place that finds `resources/`: in the package when installed, else beside it.

Names are written with forward slashes, relative to `resources/`. Nothing here opens a network
address or looks anywhere that a person or another program could have put a file by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from reflect_app.errors import FileProblemError
from reflect_app.words import tr


def root() -> Path:
    """The folder that holds the resources: `reflect_app/resources`, then `../resources`."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def asset(name: str) -> Path:
    """The path of one file or folder, such as `themes/light.toml`.

    Raises:
        FileProblemError: it is not there, so this copy of Reflect is incomplete.
        ValueError: the name climbs out of `resources/`; only a mistake of ours can do that.
    """
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError(f"not a resource name: {name!r}")
    path = root() / pure
    if not path.exists():
        raise FileProblemError(
            tr("Part of Reflect is missing: {name}.").format(name=name),
            tr("Install Reflect again. Your journal is not touched by that."),
        )
    return path


def read_bytes(name: str) -> bytes:
    """One whole file."""
    return asset(name).read_bytes()


def read_text(name: str) -> str:
    """One whole file that people may edit; always UTF-8, with or without a byte order mark."""
    return asset(name).read_text(encoding="utf-8-sig")


def names(folder: str, suffix: str = "") -> Iterator[str]:
    """The names (usable with `asset`) of the files right inside `folder`, sorted, so that adding a
    file there is all it takes to add a template, a theme or a word list.
    """
    for path in sorted(asset(folder).iterdir()):
        if path.is_file() and path.name.endswith(suffix):
            yield f"{folder}/{path.name}"
