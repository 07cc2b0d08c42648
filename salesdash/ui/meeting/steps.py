"""The steps of a meeting on the screen, each alone: sentence first, then what proves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesdash.catalog.meetings import FIGURE, Meeting
from salesdash.charts.figure import Headline
from salesdash.figures import overview
from salesdash.figures.comparison import in_view
from salesdash.figures.meeting import ahead, believed, line
from salesdash.figures.meeting.shown import FIGURES
from salesdash.figures.risks import alarms
from salesdash.figures.targets.outlook import outlook
from salesdash.text import Text
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.meeting import big_numbers, case_step, close_step, promise_step, turning
from salesdash.ui.screen import Screen
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.firings import Firings
from salesdash.warehouse.typed.register import Register

NO_DATA = Text("还没有数据：先导入订单，再看这一步。", "There is no data yet: import orders first.")
NO_SUCH = Text(
    "这一项已经不在了，可以从议程里去掉。", "This is no longer there: take it out of the agenda."
)
PROOF, WHOLE = 292, 440  # px; below cards, and below a sentence alone


def show(screen: Screen, meeting: Meeting) -> None:
    """The item of the agenda at which the meeting stands."""
    turning.count(1)
    if not screen.ask.coverage and meeting.item not in ("promises", "close"):
        screen.headline(NO_DATA, large=True)
        return
    SHOWN.get(meeting.item, _figure)(screen, meeting)


def _line(screen: Screen, meeting: Meeting) -> None:
    before = mode.open_meetings().before(meeting)
    screen.headline(line.headline(screen.ask, screen.scope, before), large=True)
    big_numbers.row(line.cards(screen.ask, screen.scope, before), screen.lang)
    ages = line.ages(screen.ask, screen.scope, before)
    screen.row(screen.answer(overview.gap_course), ages, weights=(4, 3), height=PROOF)


def _ahead(screen: Screen, meeting: Meeting) -> None:
    ask, scope = screen.ask, screen.scope
    actions = tuple(Actions(screen.warehouse).actions())
    risks = Register(screen.warehouse).risks()
    due = mode.open_meetings().due_days()
    other = tuple((kind, day) for kind, day in due.items() if day and kind != meeting.kind)
    watched = alarms.watched(ask, risks, Firings(screen.warehouse).all())
    screen.headline(ahead.headline(ask, scope, actions), large=True)
    coming = ahead.coming(ask, scope, tuple(risks), other)
    decided = ahead.with_decisions(ask, scope, actions)
    projected = decided or screen.about(in_view(scope), "ahead_").answer(outlook)
    screen.row(projected, ahead.table(scope, coming, watched), height=WHOLE)


def _believed(screen: Screen, meeting: Meeting) -> None:
    closed = [one for one in mode.open_meetings().closed() if one.meeting_id < meeting.meeting_id]
    screen.headline(believed.headline(screen.ask, screen.scope, closed), large=True)
    screen.row(
        believed.projected(screen.ask, screen.scope, closed),
        believed.promised(screen.ask, screen.scope, Actions(screen.warehouse).actions()),
        height=WHOLE,
    )


def _figure(screen: Screen, meeting: Meeting) -> None:
    shown = FIGURES.get(meeting.item.removeprefix(FIGURE))
    if shown is None:
        screen.headline(NO_SUCH, large=True)
        return
    figure = screen.answer(shown.ask)
    screen.headline(Headline(shown.name), large=True)
    screen.row(figure, height=WHOLE)


SHOWN: Mapping[str, Callable[[Screen, Meeting], None]] = {
    "line": _line,
    "promises": promise_step.show,
    "inbox": case_step.show,
    "ahead": _ahead,
    "believed": _believed,
    "close": close_step.show,
}
