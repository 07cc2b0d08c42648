"""Groups of customers: what a mark of a figure stands for where it is of many of them, as an address names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from salesdash.catalog.customers.segments import SEGMENTS
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.errors import SalesdashError
from salesdash.period import Period
from salesdash.text import Text, join, plain

GROUP = "customers"  # the kind of mark
FORMER, NEW = "former", "new"
TIERS: Mapping[str, Text] = dict(DIMENSIONS["tier"].members)
STATUSES = {
    "active": Text("活跃", "Active"),
    "cooling": Text("放缓", "Cooling"),
    "at_risk": Text("有流失风险", "At risk"),
    "lost": Text("已流失", "Lost"),
    "unknown": Text("无法判断", "Too few orders"),
}
# Between two dates: the tier before, and what became of the sales of 12 months.
BEFORE = {**TIERS, NEW: Text("新客户", "New")}
AFTER = {**TIERS, FORMER: Text("流失", "Lost")}
WAYS = {
    "lost": Text("流失客户", "Lost"),
    "less": Text("买少了的老客户", "Bought less"),
    "more": Text("买多了的老客户", "Bought more"),
    "back": Text("回流客户", "Came back"),
    "new": Text("新客户", "New"),
}
GRADES = {**{key: one.name for key, one in SEGMENTS.items()}, FORMER: TIERS[FORMER]}
SILENCES = (1, 2, 3, 4, 6, 8, 12)  # usual intervals from which on a silence is told apart
_ARROW = Text(" → ", " → ")
_SILENT = Text("已停 {times} 倍平时间隔以上", "Silent for {times} × the usual interval or more")
_FIRST = Text("{period}首次下单", "First ordered in {period}")
_STILL = Text("{period}还在下单", "still ordering in {period}")
_BETWEEN = Text("{earlier}到 {later}", "{earlier} to {later}")
_ALL = Text("全部客户", "All customers")
# What a list of names may be narrowed to: any tier, any status, or those who are going.
ANY, TO_FOLLOW = "any", "leaving"
LEAVING = ("at_risk", "lost")
ANY_TIER = {ANY: Text("全部分层", "Any tier"), **TIERS}
ANY_STATUS = {
    ANY: Text("全部状态", "Any status"),
    TO_FOLLOW: Text("需跟进", "To follow up"),
    **STATUSES,
}


@dataclass(frozen=True, slots=True)
class Group:
    """Customers told apart by the same thing: `of` says by which, `values` how, in the order of `PARTS`."""

    of: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ".".join((self.of, *self.values))

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What a cell of these customers stands for."""
        return ((GROUP, str(self)),)

    @property
    def name(self) -> Text:
        return _NAMES[self.of](self.values)

    @property
    def is_of_two_days(self) -> bool:
        """Whether these customers are told apart by what happened between two days."""
        return self.of in ("moved", "way")


def read(words: str) -> Group | None:
    """The group that an address names; None where it names none."""
    of, *values = words.split(".")
    parts = PARTS.get(of)
    if parts is None or len(parts) != len(values):
        return None
    if not all(is_known(value) for is_known, value in zip(parts, values, strict=True)):
        return None
    return Group(of, tuple(values))


def _is_period(words: str) -> bool:
    try:
        return str(Period.parse(words)) == words
    except SalesdashError:
        return False


def _is_day(words: str) -> bool:
    return _is_period(words) and Period.parse(words).grain == "day"


def _is_span(words: str) -> bool:
    return _is_period(words) and Period.parse(words).grain in ("month", "quarter")


# What a group is told by: for each of its values whether it is one.
PARTS: Mapping[str, tuple[Callable[[str], bool], ...]] = {
    "tier": (TIERS.__contains__,),
    "status": (TIERS.__contains__, STATUSES.__contains__),
    "narrowed": (ANY_TIER.__contains__, ANY_STATUS.__contains__),
    "rfm": (GRADES.__contains__,),
    "silent": (lambda times: times in map(str, SILENCES),),
    "moved": (BEFORE.__contains__, AFTER.__contains__, _is_day, _is_day),
    "way": (WAYS.__contains__, _is_day, _is_day),
    "cohort": (_is_span,),
    "still": (_is_span, _is_span),
}


def _days(earlier: str, later: str) -> Text:
    return _BETWEEN.format(earlier=Period.parse(earlier).name, later=Period.parse(later).name)


def _said(*parts: Text) -> Text:
    return join(list(parts), " · ", " · ")


_NAMES: Mapping[str, Callable[[tuple[str, ...]], Text]] = {
    "tier": lambda of: TIERS[of[0]],
    "status": lambda of: _said(TIERS[of[0]], STATUSES[of[1]]),
    "narrowed": lambda of: _said(ANY_TIER[of[0]], ANY_STATUS[of[1]]) if of != (ANY, ANY) else _ALL,
    "rfm": lambda of: GRADES[of[0]],
    "silent": lambda of: _SILENT.format(times=plain(of[0])),
    "moved": lambda of: _said(BEFORE[of[0]] + _ARROW + AFTER[of[1]], _days(*of[2:])),
    "way": lambda of: _said(WAYS[of[0]], _days(*of[1:])),
    "cohort": lambda of: _FIRST.format(period=Period.parse(of[0]).name),
    "still": lambda of: _said(
        _FIRST.format(period=Period.parse(of[0]).name),
        _STILL.format(period=Period.parse(of[1]).name),
    ),
}
