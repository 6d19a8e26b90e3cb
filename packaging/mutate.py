"""Mutation score: `.venv/bin/python packaging/mutate.py reflect_app/crypto --sample 40`.

Changes one thing at a time in a copy of the checkout (a comparison turned, a sign, a number one
more, `and` for `or`, a truth denied) and runs the tests of its package that reach the line, the
quickest first, as one run of them all has recorded. That record is blind to a process that a test
starts and a fixture that tests share, so those are always run; and to what an import runs, for
which the files that name the module are. Last comes the contract about what is handed around. A
change that none of these notices has survived: the score is rather too low than too high. The draw
is a function of `--seed`, so a score can be run again; survivors are there to be looked at.

Loaded by pytest with `-p mutate`, this file keeps that record.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = "tests/test_contracts.py::test_what_is_handed_around_cannot_be_changed"
PATIENCE = 5  # times as long as the tests take unchanged: a change that makes them hang is noticed

TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where one change can be made: the n-th node of a module's tree."""

    module: Path
    node: int
    line: int
    what: str


def places(module: Path) -> Iterator[Place]:
    """Every place of a module where this file knows a change."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    silent = set(_unheard(tree))
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in silent and (what := _change(copy.deepcopy(node))):
            yield Place(module, number, getattr(node, "lineno", 0), what)


def _unheard(tree: ast.AST) -> Iterator[int]:
    """Nodes whose change nobody could notice: annotations, and imports for type checkers."""
    for node in ast.walk(tree):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            parts.append(node)
        for part in filter(None, parts):
            yield from map(id, ast.walk(part))


def _change(node: ast.AST) -> str:
    """Make the change in place and say what it was; "" where there is none to make."""
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in TURNED:
            node.ops[0] = TURNED[type(op)]()  # type: ignore[call-overload]
            return type(op).__name__
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in TURNED:
            node.op = TURNED[type(op)]()  # type: ignore[assignment]
            return type(op).__name__
        case ast.Constant(value=bool() as value):
            node.value = not value
            return "truth"
        case ast.Constant(value=int() as value):
            node.value = value + 1
            return "number"
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare):
            node.test = ast.UnaryOp(ast.Not(), test)
            return "condition"
    return ""


def changed(place: Place) -> str:
    """The module's source with that one change."""
    tree = ast.parse(place.module.read_text(encoding="utf-8"))
    for number, node in enumerate(ast.walk(tree)):
        if number == place.node:
            _change(node)
    return ast.unparse(ast.fix_missing_locations(tree))


class Reach:
    """Which tests of a package reach a line, and how long each takes."""

    def __init__(self, checkout: Path, package: Path) -> None:
        """Runs them all once. Raises `ValueError` where one fails with nothing changed."""
        self._checkout, inner = checkout, package.relative_to(ROOT / "reflect_app")
        record, times = checkout / ".reach", checkout / ".times"
        command = [
            *(sys.executable, "-m", "coverage", "run", f"--data-file={record}"),
            *(f"--source={checkout / 'reflect_app' / inner}", "-m", "pytest", "-p", "mutate"),
            *("-q", "-x", "-p", "no:cacheprovider", str(Path("tests", inner.parts[0]))),
        ]
        if subprocess.run(command, cwd=checkout, env=here(checkout, times), check=False).returncode:
            raise ValueError(package)
        self._took: dict[str, float] = json.loads(times.read_text(encoding="utf-8"))
        self._data = coverage.CoverageData(str(record))
        self._data.read()

    def tests(self, place: Place) -> list[str]:
        """Those to run for a change there, the quickest first."""
        file = str(self._checkout / place.module.relative_to(ROOT))
        lines = self._data.contexts_by_lineno(file)
        inside = {line: {name for name in names if name} for line, names in lines.items()}
        # Of a statement over several lines only the first may be in the record.
        near = max((line for line in lines if line <= place.line), default=0)
        found = inside.get(near, set())
        if not found or "" in lines[near]:
            found = found | self._in_files(rf"\b{place.module.stem}\b")
        blind = self._in_files(r"subprocess|scope=\"")
        return [*sorted(found | blind, key=lambda name: self._took[name]), CONTRACT]

    def _in_files(self, pattern: str) -> set[str]:
        """The tests of every file whose text has this."""
        files = {name: (self._checkout / name.partition("::")[0]) for name in self._took}
        return {
            name
            for name, file in files.items()
            if re.search(pattern, f"{file.stem} {file.read_text(encoding='utf-8')}")
        }


def noticed(place: Place, checkout: Path, reach: Reach, longest: float) -> str:
    """What notices the change once it is made in the copy: a test, or that it takes for ever."""
    target = checkout / place.module.relative_to(ROOT)
    before = target.read_text(encoding="utf-8")
    target.write_text(changed(place), encoding="utf-8")
    try:
        return failing(reach.tests(place), checkout, longest)
    finally:
        target.write_text(before, encoding="utf-8")


def failing(tests: list[str], checkout: Path, longest: float) -> str:
    """The first of these tests that fails there; "" where none does."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        run = subprocess.run(
            command, cwd=checkout, env=here(checkout), capture_output=True, timeout=longest,
            text=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "a run that took too long"
    if not run.returncode:
        return ""
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", run.stdout, re.MULTILINE)
    return named[1] if named else "a start that failed"


def here(checkout: Path, times: Path | None = None) -> dict[str, str]:
    """An environment in which a test's own children import the copy too."""
    path = os.pathsep.join([str(checkout), str(checkout / "packaging")])
    return os.environ | {"PYTHONPATH": path, "MUTATE_TIMES": str(times or "")}


_times: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Lines that run from here on are this test's; of a test with parameters, all of it counts."""
    name, now = item.nodeid.partition("[")[0], coverage.Coverage.current()
    began = time.monotonic()
    if now is not None:
        now.switch_context(name)
    try:
        return (yield)
    finally:
        _times[name] = _times.get(name, 0.0) + time.monotonic() - began


def pytest_sessionfinish() -> None:
    """Leave the times where the run that asked looks for them."""
    if place := os.environ.get("MUTATE_TIMES"):
        Path(place).write_text(json.dumps(_times), encoding="utf-8")


def main() -> int:
    """Draw, run, report; 1 where the tests fail before anything is changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("package", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many of them; all without it")
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()
    modules = sorted((ROOT / args.package).rglob("*.py"))
    every = [place for module in modules for place in places(module)]
    drawn = random.Random(args.seed).sample(  # noqa: S311 - a draw that can be repeated
        every, min(args.sample or len(every), len(every))
    )
    with tempfile.TemporaryDirectory() as folder:
        checkout = Path(folder) / "checkout"
        leave = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, checkout, ignore=leave)
        began = time.monotonic()
        try:
            reach = Reach(checkout, ROOT / args.package)
        except ValueError:
            print("The tests fail before anything is changed.")
            return 1
        longest = PATIENCE * max(time.monotonic() - began, 60.0)
        survived = 0
        for number, place in enumerate(drawn, 1):
            by = noticed(place, checkout, reach, longest)
            survived += not by
            where = f"{place.module.relative_to(ROOT)}:{place.line} {place.what}"
            told = f"noticed by {by}" if by else f"SURVIVED ({survived})"
            print(f"{number} of {len(drawn)}: {where}: {told}", flush=True)
    print(f"{len(drawn)} of {len(every)} places, {100 * (1 - survived / len(drawn)):.0f} % noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
