"""Everything that reads what a stranger wrote, as functions of bytes that may refuse and no more.

A checksum, a seal or a signature would stop nearly every input at the door, so each target also
takes the bytes as somebody would hand them over who can mend those: with a new checksum, sealed to
the reader, signed.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from reflect_app.core.prompts.library import TemplateLibrary
from reflect_app.core.prompts.packfile import read_pack
from reflect_app.crypto import identity, sealing, signing
from reflect_app.errors import ReflectError
from reflect_app.importing.formats import Reading, importer_for, recognised
from reflect_app.importing.opening import open_source
from reflect_app.importing.record import Record
from reflect_app.services.templates import built_in
from reflect_app.sharing import bundle, contents
from reflect_app.sharing.cards import read_card
from reflect_app.vault import anchor, backup
from reflect_app.vault import envelope as envelopes
from reflect_app.vault.notes_box import NotesBox

HERE = Path(__file__).parent
FORMATS = HERE.parent / "formats"
SAMPLES = HERE.parent / "importing" / "samples"

#: How a backup begins.
BACKUP = b"RFLBAK1\n"
Target = Callable[[bytes], None]

#: Each importer's samples as other programs name them, so that bytes reach the reader.
PLACES: dict[str, str] = {
    "markdown": "2024-01-02.md",
    "dayone": "Journal.json",
    "jrnl": "journal.txt",
    "rednotebook": "2024-01.txt",
    "joplin": "a1" + "0" * 30 + ".md",
    "journey": "1710316800000-3fd1a.json",
    "diarium": "Diarium_2024-01-05.txt",
    "daylio": "daylio.csv",
    "diaro": "DiaroBackup.xml",
}


def refused(read: Callable[[bytes], object], data: bytes) -> None:
    """Read it; one of our own refusals is fine if it says something, anything else is not."""
    try:
        read(data)
    except ReflectError as problem:
        if not problem.message:
            raise AssertionError("a refusal that says nothing") from problem


def with_sum(body: bytes) -> bytes:
    """Bytes with the checksum that they ought to have."""
    return body + hashlib.sha256(body).digest()


@cache
def _keys() -> tuple[bytes, bytes]:
    """The frozen reader's private and public key; they guard nothing."""
    held = json.loads((FORMATS / "bundle-1.json").read_text(encoding="utf-8"))
    return bytes.fromhex(held["reader_private"]), bytes.fromhex(held["reader_public"])


def of_bundle(data: bytes) -> None:
    """A bundle as it lies there, with its checksum mended, and as what was sealed inside."""
    private, public = _keys()
    read = partial(bundle.open_bundle, private=private, public=public)
    refused(read, data)
    refused(read, with_sum(data))
    size = next((size for size in bundle.SIZES if size >= len(data)), len(data))
    refused(read, bundle.seal_plain(data.ljust(size, b"\0"), public))
    length = int.from_bytes(data[:2]) % 4096
    head, content = data[2 : 2 + length], data[2 + length :]
    with suppress(ReflectError):
        refused(read, bundle.seal_plain(
            bundle.framed(head, bytes(signing.SIGNATURE_BYTES), content), public))  # fmt: skip


def of_content(data: bytes) -> None:
    """What a signed bundle carries, and a contact's card: the signer may be no friend."""
    for read in (
        contents.read_share, contents.read_reply, contents.read_withdrawal, contents.read_receipt,
        read_card,
    ):  # fmt: skip
        refused(read, data)


def of_envelope(data: bytes) -> None:
    """The envelope, the anchor's clear part and a note, each as it is and mended."""
    refused(envelopes.decoded, data)
    body = data.rpartition(b',"sha256":"')[0] or data
    end = b',"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'
    refused(envelopes.decoded, body + end)
    private, public = _keys()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.anchor"
        path.write_bytes(data.ljust(2 * anchor.SLOT, b"\0"))
        anchor.glimpsed(path)
        note = Path(folder) / "notes" / "0123456789abcdef.note"
        note.parent.mkdir()
        box = NotesBox(Path(folder), private, identity.public_hash(public))
        header = b"RFLNOTE1" + bytes.fromhex("0123456789abcdef")
        whole = header + identity.public_hash(public)
        sealed = whole + sealing.seal(public, whole, data)
        for lying in (data, with_sum(header + data), with_sum(sealed)):
            note.write_bytes(lying)
            assert len(box.all()) == 1


def of_backup(data: bytes) -> None:
    """A backup's manifest: as it is, and with length and checksum mended and a body that fits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.reflect-backup"
        head, _, body = data.partition(b"\n--\n")
        framed = BACKUP + len(head).to_bytes(4) + head + body
        for lying in (data, with_sum(data), with_sum(framed)):
            path.write_bytes(lying)
            with suppress(ReflectError), backup.opened(path) as found:
                for look in (found.envelope, found.support, partial(found.check, bytes(32))):
                    with suppress(ReflectError):
                        look()
                for name in found.notes():
                    assert name.startswith("notes/")
                    assert ".." not in name


@cache
def _library() -> TemplateLibrary:
    return built_in()


def of_template(data: bytes) -> None:
    """A service's own template and a pack of them."""
    library = _library()
    refused(lambda given: library.parse_own(given, "own.toml"), data)
    refused(lambda given: read_pack(given, "pack.toml", library.shared, set()), data)


def records(name: str, path: Path) -> list[Record]:
    """What an importer makes of a source, or nothing where it refuses; never anything else."""
    found: list[Record] = []
    try:
        with open_source(path) as source:
            recognised(source)
            found = list(importer_for(name).read(source, Reading("Europe/London")))
    except ReflectError as problem:
        said = problem.message, problem.hint
        assert all(said)
    for record in found:
        assert not any("\ud800" <= c <= "\udfff" or c == "\0" for c in record.title + record.text)
        assert record.instant.utcoffset() is not None
        assert len(record.key(name)) == 32
    return found


def of_import(name: str, data: bytes) -> None:
    """Another program's journal of one file; an archive too, where the bytes make one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PLACES[name]
        path.write_bytes(data)
        records(name, path)


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "bundle": of_bundle,
        "content": of_content,
        "envelope": of_envelope,
        "backup": of_backup,
        "template": of_template,
        **{f"import-{name}": partial(of_import, name) for name in PLACES},
    }
)


def seeds(target: str) -> list[bytes]:
    """What to begin with: the corpus in the tree, the frozen files and the importers' samples."""
    group, _, name = target.partition("-")
    lying = sorted((HERE / "corpus" / target).glob("*"))
    if group == "import":
        lying += [path for path in sorted((SAMPLES / name).rglob("*")) if path.is_file()]
    if group == "template":
        lying += sorted((HERE.parent.parent / "resources" / "prompts").glob("f*.toml"))
    found = [path.read_bytes() for path in lying]
    return [data for data in found if len(data) < 200_000]
