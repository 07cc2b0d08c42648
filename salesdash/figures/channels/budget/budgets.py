"""Who has which budget to spend in the months ahead, and how the profit of each answers to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from salesdash.analysis.channels.response import Response, best_split, gain, response
from salesdash.catalog.channels.response import RESPONSE_FIT
from salesdash.catalog.metrics import METRICS
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask

REST, NEXT = "rest", "next"
YEAR = 12  # months
AHEAD: Mapping[str, Text] = {
    REST: Text("年内剩余月份", "Rest of the year"),
    NEXT: Text("未来 12 个月", "Next 12 months"),
}
_SIDES = ("earned", "paid", "matched_spend", "matched_sales")


@dataclass(frozen=True, slots=True)
class Spender:
    """One member: its curve by the month, its budget (元) over the months ahead, how many of these a
    sheet states, and what it sells for each yuan of gross profit."""

    member: str
    curve: Response
    budget: float
    stated: int
    sales_per: float


@dataclass(frozen=True, slots=True)
class BudgetMove:
    """A part of the giver's budget that goes to the taker, over the months ahead (REST or NEXT)."""

    giver: str
    taker: str
    share: float
    months: str


@dataclass(frozen=True, slots=True)
class Gain:
    """What a split brings more than another, in 元, and from where to where that may lie."""

    more: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether all of it lies on one side of nothing."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class BudgetOutcome:
    """What a member's budget comes to over the months ahead, in 元; `profit` is what is left after it."""

    budget: float
    sales: float
    earned: float

    @property
    def profit(self) -> float:
        return self.earned - self.budget

    @property
    def roi(self) -> float:
        return self.profit / self.budget

    def __add__(self, other: BudgetOutcome) -> BudgetOutcome:
        return BudgetOutcome(
            self.budget + other.budget, self.sales + other.sales, self.earned + other.earned
        )


@dataclass(frozen=True, slots=True)
class Budgets:
    """What the members of a dimension spend over the `months` of a period, largest budget first."""

    ahead: Period
    months: int
    spenders: tuple[Spender, ...]

    def __getitem__(self, member: str) -> Spender:
        return next(one for one in self.spenders if one.member == member)

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(one.member for one in self.spenders)

    def monthly(self, members: Sequence[str]) -> list[float]:
        """What each spends in a month as it is budgeted."""
        return [self[member].budget / self.months for member in members]

    def marginal(self, member: str) -> float:
        """What the next yuan of its budget brings beyond itself."""
        return self[member].curve.marginal(self[member].budget / self.months)

    def most_share(self, giver: str, taker: str, most: float) -> float:
        """The largest part of the giver's budget, in whole percents and at least one, by which neither
        budget moves by more than the part `most`."""
        now, other = self.monthly((giver, taker))
        return max(int(100 * min(most, most * other / now) + 1e-9), 1) / 100

    def best(self, members: Sequence[str], most: float) -> list[float]:
        """The monthly spends whose next yuan brings alike, each moved by at most the part `most`."""
        return best_split(self._curves(members), self.monthly(members), most)

    def moved(self, move: BudgetMove) -> tuple[list[float], list[float]]:
        """The monthly spends of giver and taker, before the move and after it."""
        giver, taker = self.monthly((move.giver, move.taker))
        return [giver, taker], [giver * (1 - move.share), taker + giver * move.share]

    def gain(self, members: Sequence[str], now: Sequence[float], then: Sequence[float]) -> Gain:
        """What the monthly spends `then` bring more than `now`, over all months."""
        more, *ends = (gain(self._curves(members), now, then, lean) for lean in (0, -1, 1))
        return Gain(more * self.months, min(ends) * self.months, max(ends) * self.months)

    def outcome(self, member: str, monthly: float) -> BudgetOutcome:
        one = self[member]
        earned = one.curve.earns(monthly) * self.months
        return BudgetOutcome(monthly * self.months, earned * one.sales_per, earned)

    def _curves(self, members: Sequence[str]) -> list[Response]:
        return [self[member].curve for member in members]


def ahead(scope: Scope) -> dict[str, Period]:
    """The months not begun by the as-of date: of the running year, where any is left, and the next twelve."""
    start = Period.of(scope.as_of, "month").end
    end = scope.calendar.of(scope.as_of, "year").end
    periods = {NEXT: Period(start, add_months(start, YEAR))}
    return ({REST: Period(start, end)} if start < end else {}) | periods


def is_told(ask: Ask, scope: Scope, by: str) -> bool:
    """Whether spend is stated by the dimension, and by what is filtered."""
    asked = (by, *(dimension for dimension, _ in scope.filters))
    return not ask.missing("roi") and not ask.unknown(METRICS["matched_spend"], asked)


def budgets(ask: Ask, scope: Scope, by: str, months: str) -> Budgets:
    """Whoever spent and earned of late, with what is budgeted for the months ahead; a month without a
    stated budget counts as a mean one of the last twelve."""
    period = ahead(scope)[months]
    labels = [str(month) for month in period.split("month")]
    past, planned = _past(ask, scope, by), _planned(ask, scope, by, period)
    one_each = []
    for member, months_of_member in past.groupby(by):
        curve = response(months_of_member, RESPONSE_FIT, ask.rules["response_exponent"])
        if curve is None:
            continue
        stated = [planned.get((str(member), label)) for label in labels]
        budget = sum(curve.spend if amount is None else amount for amount in stated)
        recent = months_of_member.tail(RESPONSE_FIT.recent)
        if budget > 0:
            one_each.append(
                Spender(
                    str(member),
                    curve,
                    budget,
                    sum(amount is not None for amount in stated),
                    float(recent["sales"].sum() / recent["earned"].sum()),
                )
            )
    one_each.sort(key=lambda one: (-one.budget, one.member))
    return Budgets(period, len(labels), tuple(one_each))


def _past(ask: Ask, scope: Scope, by: str) -> pd.DataFrame:
    """The ended months of each member of which both sides are known: `month`, `spend`, `earned`, `sales`.
    Where the costs of a part of the sales are known, its profit stands for all of them."""
    first, end = _first_month(ask, scope), scope.over(None).months_end
    columns = [by, "month", "spend", "earned", "sales"]
    if first >= end:
        return pd.DataFrame(columns=columns)
    frame = ask(_SIDES, (by, "month"), scope.over(Period(first, end)))
    frame = frame.dropna(subset=[by, "paid", "earned", "matched_spend"])
    sides = frame[list(_SIDES)].astype(float)
    whole = (sides["matched_spend"] / sides["paid"].where(sides["paid"] > 0)).fillna(1.0)
    return pd.DataFrame(
        {
            by: frame[by],
            "month": [Period.parse(label).start for label in frame["month"]],
            "spend": sides["matched_spend"],
            "earned": sides["earned"] * whole,
            "sales": sides["matched_sales"],
        },
        columns=columns,
    )


def _first_month(ask: Ask, scope: Scope) -> date:
    """The first day of the first month that the orders cover whole."""
    orders = ask.coverage["orders"]
    first = orders.first_day or scope.as_of
    month = Period.of(first, "month")
    return month.end if orders.edge_within(month, ask.calendar) == first else month.start


def _planned(ask: Ask, scope: Scope, by: str, period: Period) -> dict[tuple[str, str], float]:
    if ask.missing("budget"):
        return {}
    frame = ask(["budget"], (by, "month"), scope.over(period)).dropna()
    return {
        (str(member), str(month)): float(amount)
        for member, month, amount in zip(frame[by], frame["month"], frame["budget"], strict=True)
    }
