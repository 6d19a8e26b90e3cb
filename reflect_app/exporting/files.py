"""A document put on disk: whole or not at all, readable by its owner only, from birth."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reflect_app.core.steps import to_the_end
from reflect_app.errors import DiskFullError, FileProblemError, InvalidInputError
from reflect_app.exporting.document import Document
from reflect_app.exporting.watch import UNWATCHED, Watch, stop_if_cancelled
from reflect_app.exporting.writers import writer_for
from reflect_app.words import tr

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Written:
    """What lies on disk now."""

    path: Path
    bytes: int


def write_file(
    document: Document,
    format_name: str,
    path: Path,
    *,
    password: str | None = None,
    watch: Watch = UNWATCHED,
) -> Written:
    """Write a document in a format and put it on disk.

    Writers read their bytes back against the document before they hand them over, so a file
    that says anything else never gets a name. `password` protects a PDF, no other format.
    """
    refuse_bad_place(path)
    if password is not None and format_name != "pdf":
        raise InvalidInputError(
            tr("Only a PDF can have a password."),
            tr("Choose PDF, or leave the password out."),
        )
    data = writer_for(format_name).write(document, watch)
    if password is not None:
        from reflect_app.exporting.pdf.password import protect

        data = protect(data, password)
    stop_if_cancelled(watch)
    return write_bytes(data, path)


def refuse_bad_place(path: Path) -> None:
    """Raise a plain error where a file cannot be, before any long work is done."""
    if path.is_dir():
        raise FileProblemError(
            tr("{path} is a folder, not a file.").format(path=path),
            tr("Give the file a name inside it."),
        )
    if not path.parent.is_dir():
        raise FileProblemError(
            tr("There is no folder {folder}.").format(folder=path.parent),
            tr("Make the folder first, or choose another place."),
        )


def write_bytes(data: bytes, path: Path) -> Written:
    """Put bytes on disk in one step: beside the place first, synced, then moved over it.

    Whatever goes wrong, an older file of that name stays as it was and nothing else is left.
    """
    return to_the_end(write_pieces((data,), path))


def write_pieces(pieces: Iterable[bytes], path: Path) -> Generator[int, None, Written]:
    """`write_bytes` for what does not fit in memory; says after each piece how many are written.

    Thrown away half-way, it leaves nothing.
    """
    refuse_bad_place(path)
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    size = 0
    try:
        try:
            with _new(beside) as file:
                for done, piece in enumerate(pieces, 1):
                    size += file.write(piece)
                    yield done
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
        _sync_folder(path.parent)
    except OSError as error:
        raise _plain(error, path) from None
    return Written(path, size)


def write_folder(files: Iterable[tuple[str, bytes]], folder: Path) -> Generator[int, None, Written]:
    """Put many files into a new folder in one step: beside the place first, then moved there.

    Names are relative, with `/`. Says after each file how many are written; thrown away
    half-way, it leaves nothing.

    Raises:
        FileProblemError: something lies in the folder already, or it cannot be written.
    """
    _refuse_taken(folder)
    beside = folder.with_name(f".{secrets.token_hex(8)}.part")
    size = 0
    try:
        try:
            beside.mkdir(mode=0o700)
            for done, (name, data) in enumerate(files, 1):
                place = beside / name
                for parent in reversed(place.relative_to(beside).parents):
                    (beside / parent).mkdir(mode=0o700, exist_ok=True)
                with _new(place) as file:
                    size += file.write(data)
                yield done
            if folder.is_dir():
                folder.rmdir()
            beside.replace(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        _sync_folder(folder.parent)
    except OSError as error:
        raise _plain(error, folder) from None
    return Written(folder, size)


def _refuse_taken(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise FileProblemError(
            tr("{folder} is not empty.").format(folder=folder),
            tr("Choose an empty folder, or a name that is not there yet."),
        )
    if folder.exists() and not folder.is_dir():
        raise FileProblemError(
            tr("{path} is a file, not a folder.").format(path=folder),
            tr("Choose an empty folder, or a name that is not there yet."),
        )
    if not folder.parent.is_dir():
        raise FileProblemError(
            tr("There is no folder {folder}.").format(folder=folder.parent),
            tr("Make the folder first, or choose another place."),
        )


def _new(path: Path) -> BinaryIO:
    """A file that was not there, for its owner only from birth."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _sync_folder(folder: Path) -> None:
    """Make the new name last, where the system can sync a folder."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network folders refuse; the file itself is synced by now.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _plain(error: OSError, path: Path) -> FileProblemError:
    if error.errno in _NO_ROOM:
        return DiskFullError()
    if isinstance(error, PermissionError):
        return FileProblemError(
            tr("{path} cannot be written.").format(path=path),
            tr("It may be open in another program, or the folder may be read-only."),
        )
    return FileProblemError(
        tr("{path} could not be written.").format(path=path),
        tr("Choose another place and try again."),
    )
