"""Mutation score: `.venv/bin/python packaging/mutate.py reflect_app/crypto --sample 40`.

Changes one thing at a time in a copy of the checkout (a comparison turned, a sign, a number one
more, `and` for `or`, a truth denied) and runs the tests that lie nearest: the module's own first,
then its package's. A change that no test notices has survived. The draw is a function of
`--seed`, so a score can be run again; survivors are listed to be looked at.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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


def tests_of(module: Path) -> list[list[str]]:
    """The nearest tests first, then those of the package. Paths from the checkout's root."""
    inner = module.relative_to(ROOT / "reflect_app")
    own = Path("tests", inner.parent, f"test_{inner.name}")
    package = Path("tests", inner.parts[0])
    return [[str(own)]] * (ROOT / own).exists() + [[str(package)]]


def noticed(place: Place, checkout: Path, longest: float) -> bool:
    """Whether a test fails, or takes for ever, once the change is made in the copy."""
    target = checkout / place.module.relative_to(ROOT)
    before = target.read_text(encoding="utf-8")
    target.write_text(changed(place), encoding="utf-8")
    try:
        return any(fails(tests, checkout, longest) for tests in tests_of(place.module))
    finally:
        target.write_text(before, encoding="utf-8")


def fails(tests: list[str], checkout: Path, longest: float | None = None) -> bool:
    """Whether these tests fail there."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        run = subprocess.run(
            command, cwd=checkout, capture_output=True, timeout=longest, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return run.returncode != 0


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
        if drawn and fails(tests_of(drawn[0].module)[-1], checkout):
            print("The tests fail before anything is changed.")
            return 1
        longest = PATIENCE * max(time.monotonic() - began, 60.0)
        survived = 0
        for number, place in enumerate(drawn, 1):
            if not noticed(place, checkout, longest):
                survived += 1
                print(f"survived: {place.module.relative_to(ROOT)}:{place.line} {place.what}")
            print(f"{number} of {len(drawn)}, {survived} survived", flush=True)
    print(f"{len(drawn)} of {len(every)} places, {100 * (1 - survived / len(drawn)):.0f} % noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
