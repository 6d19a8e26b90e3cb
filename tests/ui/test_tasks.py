"""The worker: order, interruption, giving way, errors, and a clean end."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator
from functools import partial
from itertools import count, pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reflect_app.errors import DiskFullError, ReflectError
from reflect_app.faults import Fault
from reflect_app.ui.gently import SLICE
from reflect_app.ui.tasks import InlineTasks, Priority, VaultWorker


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[VaultWorker]:
    made = VaultWorker()
    yield made
    made.stop()


class Gate:
    """Keeps the worker busy until it is opened, so that the queue's order can be seen."""

    def __init__(self, worker: VaultWorker, priority: Priority = Priority.OPEN) -> None:
        self.entered = threading.Event()
        self.open = threading.Event()
        worker.run(self._wait, priority=priority)
        assert self.entered.wait(5)

    def _wait(self) -> None:
        self.entered.set()
        assert self.open.wait(5)


def test_results_come_back_to_the_gui_thread(worker: VaultWorker, qtbot: QtBot) -> None:
    threads: list[object] = []

    def seven() -> int:
        threads.append(threading.current_thread())
        return 7

    worker.run(seven, done=threads.append)
    worker.run(lambda: 0, done=lambda _: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 3)
    assert threads[0] is not threading.main_thread()
    assert threads[1:] == [7, threading.main_thread()]


def test_the_most_urgent_goes_first_and_equals_keep_their_order(
    worker: VaultWorker, qtbot: QtBot
) -> None:
    seen: list[str] = []
    gate = Gate(worker)

    def sweep() -> Generator[None, None, None]:
        seen.append("maintenance")
        yield

    worker.maintain(sweep)
    worker.search(lambda: seen.append("search"))
    worker.run(lambda: seen.append("open"))
    worker.save(lambda: seen.append("save 1"))
    worker.save(lambda: seen.append("save 2"))
    gate.open.set()
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert seen == ["save 1", "save 2", "open", "search", "maintenance"]


def test_long_work_gives_way_at_each_step(worker: VaultWorker, qtbot: QtBot) -> None:
    seen: list[object] = []
    between = threading.Event()
    begun = threading.Event()

    def steps() -> Generator[int, None, str]:
        begun.set()
        assert between.wait(5)
        yield 1
        seen.append("after the save")
        yield 2
        return "whole"

    worker.maintain(steps, progress=seen.append, done=seen.append)
    assert begun.wait(5)
    worker.save(lambda: seen.append("saved"))
    between.set()
    qtbot.waitUntil(lambda: "whole" in seen)
    assert seen.index("saved") < seen.index("after the save")
    assert [x for x in seen if isinstance(x, int)] == [1, 2]


def test_long_work_can_be_cancelled_and_cleans_up(worker: VaultWorker, qtbot: QtBot) -> None:
    closed = threading.Event()
    answers: list[object] = []

    def endless() -> Generator[int, None, None]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    handle = worker.maintain(endless, done=answers.append)
    handle.cancel()
    worker.save(lambda: None, done=answers.append)
    qtbot.waitUntil(lambda: answers == [None])
    begun = worker.maintain(endless, progress=lambda _: begun.cancel(), done=answers.append)
    qtbot.waitUntil(closed.is_set)
    assert answers == [None]


def test_a_newer_search_interrupts_the_older_and_only_that(
    worker: VaultWorker, qtbot: QtBot
) -> None:
    interrupted = threading.Event()
    begun = threading.Event()
    answers: list[str] = []
    worker.interrupter = interrupted.set

    def slow() -> str:
        begun.set()
        assert interrupted.wait(5)
        raise RuntimeError("interrupted")  # what a driver would do

    worker.search(slow, done=answers.append)
    assert begun.wait(5)
    worker.run(lambda: None)
    worker.save(lambda: None)
    assert not interrupted.is_set()
    worker.search(lambda: "skipped", done=answers.append)
    worker.search(lambda: "newest", done=answers.append)
    qtbot.waitUntil(lambda: answers == ["newest"])


def test_a_save_is_never_interrupted(worker: VaultWorker, qtbot: QtBot) -> None:
    calls: list[str] = []
    worker.interrupter = lambda: calls.append("interrupted")
    gate = Gate(worker, Priority.SAVE)
    worker.search(lambda: None, done=lambda _: calls.append("found"))
    gate.open.set()
    qtbot.waitUntil(lambda: calls == ["found"])


def test_our_errors_go_to_the_handler_or_the_default_path(
    worker: VaultWorker, qtbot: QtBot
) -> None:
    default: list[ReflectError] = []
    own: list[ReflectError] = []
    worker.on_error = default.append

    def full() -> None:
        raise DiskFullError

    worker.save(full, failed=own.append)
    worker.save(full)
    qtbot.waitUntil(lambda: bool(default))
    assert [type(e) for e in own + default] == [DiskFullError, DiskFullError]


@pytest.mark.parametrize("threaded", [True, False])
def test_a_mistake_of_ours_is_visible_and_says_no_value(threaded: bool, qtbot: QtBot) -> None:
    tasks = VaultWorker() if threaded else InlineTasks()
    seen: list[ReflectError] = []
    tasks.on_error = seen.append

    def mistake() -> None:
        try:
            int("what Marcus said at 3am")
        except ValueError as error:
            raise KeyError("secret words") from error

    tasks.run(mistake, failed=lambda _: None)
    qtbot.waitUntil(lambda: bool(seen))
    tasks.stop()
    fault = seen[0]
    assert isinstance(fault, Fault)
    assert "KeyError" in fault.report
    assert "ValueError" in fault.report
    assert "test_tasks.py:" in fault.report
    assert "Marcus" not in fault.report + str(fault)
    assert "secret" not in fault.report + str(fault)


def test_an_answer_for_a_widget_that_has_gone_is_dropped(worker: VaultWorker, qtbot: QtBot) -> None:
    gate = Gate(worker)
    widget = QWidget()
    answers: list[int] = []
    worker.run(lambda: 1, done=answers.append, owner=widget)
    worker.run(lambda: 2, done=answers.append)
    widget.deleteLater()
    qtbot.waitUntil(lambda: not widget_is_there(widget))
    gate.open.set()
    qtbot.waitUntil(lambda: answers == [2])


def widget_is_there(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return bool(isValid(widget))


def test_pure_work_asked_for_after_the_stop_is_dropped_in_silence() -> None:
    worker = VaultWorker()
    worker.stop()
    ran: list[str] = []
    assert worker.work(lambda: ran.append("work")).cancelled
    assert ran == []


def test_building_gently_takes_every_step_and_lets_events_in_between(qtbot: QtBot) -> None:
    worker, owner = VaultWorker(), QObject()
    order: list[str] = []

    def steps() -> Iterator[None]:
        for place in range(3):
            order.append(f"step {place}")
            time.sleep(2 * SLICE)  # a heavy step fills its slice
            yield

    QTimer.singleShot(0, lambda: order.append("event"))
    worker.gently(steps(), owner)
    assert order == []
    qtbot.waitUntil(lambda: len(order) == 4)
    assert order.index("event") < 3
    worker.stop()


def test_building_leaves_every_other_turn_to_what_is_laid_out_and_painted(qtbot: QtBot) -> None:
    worker, owner = VaultWorker(), QObject()
    turn, taken = [0], list[int]()

    def steps() -> Iterator[None]:
        for _ in range(3):
            taken.append(turn[0])
            time.sleep(2 * SLICE)
            yield

    each = QTimer(owner)
    each.timeout.connect(lambda: turn.__setitem__(0, turn[0] + 1))
    each.start(0)
    worker.gently(steps(), owner)
    qtbot.waitUntil(lambda: len(taken) == 3)
    assert all(later - before >= 2 for before, later in pairwise([0, *taken]))
    worker.stop()


def test_building_ends_with_what_is_built(qtbot: QtBot) -> None:
    worker, owner = VaultWorker(), QObject()
    taken: list[int] = []

    def steps() -> Iterator[None]:
        for place in count():
            taken.append(place)
            time.sleep(2 * SLICE)
            yield

    worker.gently(steps(), owner)
    qtbot.waitUntil(lambda: bool(taken))
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    so_far = len(taken)
    QApplication.processEvents()
    assert len(taken) == so_far
    worker.stop()


def test_stopping_finishes_the_saves_and_drops_the_rest(qtbot: QtBot) -> None:
    worker = VaultWorker()
    seen: list[str] = []
    gate = Gate(worker)
    worker.save(lambda: seen.append("save"))
    worker.run(lambda: seen.append("open"))
    worker.work(lambda: None)
    threading.Timer(0.05, gate.open.set).start()
    worker.stop()
    assert seen == ["save"]
    assert worker.run(lambda: None).cancelled
    with pytest.raises(RuntimeError):
        worker.save(lambda: None)


def test_pure_work_does_not_wait_for_the_vault(worker: VaultWorker, qtbot: QtBot) -> None:
    gate = Gate(worker)
    answers: list[int] = []
    worker.work(lambda: 3, done=answers.append)
    qtbot.waitUntil(lambda: answers == [3])
    gate.open.set()


def test_inline_tasks_take_every_step_at_once() -> None:
    tasks = InlineTasks()
    seen: list[object] = []

    def steps() -> Generator[int, None, str]:
        yield 1
        yield 2
        return "whole"

    tasks.maintain(steps, progress=seen.append, done=seen.append)
    tasks.search(lambda: "found", done=seen.append)
    tasks.work(lambda: "worked", done=seen.append)
    tasks.save(lambda: "saved", done=seen.append)
    tasks.stop()
    assert seen == [1, 2, "whole", "found", "worked", "saved"]


def paced(worker: VaultWorker, begun: threading.Event) -> Generator[None, None, str]:
    """One step that would go on for ever, and only tells how far it is."""
    yield
    for place in count(1):
        begun.set()
        worker.pace(place, 10**9)
        worker.pace(0, 0)
    return "never"


def test_a_step_tells_how_far_it_is_and_stops_when_asked(worker: VaultWorker, qtbot: QtBot) -> None:
    told: list[int] = []
    ends: list[str] = []
    begun = threading.Event()
    handle = worker.maintain(
        lambda: paced(worker, begun),
        pace=lambda done, _: told.append(done),
        done=ends.append,
        failed=lambda error: ends.append(error.name),
    )
    qtbot.waitUntil(lambda: len(told) > 3)
    handle.stop()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == ["cancelled"]
    assert told == sorted(told)
    worker.run(lambda: worker.pace(1, 2), done=lambda _: ends.append("not maintenance"))
    qtbot.waitUntil(lambda: len(ends) == 2)


def test_what_was_asked_to_stop_before_it_began_never_begins(
    worker: VaultWorker, qtbot: QtBot
) -> None:
    gate, begun = Gate(worker), threading.Event()
    ends: list[str] = []
    handle = worker.maintain(
        lambda: paced(worker, begun), failed=lambda error: ends.append(error.name)
    )
    handle.stop()
    gate.open.set()
    qtbot.waitUntil(lambda: ends == ["cancelled"])
    assert not begun.is_set()


def test_a_lock_does_not_wait_for_long_work(worker: VaultWorker, qtbot: QtBot) -> None:
    """Neither for the step that is under way nor for what is in the queue; saves are done."""
    begun, later, seen = threading.Event(), threading.Event(), list[str]()
    for event in (begun, later):
        worker.maintain(
            partial(paced, worker, event),
            done=lambda _: seen.append("done"),
            failed=lambda _: seen.append("failed"),
        )
    assert begun.wait(5)
    worker.drop_maintenance()
    worker.save(lambda: seen.append("saved"))
    qtbot.waitUntil(lambda: seen == ["saved"])
    worker.stop()
    assert (seen, later.is_set()) == (["saved"], False)


def test_the_end_of_the_program_does_not_wait_either(worker: VaultWorker) -> None:
    begun = threading.Event()
    worker.maintain(lambda: paced(worker, begun))
    assert begun.wait(5)
    worker.stop()
