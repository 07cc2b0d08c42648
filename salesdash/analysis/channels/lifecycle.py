"""The stage of a channel's life, quarter by quarter, with the rule that decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salesdash.catalog.channels.lifecycle import By, Lifecycle, Stage
from salesdash.period import Period, add_months

Sold = Mapping[Period, float]


@dataclass(frozen=True, slots=True)
class StageStanding:
    """A member in one quarter. `growth` and `of_all` are its own and the company's against the same quarter a
    year before, `share` and `share_before` its part of all sales; None where that year is not known."""

    quarter: Period
    stage: Stage
    by: By
    share: float | None
    growth: float | None = None
    of_all: float | None = None
    share_before: float | None = None


def stages(
    sold: Sold, of_all: Sold, quarters: Sequence[Period], since: date | None, rule: Lifecycle
) -> list[StageStanding]:
    """The stages of a member in the quarters that tell one, in order.

    `quarters` follow each other and are covered by the data; `sold` and `of_all` are what the member and the
    company sold in them, none where nothing. `since`: the month of its first sale, None where that may lie
    before the data. A quarter without sales now and a year before says nothing.
    """
    standings: list[StageStanding] = []
    falling = 0
    for quarter in quarters:
        now = _seen(sold, of_all, quarter)
        then = _before(quarter)
        before = _seen(sold, of_all, then) if then in quarters else None
        fell = before is not None and now.sales < before.sales and now.share < before.share
        falling = falling + 1 if fell else 0
        standing = _standing(quarter, now, before, falling, since, rule)
        standings += [standing] if standing else []
    return standings


@dataclass(frozen=True, slots=True)
class _Seen:
    sales: float
    whole: float

    @property
    def share(self) -> float:
        return self.sales / self.whole if self.whole > 0 else 0.0


def _seen(sold: Sold, of_all: Sold, quarter: Period) -> _Seen:
    return _Seen(sold.get(quarter, 0.0), of_all.get(quarter, 0.0))


def _before(quarter: Period) -> Period:
    return Period(add_months(quarter.start, -12), add_months(quarter.end, -12))


def _standing(
    quarter: Period,
    now: _Seen,
    before: _Seen | None,
    falling: int,
    since: date | None,
    rule: Lifecycle,
) -> StageStanding | None:
    if since and since < quarter.end < add_months(since, rule.months):
        return StageStanding(quarter, "introduction", "young", now.share)
    if before is None or before.sales <= 0 or before.whole <= 0:
        return None
    growth, of_all = now.sales / before.sales - 1, now.whole / before.whole - 1
    stage, by = _judged(now.share, growth, of_all, falling, rule)
    return StageStanding(quarter, stage, by, now.share, growth, of_all, before.share)


def _judged(
    share: float, growth: float, of_all: float, falling: int, rule: Lifecycle
) -> tuple[Stage, By]:
    if share < rule.share and growth > 0:
        return "introduction", "small"
    if growth >= of_all + rule.lead - 1e-9:
        return "growth", "faster"
    if falling >= rule.quarters:
        return "decline", "falling"
    return "maturity", "neither"
