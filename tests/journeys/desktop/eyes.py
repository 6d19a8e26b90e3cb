"""What a screen reader can tell of a program, asked line by line on standard input.

`/usr/bin/python3 eyes.py PID`, with Debian's python3-gi and gir1.2-atspi-2.0 (python3-pyatspi
brings both): it has to be the system's Python. Questions are `screen`, `focus` and `text NAME`;
each answer is one line of JSON.
"""

import json
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

gi: Any = import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi: Any = import_module("gi.repository.Atspi")
GLib: Any = import_module("gi.repository.GLib")

MOST = 200
"""Children of a list that are looked at."""
DEEPEST = 40


def program(pid: int) -> Any:
    """The program on the accessibility bus; waits until it is there."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(place)
            if found is not None and found.get_process_id() == pid:
                found.set_cache_mask(Atspi.Cache.NONE)
                return found
        time.sleep(0.1)
    raise SystemExit(f"{pid} is not on the accessibility bus")


def is_now(node: Any, state: Any) -> bool:
    """Whether a part is in a state."""
    return bool(node.get_state_set().contains(state))


def has_focus(node: Any) -> bool:
    """Whether a part has the focus. Qt says so of a list's current row even when the list has
    not."""
    if not is_now(node, Atspi.StateType.FOCUSED):
        return False
    rows = (Atspi.Role.LIST_ITEM, Atspi.Role.TREE_ITEM, Atspi.Role.TABLE_CELL)
    return node.get_role() not in rows or is_now(node.get_parent(), Atspi.StateType.FOCUSED)


def showing(node: Any, depth: int = 0) -> Iterator[Any]:
    """Every part that is on the screen, from the top."""
    for place in range(min(node.get_child_count(), MOST)):
        child = node.get_child_at_index(place)
        if child is None or not is_now(child, Atspi.StateType.SHOWING):
            continue
        yield child
        if depth < DEEPEST:
            yield from showing(child, depth + 1)


def words(node: Any) -> str:
    """A part's name, and its text where it has one."""
    said = [node.get_name() or ""]
    if "Text" in node.get_interfaces():
        said.append(Atspi.Text.get_text(node, 0, -1))
    return "\n".join(part for part in said if part)


def answer(root: Any, question: str) -> str:
    """One question's answer."""
    what, _, name = question.partition(" ")
    if what == "screen":
        return "\n".join(filter(None, map(words, showing(root))))
    if what == "text":
        return "\n".join(words(each) for each in showing(root) if each.get_name() == name)
    focused = [each for each in showing(root) if has_focus(each)]
    # The inside of a text area counts as focused too, and has no name of its own.
    return next((str(each.get_name()) for each in reversed(focused) if each.get_name()), "")


def patiently(root: Any, question: str) -> str:
    """The answer; again where a part went away while it was looked at."""
    for _ in range(5):
        try:
            return answer(root, question)
        except GLib.GError:
            time.sleep(0.05)
    return ""


def main() -> None:
    """Answer until the questions end."""
    root = program(int(sys.argv[1]))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(patiently(root, line.rstrip("\n"))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
