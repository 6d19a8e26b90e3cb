"""List what Reflect is shipped with: `.venv/bin/python packaging/licences.py`.

Writes `resources/licences.md`, which ships inside Reflect, from the metadata of the installed
packages that it needs at run time (their own needs included). Run it after the lock has changed;
a test compares.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "resources" / "licences.md"

#: Where the metadata says nothing usable, what the project's own licence file says.
READ_BY_HAND = {
    "sqlcipher3": "zlib",
}
#: Installed on other systems than the one this was last run on; read by hand.
ELSEWHERE = {"pywin32-ctypes": ("Windows", "BSD-3-Clause")}
CLASSIFIER = "License :: OSI Approved :: "

HEAD = """# What Reflect is shipped with

Made by `packaging/licences.py`; do not edit. Reflect itself is under the MIT licence (`LICENSE`).
Qt and PySide6 are used under the LGPL: they stay separate libraries that can be replaced.

| package | version | licence |
|---|---|---|
"""
TAIL = """
## Inside those packages

- `sqlcipher3` holds SQLCipher (BSD-3-Clause, Zetetic LLC), SQLite (public domain) and OpenSSL
  (Apache-2.0). SQLCipher's notice travels with every copy: this page ships for that.
- `cryptography` holds OpenSSL (Apache-2.0).
- `pikepdf` holds qpdf (Apache-2.0); `pyenchant` loads Enchant (LGPL-2.1-or-later) and dictionaries
  where the system has them.
- `typst` holds the Typst compiler (Apache-2.0) and the faces Libertinus Serif (OFL-1.1),
  New Computer Modern (GUST) and DejaVu Sans Mono (its own free licence).
- `mnemonic` holds the BIP-39 English word list (MIT).

## In Reflect's own resources

- The faces Noto Emoji and Noto Naskh Arabic (OFL-1.1) and Droid Sans Fallback (Apache-2.0),
  unchanged, and Reflect Hangul, cut from NanumGothic (OFL-1.1); their licences lie beside them.
- Lists of names, places and words for finding identifiers: from Faker (MIT), `names` (MIT, US
  Census), `nicknames` (Apache-2.0), GeoNames (CC BY 4.0, geonames.org) and SCOWL. The notices are
  in `identifiers/NOTICES.md` and `identifiers/SCOWL-copyright.txt`.
"""


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    """The whole page for what is installed now."""
    rows = [f"| {name} | {version} | {licence} |" for name, version, licence in needed()]
    rows += [f"| {name} ({where}) | | {licence} |" for name, (where, licence) in ELSEWHERE.items()]
    return HEAD + "\n".join(rows) + "\n" + TAIL


def needed() -> list[tuple[str, str, str]]:
    """Name, version and licence of each package of the run-time closure, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = list(project["dependencies"])
    found: dict[str, tuple[str, str, str]] = {}
    while waiting:
        requirement = Requirement(waiting.pop())
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in found or not (requirement.marker is None or requirement.marker.evaluate()):
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            raise SystemExit(f"{name} is not installed; run packaging/dev.py setup") from None
        found[name] = (name, package.version, licence_of(name, package))
        waiting += package.requires or []
    return sorted(found.values())


def licence_of(name: str, package: Distribution) -> str:
    """What a package says of itself, the clearest way it says it."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    data = package.metadata
    if expression := (data.get_all("License-Expression") or [""])[0]:
        return str(expression)
    named = [line for line in data.get_all("Classifier") or [] if line.startswith(CLASSIFIER)]
    if named:
        return "; ".join(line.removeprefix(CLASSIFIER) for line in named)
    free = str((data.get_all("License") or [""])[0]).strip()
    if free and "\n" not in free:
        return free
    raise SystemExit(f"{name} does not say its licence; read it and add it to READ_BY_HAND")


if __name__ == "__main__":
    sys.exit(main())
