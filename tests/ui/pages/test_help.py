"""Help in the language of whoever reads it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from reflect_app.ui.page import Desk
from reflect_app.ui.pages.help import HelpPage
from tests.helpers.spoken import speaking
from tests.test_help_in_welsh import FOR_PROGRAMMERS, PAGES


def opened(page: HelpPage, name: str) -> tuple[str, str]:
    """What the list calls a page, and its text."""
    page.shown(name.removesuffix(".md"))
    item = page.list.currentItem()
    assert item is not None
    return item.text(), page.text.toPlainText()


def test_under_welsh_help_is_welsh_and_says_that_it_is_a_draft(desk: Desk, qtbot: QtBot) -> None:
    english = HelpPage(desk)
    qtbot.addWidget(english)
    with speaking("cy"):
        page = HelpPage(desk)
        qtbot.addWidget(page)
        page.shown()
        assert page.text.toPlainText().startswith("Y camau cyntaf")
        for name in PAGES:
            title, text = opened(page, name)
            assert text.startswith(title), name
            assert title != opened(english, name)[0]
            assert text.rstrip().endswith(
                "Drafft gan y bobl sy'n adeiladu Reflect yw'r cyfieithiad hwn."
            )
            assert "<!--" not in text
    assert page.list.count() == english.list.count()


def test_a_page_that_has_no_welsh_says_so_in_welsh(desk: Desk, qtbot: QtBot) -> None:
    with speaking("cy"):
        page = HelpPage(desk)
        qtbot.addWidget(page)
        for name in FOR_PROGRAMMERS:
            title, text = opened(page, name)
            lines = text.split("\n")
            assert lines[0] == title
            assert lines[1] == "Mae'r dudalen hon ar gyfer rhaglenwyr, ac yn Saesneg yn unig."
