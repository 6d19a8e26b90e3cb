"""Every way in which text leaves a vault, and what stands before it.

A new one has to say here which test holds it to the review, or why there is nothing to review.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.helpers.sources import Module, modules

_WRITES = frozenset({
    "write_bytes", "write_file", "write_folder", "write_pieces", "write_whole", "write_text",
    "setMimeData", "clipboard", "QPrinter", "openUrl", "startDetached", "Popen", "writestr",
})  # fmt: skip
_MODES = ("w", "wb", "x", "xb", "a", "ab")
_TESTS = Path(__file__).parent
_SHOWN = "services/test_as_shown.py"

REVIEWED = {
    "services.packs": f"{_SHOWN}::test_a_session_s_pack_in_every_format",
    "services.portfolio": f"{_SHOWN}::test_a_learning_account",
    "services.gathering": f"{_SHOWN}::test_a_whole_prompt_in_a_copy_for_somebody_who_asks",
    "services.leaving": f"{_SHOWN}::test_a_whole_prompt_in_what_one_takes_along",
    "services.outbox": f"{_SHOWN}::test_a_sealed_share_once_opened",
    "services.prompt_packs": f"{_SHOWN}::test_prompts_that_are_handed_out",
    "services.sheets": f"{_SHOWN}::test_prompts_that_are_handed_out",
    "ui.charts.card": "ui/charts/test_charts.py::"
                      "test_what_is_left_stands_in_the_picture_and_what_is_replaced_does_not",
}  # fmt: skip
"""Modules that write what a person wrote, each with a test that the review showed what left."""

SAYS_NO_WORDS = {
    "services.dates": "services/test_dates.py::test_a_calendar_file_names_nobody",
    "services.evaluation":
        "services/test_evaluation.py::test_only_the_evaluator_reads_it_and_it_names_nobody",
}  # fmt: skip
"""Those that write dates and figures alone, with the test that there is no word in them."""

NOTHING_TO_REVIEW = {
    "services.everything": "the writer's own whole copy: it says so, and whether names stand in it",
    "services.combining": "tables of sealed rows, which hold choices and counts",
    "services.contacts": "one's own card: keys, and the name and agency one gave it",
    "services.quick_unlock": "a count of wrong PINs, beside the vault",
    "services.salvaging": "the parts of one's own vault, into a new one",
    "services.support": "the list of people to turn to, meant to be read without unlocking",
    "ui.recovery_sheet": "recovery words, which are the writer's own",
    "ui.clipboard": "what the writer selected and copied by hand, kept out of histories",
    "ui.open_journal": "hands the clipboard to its guard",
    "cli.commands.vault": "recovery words, into the file that was asked for",
    "exporting.files": "what the services above hand to it",
    "exporting.word.reading": "parts of a document that one of them made",
    "exporting.pdf.typesetter": "a child process of ours that sets a document one of them made",
    "ui.successor": "our own program anew: it is handed the desk and not a word",
}
"""Those where a review would have nothing to show, each with the reason."""

WAYS = {**REVIEWED, **SAYS_NO_WORDS, **NOTHING_TO_REVIEW}
_INSIDE = ("vault", "crypto", "settings", "keychain")  # what they write is sealed, or no journal's
_OURS = {name: module for name, module in modules().items() if module.area not in _INSIDE}


def writes(module: Module) -> bool:
    """Whether a module calls anything that lets bytes out."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            given = [*node.args, *(each.value for each in node.keywords)]
            opens = name == "open" and any(
                isinstance(each, ast.Constant) and each.value in _MODES for each in given
            )
            if name in _WRITES or opens:
                return True
    return False


def test_every_way_out_is_known_here() -> None:
    assert {name for name, module in _OURS.items() if writes(module)} == set(WAYS)


@pytest.mark.parametrize("named", [*REVIEWED.values(), *SAYS_NO_WORDS.values()])
def test_what_holds_it_to_the_review_is_there(named: str) -> None:
    path, _, test = named.partition("::")
    assert f"def {test}(" in (_TESTS / path).read_text(encoding="utf-8")


def test_nobody_chooses_where_to_save_but_for_one_of_these() -> None:
    """A page that asks for a file is one that lets something out."""
    asking = {
        name
        for name, module in _OURS.items()
        if name.startswith("ui.") and name != "ui.files" and "choose_to_save(" in module.text
    }
    assert asking == {
        "ui.charts.card", "ui.pack.saving", "ui.pages.prompts", "ui.prompts.handing",
        "ui.recovery_sheet", "ui.sections.asked_for", "ui.sections.evaluation",
        "ui.sections.everything", "ui.sections.leaving", "ui.sharing.own_card",
        "ui.sharing.people", "ui.sharing.where", "ui.supervision.saving",
    }  # fmt: skip
