"""The vault itself: init, info, verify, state-hash, backup, restore."""

from __future__ import annotations

import argparse
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from reflect_app.app import App
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import folder_of, unlocked
from reflect_app.errors import DamagedError, FileProblemError
from reflect_app.words import tr, trn


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    init = command(subparsers, "init", "make a journal", _init)
    init.add_argument("--name", default="", help="your display name")
    init.add_argument("--agency", default="")
    init.add_argument("--role", default="")
    init.add_argument("--kdf", choices=("standard", "light"), default="standard")
    init.add_argument("--recovery-out", metavar="FILE", help="write the recovery words here")
    command(subparsers, "info", "what the envelope says, without a passphrase", _info)
    verify = command(subparsers, "verify", "check that the journal is what was written", _verify)
    verify.add_argument("--deep", action="store_true", help="rebuild and compare every list")
    verify.add_argument("--accept", action="store_true", help="go on with an older copy")
    command(subparsers, "state-hash", "one figure for everything that is kept", _state_hash)
    backup = command(subparsers, "backup", "write a backup, open it and check it", _backup)
    backup.add_argument("--to", metavar="DIR")
    restore = command(subparsers, "restore", "make a backup a journal again", _restore)
    restore.add_argument("backup", metavar="BACKUP")
    restore.add_argument("--to", metavar="DIR", required=True)


_WEAK = 2  # of 4; below it, a passphrase is said to be weak


def _init(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    folder = folder_of(args, app)
    phrase = console.passphrase(args.passphrase_file, tr("Choose a passphrase:"), twice=True)
    out = reserved(args.recovery_out)
    try:
        created = app.vaults.create(
            folder, phrase, name=args.name, agency=args.agency, role=args.role, kdf=args.kdf
        )
    except BaseException:
        if out is not None:
            with suppress(OSError):
                out.unlink()
        raise
    created.journal.close()
    found = app.vaults.strength(phrase)
    if found.score < _WEAK:
        console.note(
            tr("{sentence} “reflect passphrase” changes it.").format(sentence=found.sentence)
        )
    document: dict[str, Any] = {
        "vault": str(folder.resolve()),
        "instance": created.instance,
        "fingerprint": created.fingerprint,
    }
    lines = [tr("Your journal is in {folder}.").format(folder=folder.resolve())]
    if out is None:
        document["recovery_words"] = created.recovery_words
        lines += ["", tr("Recovery words. Write them down now; they are shown once:"), ""]
        lines += [created.recovery_words, ""]
    else:
        filled(out, created.recovery_words)
        lines.append(tr("The recovery words are in {path}.").format(path=out))
    lines.append(
        tr(
            "Only your passphrase or recovery words open this. Nobody at work can read it or"
            " reset it. A court, the police, or someone you wrote about may have a right to ask"
            " for it, and you may have to open it."
        )
    )
    return Result(document, "\n".join(lines))


def reserved(name: str | None) -> Path | None:
    """An empty private file, made before the journal is, so that words have a place."""
    if name is None:
        return None
    path = Path(name)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        raise FileProblemError(
            tr("{path} cannot be made, so nothing was done.").format(path=path),
            tr("Choose the name of a file that is not there yet."),
        ) from None
    return path


def filled(path: Path, words: str) -> None:
    """Put recovery words in the file that waits for them, and make them last."""
    with path.open("w", encoding="utf-8") as out:
        out.write(words + "\n")
        out.flush()
        os.fsync(out.fileno())


def _info(args: argparse.Namespace, console: Console) -> Result:
    del console
    app: App = args.app
    info = app.vaults.info(folder_of(args, app))
    held = info.locked_by
    document = {
        "format": info.format,
        "instance": info.instance,
        "created": info.created,
        "slots": [{"kind": kind} for kind in info.slots],
        "bytes": info.bytes,
        "last_backup": info.last_backup,
        "locked_by": held and {"host": held.host, "user": held.user, "since": held.since},
    }
    rows = [
        (tr("Made"), info.created),
        (tr("Opens with"), ", ".join(info.slots)),
        (tr("Size"), tr("{count} bytes").format(count=info.bytes)),
        (tr("Last backup"), info.last_backup or tr("none beside it")),
        (tr("Fingerprint"), info.fingerprint),
    ]
    if held:
        rows.append((tr("Open on"), f"{held.host} {held.since}".strip()))
    return Result(document, "\n".join(f"{name}: {value}" for name, value in rows))


def _verify(args: argparse.Namespace, console: Console) -> Result:
    try:
        with unlocked(args, console, write=args.accept, reports=True) as journal:
            if args.accept:
                journal.integrity.accept()
            report = journal.integrity.verify(deep=args.deep)
    except DamagedError as problem:
        return _damaged(problem)
    problems = [
        {"code": item.code, "message": item.message}
        | ({"dates": list(item.dates)} if item.dates else {})
        for item in report.problems
    ]
    document = {
        "status": report.status,
        "entries": report.entries,
        "revisions": report.revisions,
        "first_seen": report.first_seen,
        "problems": problems,
    }
    lines = [_sentence(report.status, report.entries)]
    if report.first_seen:
        lines.append(tr("This computer had not seen this journal before."))
    lines += [item.message for item in report.problems]
    code = {"clean": 0, "damaged": 3, "rolled-back": 4}[report.status]
    return Result(document, "\n".join(lines), code)


def _damaged(problem: DamagedError) -> Result:
    """The document of `verify` for a journal that cannot even be opened."""
    document = {
        "status": "damaged",
        "entries": 0,
        "revisions": 0,
        "first_seen": False,
        "problems": [{"code": problem.name, "message": problem.message}],
    }
    return Result(document, f"{problem.message}\n{problem.hint}", problem.exit_code)


def _sentence(status: str, entries: int) -> str:
    if status == "damaged":
        return tr("The journal is damaged. Restore your newest backup to a new folder.")
    if status == "rolled-back":
        return tr("This is an older copy of the journal than this computer last saw.")
    return trn(
        "All is well: {count} entry, as it was written.",
        "All is well: {count} entries, as they were written.",
        entries,
    ).format(count=entries)


def _state_hash(args: argparse.Namespace, console: Console) -> Result:
    with unlocked(args, console, write=False) as journal:
        value = journal.integrity.state_hash()
    return Result({"hash": value}, value)


def _backup(args: argparse.Namespace, console: Console) -> Result:
    folder = Path(args.to) if args.to else None
    with unlocked(args, console, write=False) as journal:
        made = journal.backups.make(folder)
    document = {"out": str(made.out), "bytes": made.bytes, "entries": made.entries}
    text = trn(
        "{count} entry is in {path}. It was opened again and checked.",
        "{count} entries are in {path}. It was opened again and checked.",
        made.entries,
    )
    return Result(document, text.format(count=made.entries, path=made.out))


def _restore(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    phrase = console.passphrase(args.passphrase_file, tr("Passphrase of the backup's day:"))
    journal = app.vaults.restore(Path(args.backup), Path(args.to), phrase, console.pace)
    try:
        entries = journal.entries.count()
        document = {
            "vault": str(journal.folder),
            "entries": entries,
            "state_hash": journal.integrity.state_hash(),
        }
    finally:
        journal.close()
    text = trn("{count} entry restored to {path}.", "{count} entries restored to {path}.", entries)
    return Result(document, text.format(count=entries, path=document["vault"]))
