"""Why a source is refused as a whole: one sentence and a hint each. Never a word of the text."""

from __future__ import annotations

from reflect_app.errors import ReflectError
from reflect_app.words import tr


class ImportRefusedError(ReflectError):
    """What was chosen cannot be brought in; nothing was kept."""

    code = "import-refused"


def unknown_shape(label: str) -> ImportRefusedError:
    """It is no such journal."""
    return ImportRefusedError(
        tr("That does not look like a journal from {name}.").format(name=label),
        tr("Check which file or folder to choose, and which kind of journal it is."),
        code="import-unknown",
    )


def empty(name: str) -> ImportRefusedError:
    """There is nothing in it."""
    return ImportRefusedError(
        tr("There is nothing in {name}.").format(name=name),
        tr("Export it again from the other program, and look whether it grew."),
        code="import-unknown",
    )


def packed(name: str) -> ImportRefusedError:
    """What holds the journal is packed in a way, or twice, that is not opened here."""
    return ImportRefusedError(
        tr("What {name} holds is packed, and Reflect does not unpack it.").format(name=name),
        tr("Unpack it first, then choose the file or the folder that was in it."),
        code="import-unknown",
    )


def unreadable(name: str) -> ImportRefusedError:
    """A file cannot be opened."""
    return ImportRefusedError(
        tr("{path} cannot be read.").format(path=name),
        tr("Check the name, and that it is a file you may read."),
        code="import-unreadable",
    )


def damaged(name: str) -> ImportRefusedError:
    """A file is not what its kind says it is."""
    return ImportRefusedError(
        tr("{name} is damaged or not complete.").format(name=name),
        tr("Export it again from the other program. Nothing was imported."),
        code="import-damaged",
    )


def hostile(name: str) -> ImportRefusedError:
    """A name in an archive points outside it, or hides what it is."""
    return ImportRefusedError(
        tr("{name} holds a file name or a link that could do harm.").format(name=name),
        tr("Do not use this file. Export it again from the other program."),
        code="import-unsafe",
    )


def too_large(name: str) -> ImportRefusedError:
    """Something is larger than any journal, or unpacks to far more than it is."""
    return ImportRefusedError(
        tr("{name} is too large, or unpacks to far more than it is.").format(name=name),
        tr("Export fewer entries at a time, or leave pictures out."),
        code="import-too-large",
    )


def too_deep(name: str) -> ImportRefusedError:
    """Folders in folders, or brackets in brackets, without end."""
    return ImportRefusedError(
        tr("{name} is nested too deeply to be a journal.").format(name=name),
        tr("Do not use this file. Export it again from the other program."),
        code="import-too-deep",
    )


def unsafe_yaml(name: str) -> ImportRefusedError:
    """YAML that asks for more than words, lists and dates."""
    return ImportRefusedError(
        tr("{name} holds instructions where only text should be.").format(name=name),
        tr("Do not use this file. Export it again from the other program."),
        code="import-unsafe",
    )


def locked(how: str) -> ImportRefusedError:
    """The source is encrypted; `how` says what to do in the other program."""
    return ImportRefusedError(
        tr("This journal is locked with a password, and Reflect cannot open it."),
        how,
        code="import-locked",
    )
