"""What opens the journal: passphrase, recover, rotate, keychain."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import Any

from reflect_app.app import App
from reflect_app.cli.commands.vault import filled, reserved
from reflect_app.cli.console import Console
from reflect_app.cli.options import Subparsers, command
from reflect_app.cli.result import Result
from reflect_app.cli.session import folder_of, unlocked
from reflect_app.errors import PassphraseNeededError, ReflectError, UsageError
from reflect_app.words import tr


def add(subparsers: Subparsers) -> None:
    """Add the commands."""
    change = command(subparsers, "passphrase", "change the passphrase", _passphrase)
    change.add_argument("--new-passphrase-file", metavar="FILE|-", help="asked for when left out")
    recover = command(subparsers, "recover", "a new passphrase by the recovery words", _recover)
    recover.add_argument("--words-file", metavar="FILE|-", help="the recovery words, in a file")
    recover.add_argument("--new-passphrase-file", metavar="FILE|-", help="asked for when left out")
    rotate = command(subparsers, "rotate", "encrypt the journal anew under a new key", _rotate)
    rotate.add_argument("--recovery-out", metavar="FILE", help="write the new words here")
    keychain = command(subparsers, "keychain", "quick unlock by this device's keychain", _keychain)
    keychain.add_argument("state", choices=("on", "off"))


def _new_phrase(args: argparse.Namespace, console: Console) -> str:
    return console.passphrase(args.new_passphrase_file, tr("New passphrase:"), twice=True)


def _passphrase(args: argparse.Namespace, console: Console) -> Result:
    if args.new_passphrase_file is None and not console.can_ask:
        raise UsageError(
            tr("This needs the new passphrase."), tr("Give it with --new-passphrase-file."),
            code=PassphraseNeededError.code,
        )  # fmt: skip
    with unlocked(args, console, write=True) as journal:
        journal.keys.change_passphrase(_new_phrase(args, console))
        document = {"slots": [{"kind": way.kind} for way in journal.keys.ways()]}
    return Result(document, _said(tr("The passphrase is changed.")))


def _recover(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    folder = folder_of(args, app)
    app.vaults.info(folder)  # no vault or a damaged envelope is said before anything is asked
    words = console.passphrase(args.words_file, tr("Recovery words:"))
    app.vaults.check_words(folder, words)
    phrase = _new_phrase(args, console)
    journal = app.vaults.unlock_with_words(folder, words)
    try:
        journal.keys.change_passphrase(phrase)
        document = {"slots": [{"kind": way.kind} for way in journal.keys.ways()]}
    finally:
        journal.close()
    said = tr("The journal opens with the new passphrase. The recovery words stay as they are.")
    return Result(document, _said(said))


def _said(done: str) -> str:
    """What is told of a new passphrase, here with the command that gives a new key."""
    from reflect_app.services.keys import old_copies

    return f"{done}\n{old_copies()} {tr('“reflect rotate” gives it one.')}"


def _rotate(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    folder = folder_of(args, app)
    app.vaults.info(folder)
    phrase = console.passphrase(args.passphrase_file, tr("Passphrase:"))
    out = reserved(args.recovery_out)
    try:
        rotated = app.vaults.rotate(folder, phrase, console.pace)
    except BaseException:
        if out is not None:
            with suppress(OSError):
                out.unlink()
        raise
    document: dict[str, Any] = {"older_backups": [str(path) for path in rotated.older]}
    lines = [tr("The journal has a new key. The passphrase stays the same.")]
    if out is None:
        document["recovery_words"] = rotated.recovery_words
        lines += [tr("New recovery words. Write them down now; they are shown once:"), ""]
        lines += [rotated.recovery_words, ""]
    else:
        filled(out, rotated.recovery_words)
        lines.append(tr("The new recovery words are in {path}.").format(path=out))
    try:
        document["backup"] = str(rotated.journal.backups.make().out)
    except ReflectError as problem:  # the words must be said, whatever becomes of the backup
        document["backup"] = None
        console.note(problem.message)
    finally:
        rotated.journal.close()
    if rotated.older:
        lines.append(tr("These still open with what opened the journal before:"))
        lines += [str(path) for path in rotated.older]
    lines.append(tr("So do copies that Reflect cannot see. Delete those you can reach."))
    return Result(document, "\n".join(lines))


def _keychain(args: argparse.Namespace, console: Console) -> Result:
    app: App = args.app
    with unlocked(args, console, write=True) as journal:
        if args.state == "off":
            app.vaults.quick.turn_off(journal.vault)
            return Result({"keychain": "off"}, tr("Quick unlock is off, and its key is gone."))
        if args.keychain:  # or it would never end
            raise UsageError(
                tr("Quick unlock is switched on with the passphrase."),
                tr("Leave “--keychain” out."),
            )
        expires = app.vaults.quick.turn_on(journal.vault)
    text = tr(
        "“--keychain” opens the journal here for twelve hours, until the computer is started"
        " anew or five tries fail. Whoever can use your sign-in on this computer can open it"
        " too: leave this off unless the sign-in is yours alone."
    )
    return Result({"keychain": "on", "expires": expires}, text)
