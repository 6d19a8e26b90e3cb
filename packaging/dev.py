"""One command from a bare checkout: `python3 packaging/dev.py run | test | setup | lint`.

Standard library only, and any Python 3.11 or later will do to start it. It makes `.venv`, installs
`requirements.lock` with every hash checked and no build isolation, then Reflect itself as an
editable package. A stamp makes the second start quick. On Debian and its relatives it looks for
the system libraries that Qt needs and installs them where it may; elsewhere it prints one line.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)

#: Shared object -> Debian package. The first group is enough for tests, which draw offscreen.
DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

#: The pip settings that say how to reach an index. All others are left out: a machine's
#: constraints, find-links, `user = true` or `target` would fight the hashed lock.
REACH = (
    "index-url",
    "extra-index-url",
    "cert",
    "client-cert",
    "proxy",
    "trusted-host",
    "timeout",
    "default-timeout",
    "retries",
    "keyring-provider",
)

USAGE = """usage: python3 packaging/dev.py COMMAND [ARGUMENTS]

  run    set up what is missing, then open Reflect     (arguments go to reflect-app)
  test   set up what is missing, then run the tests    (arguments go to pytest)
  lint   ruff, its formatter's check, and strict types
  setup  set up only: .venv/bin/reflect and .venv/bin/reflect-app exist afterwards
"""


class Stop(Exception):
    """Set-up cannot go on; the text says what to do about it."""


def say(text: str) -> None:
    """One line to the person, on stderr so that stdout stays the tool's own."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Do one command and return its exit code."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    if command in {"-h", "--help", "help"}:
        print(USAGE, end="")
        return 0
    if command not in {"run", "test", "lint", "setup"}:
        say(USAGE.rstrip())
        return 2
    try:
        python = setup(window=command in {"run", "setup"})
    except Stop as stop:
        say(str(stop))
        return 1
    if command == "run" and not has_screen(os.environ):
        say("There is no screen here, so no window can open. With the package xvfb installed:")
        say("  xvfb-run -a python3 packaging/dev.py run")
        return 1
    if command == "run":
        return call([str(python), "-m", "reflect_app", *rest])
    if command == "test":
        return call([str(python), "-m", "pytest", *spread(rest), *rest])
    if command == "lint":
        return lint(python)
    return 0


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown; a platform that was chosen by hand is taken at its word."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(map(environment.get, screens))


def spread(arguments: Sequence[str]) -> list[str]:
    """How pytest shares the whole suite out: a file at a time, to every processor.

    A part that is named runs in one process, where a debugger, `-s` and benchmarks work.
    """
    named = any(not argument.startswith("-") for argument in arguments)
    alone = {"-n", "-s", "--pdb", "--trace", "--benchmark-only", "--onscreen", "--collect-only"}
    if named or alone.intersection(arguments):
        return []
    return ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]


def lint(python: Path) -> int:
    """Every check that needs no test run; goes on after a failure so that all is seen at once."""
    checks = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])
    return max([call([str(python), "-m", *check]) for check in checks])


def call(command: Sequence[str]) -> int:
    """Run in the checkout, as clean of the caller's Python settings as set-up was."""
    try:
        return subprocess.run(command, cwd=ROOT, env=clean(os.environ), check=False).returncode
    except KeyboardInterrupt:
        return 130


# --- set-up ----------------------------------------------------------------------------------


def setup(*, window: bool) -> Path:
    """Make or refresh `.venv` and return its Python. Quick where the stamp still fits."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = VENV / "reflect-setup"
    wanted = stamp(LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes())
    system_libraries(window=window)
    with one_at_a_time(ROOT / ".venv.lock"):
        if python.exists() and mark.exists() and mark.read_text(encoding="utf-8") == wanted:
            return python
        mark.unlink(missing_ok=True)
        installer = make_venv(python)
        say("Installing what the lock names (a minute or two the first time) ...")
        environment = pip_environment(python, installer)
        for words in (
            ["--require-hashes", "-r", str(LOCK)],
            ["--no-deps", "--editable", str(ROOT)],
        ):
            command = [*installer, "install", "--quiet", "--no-input", "--no-build-isolation"]
            done = subprocess.run([*command, *words], cwd=ROOT, env=environment, check=False)
            if done.returncode:
                raise Stop("Set-up stopped there. Nothing outside .venv was changed; try again.")
        mark.write_text(wanted, encoding="utf-8")
    return python


def stamp(lock: bytes, project: bytes) -> str:
    """What a finished `.venv` was made from. The place counts: an editable install holds it."""
    digest = hashlib.sha256(lock + b"\0" + project).hexdigest()
    return f"{digest} {sys.version_info[0]}.{sys.version_info[1]} {ROOT}\n"


def make_venv(python: Path) -> list[str]:
    """See that `.venv` holds a working Python of this version; return the pip to call it with."""
    if not healthy(python):
        if not has_venv():
            apt_install([f"python3.{sys.version_info[1]}-venv"], why="to make .venv")
        flags = ["--clear"] if has_venv() else ["--clear", "--without-pip"]
        made = subprocess.run(
            [sys.executable, "-m", "venv", *flags, str(VENV)], env=clean(os.environ), check=False
        )
        if made.returncode or not python.exists():
            raise Stop(
                "This Python cannot make a virtual environment. On Debian and Ubuntu:\n"
                f"  sudo apt-get install python3-venv python3.{sys.version_info[1]}-venv\n"
                "then run the same command again."
            )
    if runs([str(python), "-m", "pip", "--version"]):
        return [str(python), "-m", "pip"]
    if runs([sys.executable, "-m", "pip", "--python", str(python), "--version"]):
        return [sys.executable, "-m", "pip", "--python", str(python)]
    raise Stop(
        "There is no pip for .venv. On Debian and Ubuntu:\n"
        f"  sudo apt-get install python3-pip python3.{sys.version_info[1]}-venv\n"
        "then run the same command again."
    )


def healthy(python: Path) -> bool:
    """Whether a Python of our version answers there (not moved, not upgraded away)."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    code = f"import sys; sys.exit('%d.%d' % sys.version_info[:2] != '{version}')"
    return python.exists() and runs([str(python), "-c", code])


def has_venv() -> bool:
    """Whether a new Python like this one has both halves; Debian packs them apart."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def runs(command: Sequence[str]) -> bool:
    """Whether a command can be started and succeeds, in silence."""
    try:
        done = subprocess.run(command, env=clean(os.environ), capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


# --- pip, on machines with settings of their own -----------------------------------------------


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would point a Python at another one's packages.

    Nor is it kept from writing down what it compiled, which would make every start like the first.
    """
    elsewhere = {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    unwanted = elsewhere | {"PYTHONDONTWRITEBYTECODE"}
    return {name: value for name, value in environment.items() if name not in unwanted}


def pip_environment(python: Path, installer: Sequence[str]) -> dict[str, str]:
    """An environment in which pip reaches the machine's index but obeys only our lock."""
    done = subprocess.run(
        [*installer, "config", "list"],
        env=clean(os.environ) | {"PIP_USER": "0"},  # `user = true` would hide the other files
        capture_output=True,
        text=True,
        check=False,
    )
    kept = {name: value for name, value in clean(os.environ).items() if name[:4] != "PIP_"}
    kept |= {f"PIP_{n.upper().replace('-', '_')}": v for n, v in settings(done.stdout).items()}
    # The one spelling that makes pip skip every configuration file.
    kept |= {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    kept["PIP_YES"] = "1"
    kept["PATH"] = os.pathsep.join([str(python.parent), kept.get("PATH", "")])
    return kept


def settings(listing: str) -> dict[str, str]:
    """The lines of `pip config list` that say how to reach an index, the strongest one winning."""
    ranked: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        name, equals, value = line.partition("=")
        section, _, key = name.rpartition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section)
        if not equals or rank is None or rank < ranked.get(key, (0, ""))[0]:
            continue
        with suppress(ValueError, SyntaxError):
            ranked[key] = (rank, " ".join(str(ast.literal_eval(value)).split()))
    names = list(REACH)
    if ranked.get("no-index", (0, ""))[1].lower() in {"1", "true", "yes", "on"}:
        names += ["no-index", "find-links"]  # a folder of wheels is then the only source
    found = {name: ranked[name][1] for name in names if name in ranked}
    # A folder given as an index is find-links under another name.
    further = [url for url in found.get("extra-index-url", "").split() if url.startswith("http")]
    found["extra-index-url"] = " ".join(further)
    return {name: value for name, value in found.items() if value}


# --- the system's libraries --------------------------------------------------------------------


def system_libraries(*, window: bool) -> None:
    """Find what Qt needs; install it where that is allowed, else say so and go on."""
    if not sys.platform.startswith("linux"):
        return
    wanted = {**DRAWING, **WINDOW} if window else DRAWING
    lacking = [package for library, package in wanted.items() if not loads(library)]
    if lacking:
        apt_install(lacking, why="for Qt")


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared object; yes where that cannot be asked."""
    try:
        import ctypes
    except ImportError:
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: Iterable[str], *, why: str) -> bool:
    """Install Debian packages as root or with a sudo that asks nothing; else print the line."""
    names = list(packages)
    apt = shutil.which("apt-get")
    prefix = administrator() if apt else None
    if apt is None or prefix is None:
        say(f"Missing {why}: {' '.join(names)}. Where apt-get is at home:")
        say(f"  sudo apt-get install --no-install-recommends {' '.join(names)}")
        return False
    say(f"Installing {why}: {' '.join(names)} ...")
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    install = [*quiet, "install", "-y", "--no-install-recommends", *names]
    for command in (install, [*quiet, "update"], install):
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        if command is install and done.returncode == 0:
            return True
    say(f"apt-get could not install {' '.join(names)}; going on without.")
    return False


def administrator() -> list[str] | None:
    """The words that make a command root's: none for root, sudo where it asks nothing."""
    if os.name != "posix" or os.geteuid() == 0:
        return [] if os.name == "posix" else None
    if shutil.which("sudo") and runs(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Two terminals may start at once; the second waits and then finds the work done."""
    with path.open("a+b") as handle:
        if os.name == "posix":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        newer = filter(None, (shutil.which(f"python3.{minor}") for minor in range(14, 10, -1)))
        found = next(newer, None)
        if found is None:
            sys.exit("Reflect needs Python 3.11 or later; this is " + sys.version.split()[0] + ".")
        sys.exit(subprocess.call([found, *sys.argv]))
    sys.exit(main(sys.argv[1:]))
