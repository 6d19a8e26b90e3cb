"""Whatever stands in a file, an importer gives records or one of our refusals, and soon."""

from __future__ import annotations

import io
import random
import resource
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect_app.importing.formats import importer_names
from reflect_app.importing.record import Record
from tests.fuzz.changing import changed
from tests.fuzz.targets import PLACES, records
from tests.importing.helpers import SAMPLES

SECONDS = 2.0
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def samples(name: str) -> list[Path]:
    return [path for path in sorted((SAMPLES / name).rglob("*")) if path.is_file()]


def all_of(name: str, path: Path) -> list[Record]:
    """What an importer makes of a source, and soon."""
    begun = time.process_time()
    found = records(name, path)
    assert time.process_time() - begun < SECONDS
    return found


def broken_copy(name: str, draw: random.Random, folder: Path) -> Path:
    """A sample's folder with one file broken, as a folder, a ZIP or a tar, broken again or not."""
    victim = draw.choice(samples(name))
    root = SAMPLES / name
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in samples(name)
        if path.parent == victim.parent or draw.random() < 0.2
    }
    files[victim.relative_to(root).as_posix()] = changed(victim.read_bytes(), draw)
    shape = draw.randrange(4)
    if shape == 0:
        out = folder / victim.name
        out.write_bytes(files[victim.relative_to(root).as_posix()])
        return out
    if shape == 1:
        for inside, data in files.items():
            (folder / inside).parent.mkdir(parents=True, exist_ok=True)
            (folder / inside).write_bytes(data)
        return folder
    packed = _zip(files) if shape == 2 else _tar(files)
    out = folder / "packed"
    out.write_bytes(changed(packed, draw) if draw.random() < 0.5 else packed)
    return out


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


BEGINNINGS: dict[str, Callable[[bytes], bytes]] = {
    "markdown": lambda data: b"---\n" + data,
    "dayone": lambda data: b'{"metadata":{},"entries":[{"creationDate":"2024-01-01","text":' + data,
    "jrnl": lambda data: b"[2024-01-15 07:30] " + data,
    "rednotebook": lambda data: b"1:\n  text: " + data,
    "joplin": lambda data: b"Title\n\n" + data + b"\n\nuser_created_time: 2024-01-01\ntype_: 1",
    "journey": lambda data: b'{"date_journal":1710316800000,"text":' + data + b"}",
    "diarium": lambda data: b"Friday\n" + "— 21:40 —".encode() + b"\n" + data,
    "daylio": lambda data: b"full_date,date,weekday,time,mood,activities,note\n2024-01-01," + data,
    "diaro": lambda data: b'<data><table name="diaro_entries"><r>' + data + b"</r></table></data>",
}


def test_every_importer_is_fuzzed() -> None:
    assert set(PLACES) == set(BEGINNINGS) == {name for name in importer_names() if samples(name)}


@pytest.mark.parametrize("name", sorted(PLACES))
@given(data=st.binary(max_size=400))
@QUICK
def test_any_bytes(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PLACES[name]
        path.write_bytes(data)
        all_of(name, path)
        path.write_bytes(BEGINNINGS[name](data))
        all_of(name, path)


@pytest.mark.parametrize("name", sorted(PLACES))
@given(seed=st.integers(0, 2**32))
@QUICK
def test_broken_samples(name: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        all_of(name, broken_copy(name, random.Random(seed), Path(folder)))


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", sorted(PLACES))
def test_broken_samples_for_two_minutes(name: str) -> None:
    """Reports how many; the memory of the process stays below what a bomb would take."""
    draw, tried, read = random.Random(name), 0, 0
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            read += len(all_of(name, broken_copy(name, draw, Path(folder))))
        tried += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (
        20 if sys.platform == "darwin" else 10
    )
    sys.stdout.write(f"{name}: {tried} sources, {read} records, peak {peak} MiB\n")
    assert tried > 100
    assert read > 0
    assert peak < 256
