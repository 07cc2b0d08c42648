"""Meetings: one at a time, every note kept, and figures that nothing changes once it is closed."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import KINDS, STEPS, Entry, Frame, due, is_item, minutes
from salesdash.errors import ConflictError, EntryError
from salesdash.text import Text, plain
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.decisions import Decision, Decisions
from salesdash.warehouse.typed.meetings.meetings import Meetings

FRAME = Frame(date(2025, 11, 16), {"period": ("2025",), "region": ("华东", "西南")})
FIGURES = {"line": {"sold": 1234.5}}
SILENT = Entry(
    "signal.silent", Text("大客户沉默", "A key customer is silent"), "next_time", "陆文博"
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    opened = Warehouse(tmp_path_factory.mktemp("meetings") / "store")
    yield opened
    opened.close()


@pytest.fixture
def meetings(warehouse):
    with warehouse.transaction() as db:
        for table in ("meetings", "meeting_entries", "agendas", "decisions"):
            db.execute(f"DELETE FROM app.{table}")
    return Meetings(warehouse)


def held(meetings, *entries, day=FRAME.as_of, kind="weekly"):
    """A meeting that is over."""
    one = meetings.begin(kind, replace(FRAME, as_of=day), "")
    for entry in entries:
        meetings.keep(one, entry)
    return meetings.close(one, FIGURES, [])


def test_it_comes_back_as_it_stood(meetings, warehouse):
    begun = meetings.begin("weekly", FRAME, " 王总、陆文博 ", "王总")
    meetings.note(meetings.move(begun, 2, 3), "先看天猫", "王总")
    found = Meetings(warehouse).open_one()
    assert found
    assert (found.frame, found.attended, found.item, found.nth) == (
        FRAME,
        "王总、陆文博",
        "inbox",
        3,
    )
    [note] = meetings.entries(found)
    assert (note.about, note.words.zh, note.typed_by) == ("inbox", "先看天猫", "王总")


def test_there_is_one_at_a_time(meetings):
    meetings.begin("weekly", FRAME, "")
    with pytest.raises(EntryError, match="open already"):
        meetings.begin("monthly", FRAME, "")


def test_two_who_press_next_at_once_move_it_once(meetings):
    seen = meetings.begin("weekly", FRAME, "")
    first, second = meetings.move(seen, 1), meetings.move(seen, 1)
    assert (first.place, second.place) == (1, 1)
    assert meetings.move(seen, 2).place == 1  # by what stood there before
    assert meetings.move(second, 99).place == len(second.agenda) - 1


def test_the_time_of_each_item_adds_up(meetings, warehouse):
    begun = meetings.begin("weekly", FRAME, "")
    with warehouse.transaction() as db:
        db.execute("UPDATE app.meetings SET began = began - INTERVAL 90 SECOND")
    back = meetings.move(meetings.move(meetings.open_one(), 1), 0)
    with warehouse.transaction() as db:
        db.execute("UPDATE app.meetings SET began = began - INTERVAL 30 SECOND")
    closed = meetings.close(meetings.open_one(), FIGURES, [])
    assert back.spent["line"] in (90, 91)
    assert closed.spent["line"] in (120, 121, 122)
    assert begun.spent == {}


def test_a_closed_meeting_never_changes(meetings):
    one = meetings.begin("weekly", FRAME, "")
    closed = meetings.close(one, FIGURES, [])
    for change in (
        lambda: meetings.note(one, "晚了"),
        lambda: meetings.keep(one, SILENT),
        lambda: meetings.attend(one, "李思远"),
        lambda: meetings.rearrange(one, ["close"]),
        lambda: meetings.close(one, {"line": {"sold": 0}}, [SILENT]),
    ):
        with pytest.raises(EntryError):
            change()
    meetings.move(one, 3)
    assert meetings.one(one.meeting_id) == closed
    assert meetings.entries(closed) == []
    assert meetings.open_one() is None


def test_what_is_put_off_again_is_counted_by_name(meetings):
    first = held(meetings, SILENT)
    second = held(meetings, SILENT)
    third = meetings.begin("weekly", FRAME, "")
    closed = meetings.close(third, FIGURES, [SILENT])
    counts = [meetings.rolled_over(one)[0].times for one in (first, second, closed)]
    assert counts == [1, 2, 3]
    held(meetings, replace(SILENT, outcome="noted"))
    assert meetings.rolled_over(held(meetings, SILENT))[0].times == 1  # it was settled between


def left_to_the_next(meetings, kind="weekly"):
    """What is left to a meeting that begins now, and is discarded again."""
    one = meetings.begin(kind, FRAME, "")
    found = [entry.about for entry in meetings.left_to(one)]
    meetings.discard(one)
    return found


def test_what_was_settled_meanwhile_is_not_left_over(meetings, warehouse):
    price = replace(SILENT, about="signal.price")
    held(meetings, SILENT, price, kind="monthly")
    assert left_to_the_next(meetings, "monthly") == ["signal.silent", "signal.price"]
    held(meetings, replace(SILENT, outcome="decided"), price)
    assert left_to_the_next(meetings, "monthly") == ["signal.price"]
    held(meetings, price)
    decided = Decision(
        "cause", "dismissed", FRAME.as_of, {"cause": 1.0, price.about: 1.0}, reason=plain("知道")
    )
    Decisions(warehouse).decide(decided)
    assert left_to_the_next(meetings, "monthly") == []
    assert left_to_the_next(meetings) == []
    Decisions(warehouse).take_back(Decisions(warehouse).all()[0])
    assert left_to_the_next(meetings) == ["signal.price"]


def test_what_a_close_decides_itself_settles_nothing(meetings, warehouse):
    one = meetings.begin("weekly", FRAME, "")
    later = Decision(
        SILENT.about, "later", FRAME.as_of, {SILENT.about: 1.0}, until=date(2025, 11, 23)
    )
    meetings.close(one, FIGURES, [SILENT], decided=[later])
    assert left_to_the_next(meetings) == [SILENT.about]


def test_the_last_word_on_an_item_counts(meetings):
    one = meetings.begin("weekly", FRAME, "")
    meetings.keep(one, SILENT)
    meetings.keep(one, replace(SILENT, outcome="noted"))
    assert [e.outcome for e in meetings.outcomes(one).values()] == ["noted"]
    assert meetings.rolled_over(one) == []


def test_a_promise_and_its_line_of_the_minutes_are_kept_together(meetings, warehouse):
    one = meetings.begin("weekly", FRAME, "")
    made = Action("拜访沉默的大客户", "陆文博", date(2025, 11, 23))
    meetings.keep(one, replace(SILENT, outcome="decided"), "王总", made=made)
    [promise] = Actions(warehouse).actions()
    assert meetings.outcomes(one)["signal.silent"].action_id == promise.action_id
    edition = Actions(warehouse).edition
    Actions(warehouse).edit(replace(promise, title="打电话"))
    late = Entry(f"action.{promise.action_id}", Text("拜访", "Visit"), "late")
    with pytest.raises(ConflictError):
        meetings.keep(one, late, changed=replace(promise, due=date(2025, 11, 30)))
    assert late.about not in meetings.outcomes(one)
    assert Actions(warehouse).edition == edition + 1  # of the edit alone
    Actions(warehouse).remove(Actions(warehouse).actions()[0])


def test_notes_steps_promises_and_the_close_have_no_figure_reckoned_anew(meetings, warehouse):
    version = warehouse.version
    one = meetings.move(meetings.begin("weekly", FRAME, ""), 1)
    meetings.note(one, "看看")
    made = Action("拜访沉默的大客户", "陆文博", date(2025, 11, 23))
    meetings.keep(one, replace(SILENT, outcome="decided"), made=made)
    [promise] = Actions(warehouse).actions()
    done = Entry(f"action.{promise.action_id}", Text("拜访", "Visit"), "kept")
    meetings.keep(one, done, changed=replace(promise, status="done"))
    meetings.close(one, FIGURES, [SILENT])
    assert warehouse.version == version


def test_an_agenda_is_changed_and_remembered(meetings):
    one = meetings.move(meetings.begin("weekly", FRAME, ""), 1)
    changed = meetings.rearrange(
        one, ["page.channels", "line", "promises", "figure.movers", "close"]
    )
    assert (changed.item, changed.place) == ("promises", 2)
    assert meetings.agenda("weekly") == changed.agenda
    assert meetings.agenda("monthly") == KINDS["monthly"].agenda
    meetings.move(changed, 3)
    moved = meetings.rearrange(changed, ["line", "figure.movers", "promises"])
    assert moved.item == "figure.movers"  # where it stands by now, not where it was read
    assert moved.agenda[-1] == "close"  # nothing else ends a meeting
    for wrong in ([], ["luck"]):
        with pytest.raises(EntryError):
            meetings.keep_agenda("weekly", wrong)


def test_each_kind_is_due_after_its_own_time(meetings):
    held(meetings, day=date(2025, 1, 31), kind="monthly")
    held(meetings, day=date(2025, 2, 3))
    assert meetings.due_days() == {
        "weekly": date(2025, 2, 10), "monthly": date(2025, 2, 28), "quarterly": None, "yearly": None,
    }  # fmt: skip
    assert due("yearly", date(2024, 2, 29)) == date(2025, 2, 28)


def test_the_one_before_is_of_its_kind_or_else_the_last(meetings):
    monthly, weekly = held(meetings, kind="monthly"), held(meetings)
    now = meetings.begin("monthly", FRAME, "")
    assert meetings.before(now) == monthly
    meetings.close(now, {}, [])
    assert meetings.before(meetings.begin("yearly", FRAME, "")).meeting_id == now.meeting_id
    assert meetings.before(weekly) == monthly


def test_every_agenda_is_made_of_items_and_ends_with_the_close():
    for kind in KINDS.values():
        assert all(is_item(item) and minutes(item) > 0 for item in kind.agenda)
        assert kind.agenda[-1] == "close"
    assert {item for kind in KINDS.values() for item in kind.agenda} >= set(STEPS)


# It says each note that is safe, and is killed there, a little later each time.
VICTIM = """
import sys
from datetime import date
from pathlib import Path
from salesdash.catalog.meetings import Entry, Frame
from salesdash.text import Text
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.decisions import Decision, Decisions
from salesdash.warehouse.typed.meetings.meetings import Meetings
meetings = Meetings(Warehouse(Path(sys.argv[1])))
for n in range(10**6):
    one = meetings.open_one() or meetings.begin("weekly", Frame(date(2025, 11, 16)), "")
    for place in range(3):
        one = meetings.move(one, place)
        meetings.note(one, f"{n}")
        print(one.meeting_id, flush=True)
    left = [Entry("signal.a", Text("甲", "A")), Entry("signal.b", Text("乙", "B"))]
    meetings.close(one, {"line": {"sold": one.meeting_id}}, left)
"""


@pytest.mark.parametrize(
    "said", [int(n) for n in os.environ.get("SALESDASH_KILLS", "1 5 8").split()]
)
def test_killed_at_any_moment_it_is_open_or_closed_whole(tmp_path: Path, said: int):
    store = tmp_path / "store"
    Warehouse(store).close()
    with subprocess.Popen(
        [sys.executable, "-c", VICTIM, str(store)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        safe = [int(process.stdout.readline()) for _ in range(said)]
        os.kill(process.pid, signal.SIGKILL)
        safe += [int(line) for line in process.stdout if line.strip()]
    warehouse = Warehouse(store)
    meetings = Meetings(warehouse)
    for one in filter(None, [meetings.open_one(), *meetings.closed()]):
        entries = meetings.entries(one)
        notes = [e for e in entries if e.outcome is None]
        assert len(notes) >= safe.count(one.meeting_id)
        assert len(entries) - len(notes) == (0 if one.is_open else 2)
        assert one.frozen == ({} if one.is_open else {"line": {"sold": one.meeting_id}})
    assert max(safe) <= max(
        one.meeting_id for one in [*meetings.closed(), meetings.open_one()] if one
    )
    warehouse.close()
