"""The house rules, checked by machine: direction, homes, sizes, docstrings, no Qt below `ui/`."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest

from tests.helpers.sources import PACKAGE, ROOT, Module, knots, modules, ours

MODULES = modules()

#: Who may import whom: only what is on a lower floor. Neighbours on one floor do not know each
#: other. The last floor knows how to say things and how to fail, nothing else.
FLOORS = (
    {"__main__"},
    {"ui", "cli"},
    {"app"},
    {"services"},
    {"vault", "sharing", "exporting", "importing", "identifiers", "keychain"},
    {"crypto", "core"},
    {"languages"},
    {"assets", "faults", "hardening", "organisation", "paths", "settings"},
    {"errors"},
    {"words"},
)
#: Rules with no I/O do not know where files are.
PURE = {"core", "crypto"}
IMPURE = {"assets", "languages", "organisation", "paths", "settings"}

#: Imported name -> (distribution, the areas or modules it may be used in). Empty means anywhere.
HOMES: dict[str, tuple[str, set[str]]] = {
    "PySide6": ("pyside6-essentials", {"ui"}),
    "shiboken6": ("pyside6-essentials", {"ui"}),
    "alembic": ("alembic", {"vault"}),
    "cryptography": ("cryptography", {"crypto"}),
    "docx": ("python-docx", {"exporting"}),
    "enchant": ("pyenchant", {"ui", "identifiers"}),
    "icalendar": ("icalendar", {"exporting", "importing"}),
    "jinja2": ("jinja2", {"exporting"}),
    "keyring": ("keyring", {"keychain"}),
    "markupsafe": ("jinja2", {"exporting"}),
    "markdown_it": ("markdown-it-py", {"exporting", "importing"}),
    "mnemonic": ("mnemonic", {"crypto"}),
    "msgspec": ("msgspec", set()),
    "pikepdf": ("pikepdf", {"exporting"}),
    "platformdirs": ("platformdirs", {"paths"}),
    "segno": ("segno", {"ui", "exporting", "sharing"}),
    "sqlalchemy": ("sqlalchemy", {"vault"}),
    "sqlcipher3": ("sqlcipher3", {"vault"}),
    "typst": ("typst", {"exporting"}),
    "tzlocal": ("tzlocal", {"app"}),
    "yaml": ("pyyaml", {"importing"}),
    "zxcvbn": ("zxcvbn", {"crypto"}),
}
#: Needed without being imported by name.
DATA_ONLY = {"tzdata"}

#: The program opens no connection, reads no other SQLite and speaks to no browser.
NEVER = {
    "asyncio": "opens a loopback socket on Windows",
    "ftplib": "network",
    "http": "network",
    "imaplib": "network",
    "pickle": "runs what it reads",
    "shelve": "runs what it reads",
    "smtplib": "network",
    "socket": "network",
    "socketserver": "network",
    "sqlite3": "a second SQLite in the process drops the first one's locks",
    "ssl": "network",
    "urllib.request": "network",
    "webbrowser": "network",
    "xmlrpc": "network",
    "PySide6.QtNetwork": "network",
    "PySide6.QtWebEngineCore": "network",
}
THREAD_MAKERS = {"Thread", "ThreadPoolExecutor", "ProcessPoolExecutor", "QThread", "QThreadPool"}
THREAD_HOME = "ui.tasks"
FILLED_STEP_BY_STEP = (
    *("exporting.pdf.reading.Show", "identifiers.spread.Seen", "ui.first_run.step.Setup"),
    *("importing.formats.from_joplin._Shelf", "vault.salvage._Heap"),
)
"""Holders that never leave the package which fills them."""
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50


def floor(area: str) -> int:
    """How deep an area lies; the deepest is imported by all."""
    found = [depth for depth, areas in enumerate(FLOORS) if area in areas]
    assert found, f"reflect_app/{area} has no floor: give it one in FLOORS"
    return found[0]


def test_imports_point_down_only() -> None:
    wrong = []
    for module in MODULES.values():
        for name, line in module.imports():
            target = ours(name, MODULES)
            if not target or not module.name or target.split(".")[0] == module.area:
                continue
            area = target.split(".")[0]
            if floor(area) <= floor(module.area) or (module.area in PURE and area in IMPURE):
                wrong.append(f"{module.name}:{line} imports {target}")
    assert not wrong


def test_no_module_reaches_itself_lazy_imports_counted() -> None:
    graph = {
        module.name: {
            target
            for name, _ in module.imports()
            if (target := ours(name, MODULES)) and target != module.name
        }
        for module in MODULES.values()
    }
    assert knots(graph) == []


def test_each_third_party_has_one_home() -> None:
    wrong = []
    for module in MODULES.values():
        for name, line in module.imports():
            top = name.split(".")[0]
            if top == PACKAGE or top in sys.stdlib_module_names:
                continue
            if top not in HOMES:
                wrong.append(f"{module.name}:{line} imports {top}, which has no home")
            elif HOMES[top][1] and module.area not in HOMES[top][1]:
                wrong.append(f"{module.name}:{line} imports {top}, at home in {HOMES[top][1]}")
    assert not wrong


def test_the_table_of_homes_is_the_list_of_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=~! ;]", text)[0].lower() for text in project["dependencies"]}
    assert declared == {distribution for distribution, _ in HOMES.values()} | DATA_ONLY


def test_nothing_that_talks_to_a_network_or_runs_data() -> None:
    wrong = [
        f"{module.name}:{line} imports {name}: {why}"
        for module in MODULES.values()
        for name, line in module.imports()
        for banned, why in NEVER.items()
        if name == banned or name.startswith(banned + ".")
    ]
    assert not wrong


def test_threads_are_made_in_one_place() -> None:
    wrong = [
        f"{module.name}:{node.lineno} makes {name}"
        for module in MODULES.values()
        if module.name != THREAD_HOME
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        for name in [getattr(node.func, "attr", getattr(node.func, "id", ""))]
        if name in THREAD_MAKERS
    ]
    assert not wrong


def test_nothing_is_global() -> None:
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in MODULES.values()
        if module.name != "words"  # the one catalogue, installed once by the composition root
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Global)
    ]
    assert not wrong


def test_what_is_handed_around_cannot_be_changed() -> None:
    """A holder's flags: nobody alters what another was given, nor slips a misspelt name in."""
    wrong = [
        f"{module.name}.{node.name}"
        for module in MODULES.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for flags in holders(node)
        if flags != {"frozen", "slots"}
    ]
    assert sorted(wrong) == sorted(FILLED_STEP_BY_STEP)


def holders(node: ast.ClassDef) -> Iterator[set[str]]:
    """Of a dataclass or a msgspec struct, which has slots without asking: the flags that are on."""
    for call in (*node.decorator_list, ast.Call(ast.Name(""), [], node.keywords)):
        given = call.keywords if isinstance(call, ast.Call) else []
        name = ast.unparse(call.func if isinstance(call, ast.Call) else call)
        on = {one.arg for one in given if ast.unparse(one.value) == "True" and one.arg}
        if name == "dataclass":
            yield on & {"frozen", "slots"}
        elif not (name or node.name.startswith("_")) and any(
            ast.unparse(base) == "msgspec.Struct" for base in node.bases
        ):
            yield on & {"frozen"} | {"slots"}


def test_modules_stay_small() -> None:
    sizes = {module.name: module.text.count("\n") for module in MODULES.values()}
    assert {name: size for name, size in sizes.items() if size >= LONGEST_MODULE} == {}
    assert statistics.median(sizes.values()) < 150


def test_functions_stay_small() -> None:
    wrong = [
        f"{module.name}:{node.lineno} {node.name} has {size} lines"
        for module in MODULES.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for size in [(node.end_lineno or 0) - node.lineno + 1]
        if size >= LONGEST_FUNCTION
    ]
    assert not wrong


def public(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Classes, functions and methods that another module may name."""
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body, node.name + ".")


def says_nothing_new(name: str, node: ast.AST) -> bool:
    """Qt's own names in camelCase, setters and overloads are explained where they come from."""
    method = name.rpartition(".")[2]
    decorators = [ast.unparse(one) for one in getattr(node, "decorator_list", [])]
    return bool(
        ("." in name and re.match(r"[a-z]+[A-Z]", method))
        or any(text.endswith((".setter", "overload")) for text in decorators)
    )


def test_every_public_name_has_a_docstring() -> None:
    wrong = []
    for module in MODULES.values():
        if not ast.get_docstring(module.tree):
            wrong.append(f"{module.name}: the module")
        wrong += [
            f"{module.name}: {name}"
            for name, node in public(module.tree.body)
            if not ast.get_docstring(node)  # type: ignore[arg-type]  # `public` gives these alone
            and not says_nothing_new(name, node)
        ]
    assert not wrong


NO_QT = f"""
import importlib, importlib.abc, pathlib, sys
class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {{"PySide6", "shiboken6", "PyQt6"}}:
            raise ModuleNotFoundError("Qt is not installed")
sys.meta_path.insert(0, Blocker())
for name in sys.argv[1:]:
    importlib.import_module("{PACKAGE}." + name)
print(len(sys.argv) - 1)
"""


def test_everything_below_ui_imports_where_qt_is_not_installed() -> None:
    names = [name for name in MODULES if name and name.split(".")[0] not in {"ui", "__main__"}]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", NO_QT, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(names) > 10


TOP_LEVEL = {
    "reflect_app", "resources", "tests", "packaging", "pyproject.toml", "README.md", "LICENSE",
    "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "requirements.lock", ".ci", ".gitignore",
}  # fmt: skip


def tracked() -> list[str]:
    """What the repository holds; nothing where this is no checkout."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [name for name in done.stdout.split("\0") if name]


def test_the_top_level_holds_only_what_it_may() -> None:
    assert {name.split("/")[0] for name in tracked()} <= TOP_LEVEL


def test_the_lock_has_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text
    assert "find-links" not in text
    pinned = re.findall(
        r"^([a-z0-9._-]+)==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE
    )
    named = re.findall(r"^[a-z0-9].*$", text, re.MULTILINE)
    assert len(pinned) == len(named) > 40


#: A command of ours or an option, as a sentence names it. Other programs' commands may be named.
_COMMAND = re.compile(r"[“`](?:reflect|verify) |(?<!jrnl )--[a-z]")


def test_only_the_command_line_speaks_of_commands() -> None:
    wrong = [
        f"{module.name}:{node.lineno}: {said.value}"
        for module in MODULES.values()
        if module.area != "cli"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("tr", "trn")
        for said in node.args
        if isinstance(said, ast.Constant)
        and isinstance(said.value, str)
        and _COMMAND.search(said.value)
    ]
    assert not wrong, "a window shows these too: put the command into cli/hints.py"
    assert all(map(_COMMAND.search, ("“reflect inbox” shows it.", "Give it with --out.")))


#: Folders of tests that follow a story, a fault or a figure and not one module.
OTHER_TESTS = {"helpers", "journeys", "benchmarks", "faults", "formats", "fuzz", "packaging"}


def test_the_tests_mirror_the_source() -> None:
    folders = {
        path.relative_to(ROOT / "tests").parent for path in (ROOT / "tests").rglob("test_*.py")
    }
    strange = [
        folder.as_posix()
        for folder in folders
        if folder.parts
        and folder.parts[0] not in OTHER_TESTS
        and not (ROOT / PACKAGE / folder).is_dir()
        and not (ROOT / PACKAGE / folder).with_suffix(".py").is_file()
    ]
    assert not strange


def fake(name: str, text: str) -> Module:
    """A module that exists in memory alone."""
    module = Module(name, ROOT / "none.py")
    module.__dict__["text"] = text
    return module


def test_the_reader_sees_lazy_and_typing_imports() -> None:
    text = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sqlalchemy.orm\n"
        "def f():\n    from reflect_app.vault import engine\n"
    )
    found = {name for name, _ in fake("core.x", text).imports()}
    assert found == {"typing.TYPE_CHECKING", "sqlalchemy.orm", "reflect_app.vault.engine"}


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}}, [["a", "b", "c"]]),
        ({"a": {"a"}}, [["a"]]),
        ({"a": {"b"}, "b": {"a"}, "c": {"d"}, "d": {"c"}}, [["a", "b"], ["c", "d"]]),
    ],
)
def test_knots_are_found(graph: dict[str, set[str]], expected: list[list[str]]) -> None:
    assert knots(graph) == expected
