"""Commands named at a terminal: they are there, and they follow what the layers below say."""

from __future__ import annotations

import re

import pytest

from reflect_app.cli.hints import commands as named
from reflect_app.cli.main import main
from tests.helpers.commands import Commands
from tests.helpers.sources import PACKAGE, ROOT

NAMED = re.compile(r"“reflect ([^”]+)”")


def test_every_command_that_is_named_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    found = {words for said in named().values() for words in NAMED.findall(said)}
    assert len(found) > 12
    for words in sorted(found):
        with pytest.raises(SystemExit) as end:
            main([*(part for part in words.split() if part != "--accept"), "--help"])
        assert end.value.code == 0, words
    assert "--accept" in capsys.readouterr().out


def test_every_code_in_the_table_is_one_that_somebody_raises() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / PACKAGE).rglob("*.py")
        if path.name != "hints.py"
    )
    ways = ('code="{}"', 'code = "{}"', '"{0}", "{0}",')  # a bundle's flaw stands before its code
    said = {code for code in named() for way in ways if way.format(code) in source}
    assert said == {*named()}


def test_the_command_follows_the_hint_or_stands_alone(commands: Commands) -> None:
    def hint(*words: str) -> str:
        refused = commands.run(*words)
        said: str = refused.document["error"]["hint"]
        assert refused.err.rstrip().endswith(said)
        return said

    assert hint("session", "show", "ffff") == "“reflect session list” shows them all."
    assert hint("comment", "ffff", "--text", str(commands.passphrase_file)) == (
        "It may have expired or been withdrawn. “reflect inbox” shows what is there."
    )
    assert hint("receive", "--exchange") == (
        "Choose one first, or use a file. “reflect exchange set” chooses one."
    )
    assert hint("show", "ffff").startswith("“reflect list” shows the entries")
    assert hint("import", "undo", "ffff") == "It may have been taken out again already."
