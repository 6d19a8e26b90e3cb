"""Makes the stored vault and backup of this version: `python -m tests.formats.make FOLDER`.

Run once for each version that people have had, and never again: what lies in `tests/formats/` is
opened by every later Reflect as it is. The passphrase, the words and what is inside stand beside
it in `expected.json`. The keys are cheap, so only tests can open it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from reflect_app import __version__
from reflect_app.core.entries import EntryInput
from tests.faults.story import Story
from tests.fixtures import PASSPHRASE
from tests.formats.reading import read

NOTE = "left by the door: the stapler is in the drawer"
SUPPORT = '[[support]]\nname = "Somebody to talk to"\ncontact = "extension 12"\n'


def main(folder: Path) -> None:
    """A vault with one of everything, and its backup, into a folder that is not there yet."""
    folder.mkdir(parents=True)
    story = Story(folder)
    created = story.app.vaults.create(story.folder, PASSPHRASE, name="Sam", agency="The Orchard")
    journal = created.journal
    story.tell(journal, 5)
    journal.names.confirm("Jo Bloggs", "PERSON", ("Jo",))
    journal.names.remember("Wren Bloggs", "Heron")
    journal.settings.set("role", "waking nights")
    own = journal.prompt_editor.duplicate("free", "My own page")
    journal.entries.write(EntryInput(own.id, {"page": "under a prompt of my own"}, marked=True))
    (story.folder / "support.toml").write_text(SUPPORT, encoding="utf-8")
    story.app.quick_notes.leave(story.folder, NOTE)
    backup = journal.backups.make().out
    backup.rename(folder / "one.reflect-backup")
    (anchor,) = story.anchors()
    anchor.rename(folder / "one.anchor")
    expected = {
        "version": __version__,
        "passphrase": PASSPHRASE,
        "recovery_words": created.recovery_words,
        **read(journal),
    }
    journal.close()
    shutil.rmtree(folder / "v-backups")
    shutil.rmtree(folder / "home")
    text = json.dumps(expected, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
