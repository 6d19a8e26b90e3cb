"""A supervision pack as PDF against typst alone on the same pages: at most 1.5 times.

Typst alone is a fresh Python that imports typst and compiles the same template with the same
data. Ours adds the tree, the hardened child, reading the file back and putting it on disk.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pikepdf
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from reflect_app import assets
from reflect_app.exporting.document import Document
from reflect_app.exporting.files import write_file
from reflect_app.exporting.pdf.tree import document_tree
from tests.exporting.making import pack

BUDGET = 1.5
ROUNDS = 9

_ALONE = """
import json, pathlib, sys, typst
request = json.loads(pathlib.Path(sys.argv[1]).read_text())
pdf = typst.compile(
    request["template"].encode(), root=sys.argv[2], font_paths=request["fonts"],
    ignore_system_fonts=True, sys_inputs={"document": request["document"]},
    pdf_standards=["ua-1", "a-2a"], timestamp=0,
)
pathlib.Path(sys.argv[1]).with_suffix(".pdf").write_bytes(pdf)
"""


def sized(pages: int, folder: Path) -> tuple[Document, int]:
    """A pack of about so many pages: check-ins of a few hundred words."""
    document = pack(max(1, round(pages * 1.02) - 2), paragraphs=6)
    write_file(document, "pdf", folder / "sized.pdf")
    with pikepdf.open(io.BytesIO((folder / "sized.pdf").read_bytes())) as opened:
        return document, len(opened.pages)


def alone(document: Document, folder: Path) -> Callable[[], None]:
    """Typst and nothing of ours, on the same pages."""
    request = {
        "template": assets.read_text("typst/document.typ"),
        "document": json.dumps(document_tree(document)),
        "fonts": [str(assets.asset("typst/fonts"))],
    }
    path = folder / "request.json"
    path.write_text(json.dumps(request))
    root = tempfile.mkdtemp(dir=folder)
    command = [sys.executable, "-P", "-c", _ALONE, str(path), root]

    def run() -> None:
        subprocess.run(command, check=True)

    return run


class Cost(NamedTuple):
    """What one run took: by the clock on the wall, and of all cores together."""

    wall: float
    cpu: float


def cost(work: Callable[[], object]) -> Cost:
    """Run once and count, processes begun by it included."""
    wall, cpu = time.perf_counter(), _cpu()
    work()
    return Cost(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.mark.parametrize("pages", [12, 100])
def test_a_pack_costs_little_more_than_typst_alone(
    pages: int, tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    document, found = sized(pages, tmp_path)
    assert abs(found - pages) <= pages * 0.15
    floor = alone(document, tmp_path)

    def ours() -> object:
        return write_file(document, "pdf", tmp_path / "ours.pdf")

    runs = [(cost(floor), cost(ours)) for _ in range(ROUNDS)]
    benchmark.pedantic(ours, rounds=3)  # type: ignore[no-untyped-call]
    ratios = Cost(*(median(mine[at] / theirs[at] for theirs, mine in runs) for at in (0, 1)))
    benchmark.extra_info |= {
        "pages": found,
        "typst alone, seconds": round(median(theirs.wall for theirs, _ in runs), 3),
        "ours, seconds": round(median(mine.wall for _, mine in runs), 3),
        "ratio": round(ratios.wall, 2),
        "ratio of processor time": round(ratios.cpu, 2),
        "budget": BUDGET,
    }
    # On a busy machine the clock counts what others do; processor time is the steady figure.
    assert min(ratios) <= BUDGET, benchmark.extra_info
