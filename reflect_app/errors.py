"""Every failure a person may meet: one root, each kind with a plain sentence and a hint.

`code` is the stable name scripts rely on, `exit_code` the command line's (cli.md):
1 any other, 2 usage, 3 damaged, 4 rolled back, 5 wrong passphrase, 6 in use.
A message may name a file, a field or a limit. It never holds journal text or a secret.
"""

from __future__ import annotations

from typing import ClassVar

from reflect_app.words import tr


class ReflectError(Exception):
    """The root. `message` is one plain sentence; `hint` says what to do next."""

    code: ClassVar[str] = "failed"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.name = code or self.code


class UsageError(ReflectError):
    """The words of a command do not fit together."""

    code = "usage"
    exit_code = 2


class PassphraseNeededError(UsageError):
    """A passphrase is wanted and nobody can be asked for it."""

    code = "passphrase-needed"

    def __init__(self) -> None:
        super().__init__(tr("This needs the passphrase."))


class NotFoundError(ReflectError):
    """Something was asked for by a name or id that is not there."""

    code = "not-found"


class NoVaultError(ReflectError):
    """There is no journal in the folder."""

    code = "no-vault"

    def __init__(self, folder: str) -> None:
        super().__init__(
            tr("There is no journal in {folder}.").format(folder=folder),
            tr("Choose the folder where yours is, or make a new one."),
        )


class InvalidInputError(ReflectError):
    """What was given does not fit; nothing was saved. The message names the field."""

    code = "invalid"


class FileProblemError(ReflectError):
    """A file or folder cannot be read or written."""

    code = "file"


class DiskFullError(FileProblemError):
    """There is no room left. What was typed is still held by the caller."""

    code = "disk-full"

    def __init__(self) -> None:
        super().__init__(
            tr("There is no room left on the disk, so this was not saved."),
            tr("Free some space and try again. What you typed is still here."),
        )


class VersionError(ReflectError):
    """A file was made by a newer Reflect than this one."""

    code = "newer-version"

    def __init__(self) -> None:
        super().__init__(
            tr("This was made by a newer Reflect."),
            tr("Update Reflect on this computer. Nothing was changed."),
        )


class DamagedError(ReflectError):
    """Bytes are not what was written. Never used for a wrong passphrase."""

    code = "damaged"
    exit_code = 3

    def __init__(self, message: str = "", hint: str = "", *, code: str | None = None) -> None:
        super().__init__(
            message or tr("The journal on this disk is damaged."),
            hint or tr("Keep the folder as it is and restore your newest backup to a new one."),
            code=code,
        )


class RolledBackError(ReflectError):
    """The vault is older than this computer last saw it; writing waits for the person."""

    code = "rolled-back"
    exit_code = 4


class WrongPassphraseError(ReflectError):
    """The passphrase or the recovery words do not open it."""

    code = "wrong-passphrase"
    exit_code = 5

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or tr("That passphrase does not open this journal."),
            tr("Check capitals and spaces, or use your recovery words."),
        )


class VaultInUseError(ReflectError):
    """Another program holds the writer's lease.

    `elsewhere`: it said that it is another computer, whose lease a person may take over.
    """

    code = "in-use"
    exit_code = 6

    def __init__(
        self, message: str, hint: str = "", *, code: str | None = None, elsewhere: bool = False
    ) -> None:
        super().__init__(message, hint, code=code)
        self.elsewhere = elsewhere


class CancelledError(ReflectError):
    """The person stopped it; nothing was left behind."""

    code = "cancelled"
    exit_code = 130
