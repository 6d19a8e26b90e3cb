"""Reading a sample as the program does."""

from __future__ import annotations

import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from reflect_app.importing.formats import Reading, importer_for, recognised
from reflect_app.importing.opening import open_source
from reflect_app.importing.record import Record

SAMPLES = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Seen:
    """What an importer made of a source."""

    records: list[Record]
    warnings: tuple[str, ...]
    skipped: int
    recognised: tuple[str, ...]

    def by_title(self, title: str) -> Record:
        """The one record with this title."""
        [found] = [record for record in self.records if record.title == title]
        return found


def seen(name: str, path: Path, zone: str = "Europe/London") -> Seen:
    """Everything an importer says of a file or folder."""
    with open_source(path) as source:
        reading = Reading(zone)
        records = list(importer_for(name).read(source, reading))
        notes = reading.notes
        return Seen(records, notes.sentences(), notes.skipped, recognised(source))


def zipped(folder: Path, out: Path) -> Path:
    """The files below a folder as a ZIP, as other programs export."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return out


def tarred(folder: Path, out: Path) -> Path:
    """The same as an uncompressed tar."""
    with tarfile.open(out, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.add(path, path.relative_to(folder).as_posix())
    return out
