"""What a meeting is: its kinds, the agenda that each begins with, and what can come of an item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from salesdash.catalog.model import registry
from salesdash.period import add_months
from salesdash.text import BLANK, Text

# What an agenda may name beside the steps: a page, or one figure, each by its key.
PAGE, FIGURE = "page.", "figure."
Outcome = Literal["kept", "late", "dropped", "decided", "noted", "next_time"]


@dataclass(frozen=True, slots=True)
class MeetingStep:
    """One step of a meeting, and how many minutes it is given."""

    key: str
    name: Text
    minutes: int


STEPS = registry(
    (
        MeetingStep("line", Text("进度", "The line"), 4),
        MeetingStep("promises", Text("到期承诺", "Promises due"), 10),
        MeetingStep("inbox", Text("异常", "Exceptions"), 15),
        MeetingStep("ahead", Text("往前看", "Look ahead"), 6),
        MeetingStep("believed", Text("当时怎么看，后来怎样", "Believed, and came"), 10),
        MeetingStep("close", Text("收尾", "Close"), 5),
    )
)
ELSEWHERE = 5  # minutes for a page or a figure


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """One kind of meeting, due again after `days`, or `months`, with the agenda that it begins with."""

    key: str
    name: Text
    agenda: tuple[str, ...]
    days: int = 0
    months: int = 0

    def due(self, last: date) -> date:
        """The day on which it is due again."""
        return add_months(last, self.months) + timedelta(days=self.days)


# What each looks at beyond the week is the handbooks': channels and targets monthly, customers and risks
# quarterly, what was believed yearly.
KINDS = registry(
    (
        MeetingKind(
            "weekly", Text("周会", "Weekly"),
            ("line", "promises", "inbox", "ahead", "close"), days=7,
        ),
        MeetingKind(
            "monthly", Text("月度复盘", "Monthly review"),
            ("line", "promises", "inbox", "page.targets", "page.channels", "ahead", "close"), months=1,
        ),
        MeetingKind(
            "quarterly", Text("季度复盘", "Quarterly review"),
            (
                "line", "promises", "inbox", "page.targets", "page.channels", "page.customers", "page.risks",
                "ahead", "close",
            ),
            months=3,
        ),
        MeetingKind(
            "yearly", Text("年度复盘", "Yearly review"),
            (
                "line", "believed", "promises", "inbox", "page.targets", "page.channels", "page.customers",
                "page.kpis", "page.risks", "ahead", "close",
            ),
            months=12,
        ),
    )
)  # fmt: skip


OUTCOMES: Mapping[Outcome, Text] = {
    "kept": Text("已兑现", "Kept"),
    "late": Text("延期", "Late"),
    "dropped": Text("不做了", "Dropped"),
    "decided": Text("定了行动", "Decided"),
    "noted": Text("已知悉", "Noted"),
    "next_time": Text("下次再议", "Next time"),
}
OPEN: tuple[Outcome, ...] = ("late", "next_time")  # which roll over


@dataclass(frozen=True, slots=True)
class Frame:
    """What is asked about for as long as a meeting lasts: the newest day of the data as it began, and what
    was chosen above the page, as its address has it."""

    as_of: date
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the minutes: a note, or what came of an item.

    `about` is what it is of: `action.7`, the key of an exception, a step. `action_id` is the promise
    that was touched or made. `facts` are figures of that moment, and `times` says how often it was put off
    by now.
    """

    about: str
    words: Text
    outcome: Outcome | None = None
    owner: str = ""
    action_id: int | None = None
    times: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    typed_at: datetime | None = None
    typed_by: str = ""
    entry_id: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. `place` is the item of the agenda at which it stands, `nth` the one within the item, `began`
    when that item of the agenda came up; `spent` are the seconds that the others took. `frozen` are its
    figures, which stand once it is closed and never change."""

    meeting_id: int
    kind: str
    frame: Frame
    agenda: tuple[str, ...]
    attended: str
    place: int
    nth: int
    began: datetime
    spent: Mapping[str, int]
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    frozen: Mapping[str, Any]
    moves: int

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def item(self) -> str:
        """The key of the item at which it stands."""
        return self.agenda[min(self.place, len(self.agenda) - 1)]


def minutes(item: str) -> int:
    """How long an item of an agenda may take."""
    return STEPS[item].minutes if item in STEPS else ELSEWHERE


def is_item(item: str) -> bool:
    return item in STEPS or item.startswith((PAGE, FIGURE))


def due(kind: str, last: date | None) -> date | None:
    """When a kind is due again; None where there was none yet, as nothing is known of its rhythm."""
    return None if last is None else KINDS[kind].due(last)


def step_name(item: str) -> Text:
    """The name of a step; blank of a page or figure, which have theirs."""
    return STEPS[item].name if item in STEPS else BLANK
