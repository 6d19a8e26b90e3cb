"""Parts of pages: what they say to a screen reader, and that they do not surprise."""

from __future__ import annotations

import ast

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reflect_app.errors import DiskFullError
from reflect_app.ui.theme import ThemeKeeper
from reflect_app.ui.widgets.buttons import IconButton, button, chip
from reflect_app.ui.widgets.clearable import clearable
from reflect_app.ui.widgets.empty import EmptyState
from reflect_app.ui.widgets.field import Field
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.number_box import number_box
from reflect_app.ui.widgets.secret import SecretField
from reflect_app.ui.widgets.status import StatusLine
from reflect_app.ui.widgets.text import label, plain_tip
from reflect_app.ui.widgets.turns import Turns
from reflect_app.ui.widgets.wheel import calm_wheel
from tests.helpers.sources import ROOT

UI_MODULES = [
    (path, ast.parse(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "reflect_app" / "ui").rglob("*.py"))
]


def spoken(widget: QWidget, part: QAccessible.Text = QAccessible.Text.Name) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return str(interface.text(part))


def test_a_field_says_its_label_help_and_error(qtbot: QtBot) -> None:
    line = QLineEdit()
    field = Field("Agency", line, "As it should be printed.")
    qtbot.addWidget(field)
    assert spoken(line) == "Agency"
    assert field.label.buddy() is line
    field.complain("That is too long.")
    assert "That is too long." in spoken(line, QAccessible.Text.Description)
    assert not field.wrong.isHidden()
    field.complain()
    assert spoken(line, QAccessible.Text.Description) == "As it should be printed."
    assert field.wrong.isHidden()


def test_a_picture_button_has_a_name(theme: ThemeKeeper, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    made = IconButton(theme, "bin", "Move to the bin", lambda: pressed.append(True))
    qtbot.addWidget(made)
    assert spoken(made) == "Move to the bin"
    made.click()
    assert pressed == [True]


def test_buttons_have_names_without_marks(qtbot: QtBot) -> None:
    made = button("&Save", hint="Ctrl+S")
    qtbot.addWidget(made)
    assert spoken(made) == "Save"
    small = chip("calm", on=True)
    qtbot.addWidget(small)
    assert small.isChecked()


def test_text_is_never_read_as_markup(qtbot: QtBot) -> None:
    made = label("<b>bold</b> &amp; <img src='file:///etc/passwd'>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_tip_shows_its_letters() -> None:
    """Tags come in with other programs' journals, and a picture's address can be a computer."""
    hostile = "Take the tag <img src='//elsewhere/x.png'> away"
    document = QTextDocument()
    document.setHtml(plain_tip(hostile))
    assert document.toPlainText() == hostile
    assert plain_tip("5 < 6 & so on") == "5 < 6 & so on"


def test_no_tip_and_no_label_guesses_whether_it_is_markup() -> None:
    """A tip is one of our own sentences as it stands, or goes through `plain_tip`; so labels."""
    for path, tree in UI_MODULES:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            if called == "setToolTip":
                assert is_ours(node.args[-1]), (path, ast.unparse(node))
            elif called == "QLabel" and path.name != "text.py" and node.args:
                first = node.args[0]
                assert ast.unparse(first) in ("self", "parent") or is_ours(first), (
                    path,
                    ast.unparse(node),
                )


def is_ours(text: ast.expr) -> bool:
    """A sentence of ours with nothing put into it, or one that was made plain."""
    if isinstance(text, ast.IfExp):
        return is_ours(text.body) and is_ours(text.orelse)
    return isinstance(text, ast.Call) and ast.unparse(text.func) in ("tr", "plain_tip")


def test_a_secret_that_was_cleared_does_not_come_back(qtbot: QtBot) -> None:
    field = SecretField(("Passphrase", ""), ("Again", ""))
    qtbot.addWidget(field)
    for line in field.lines:
        QTest.keyClicks(line, "heron lantern")
    field.clear()
    field.set_shown(shown=True)
    for line in field.lines:
        line.undo()
        assert line.text() == ""


def test_a_notice_tells_acts_and_goes(qtbot: QtBot) -> None:
    notice = Notice(closable=True)
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.show_error(DiskFullError())
    assert spoken(notice).startswith("There is no room left")
    undone: list[bool] = []
    notice.tell("In the bin.", action="Undo", act=lambda: undone.append(True))
    assert spoken(notice.action) == "Undo"
    notice.action.click()
    assert undone == [True]
    assert notice.isHidden()
    notice.tell("Something else.")
    assert notice.action.isHidden()
    with qtbot.waitSignal(notice.dismissed):
        (close,) = [b for b in notice.findChildren(QPushButton) if b is not notice.action]
        close.click()


def test_two_halves_take_turns_once_larger_text_leaves_no_room(
    theme: ThemeKeeper, qtbot: QtBot
) -> None:
    first, second, see, back = QWidget(), QWidget(), QWidget(), QWidget()
    turns = Turns(theme, first, second, see, back)
    qtbot.addWidget(turns)
    turns.resize(1000, 400)
    turns.show()
    assert not second.isHidden()
    theme.choose(scale=150)
    assert second.isHidden()
    for each in (see, back):
        each.deleteLater()


def test_nobody_listens_to_the_theme_by_a_lambda() -> None:
    """The theme outlives the lock, and with it whatever a lambda holds: a page of the journal."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in UI_MODULES
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).endswith("theme.changed.connect")
        and any(isinstance(given, ast.Lambda) for given in call.args)
    ]
    assert found == []


def test_an_empty_page_says_what_it_is_for(qtbot: QtBot) -> None:
    taken: list[bool] = []
    made = EmptyState(
        "Nothing here yet", "What you write shows here.", "Write", lambda: taken.append(True)
    )
    qtbot.addWidget(made)
    made.step.click()
    assert taken == [True]
    bare = EmptyState("Nothing", "At all.")
    qtbot.addWidget(bare)
    assert bare.step.isHidden()


def test_the_status_line_uses_the_clock_of_the_save(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.saved("2026-10-25T01:30:00+01:00")
    assert line.save.text() == "Saved 01:30"
    line.saved("")
    assert line.save.text() == "Saved 01:30"
    line.say("Today's backup is made and checked.")
    assert spoken(line.sentence) == "Today's backup is made and checked."


def test_the_wheel_changes_nothing_in_passing(qtbot: QtBot) -> None:
    box = QComboBox()
    box.addItems(["one", "two", "three"])
    calm_wheel(box)
    qtbot.addWidget(box)
    box.show()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    box.clearFocus()
    QApplication.sendEvent(box, turn)
    assert box.currentIndex() == 0


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_flow_fills_lines_in_reading_order(direction: Qt.LayoutDirection, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setLayoutDirection(direction)
    flow = FlowLayout(holder, gap=10)
    buttons = [QWidget() for _ in range(3)]  # no theme gives a plain widget a height
    for each in buttons:
        each.setFixedSize(QSize(100, 30))
        flow.addWidget(each)
    flow.setGeometry(QRect(0, 0, 220, 100))
    first, second, third = (each.geometry() for each in buttons)
    assert first.top() == second.top() < third.top()
    assert (first.left() < second.left()) == (direction == Qt.LayoutDirection.LeftToRight)
    assert flow.heightForWidth(220) == 70
    assert flow.heightForWidth(1000) == 30
    assert flow.takeAt(9) is None
    taken = flow.takeAt(0)
    assert taken is not None
    assert flow.count() == 2


def test_a_number_stands_as_far_from_the_edge_as_any_line(qtbot: QtBot) -> None:
    box = number_box(0, 90, none="Not said")
    qtbot.addWidget(box)
    assert box.text() == "Not said"
    box.setValue(200)
    assert box.text() == "90"
    assert box.lineEdit().textMargins().left() > 0


def test_the_cross_that_empties_a_line_has_a_name(qtbot: QtBot) -> None:
    line = QLineEdit("bread")
    qtbot.addWidget(line)
    clearable(line)
    (cross,) = line.findChildren(QToolButton)
    assert cross.accessibleName() == "Empty this line"
    cross.click()
    assert line.text() == ""
