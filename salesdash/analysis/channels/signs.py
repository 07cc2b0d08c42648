"""The signs of every member over some months, by which is told what ails it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from salesdash.analysis.channels.conflicts import Conflict
from salesdash.analysis.channels.promotions import Promotion
from salesdash.analysis.parts import is_part
from salesdash.catalog.channels.diagnoses import ENOUGH
from salesdash.period import Period

Numbers = NDArray[np.float64]  # one of each member
Rows = NDArray[np.float64]  # months × members
PARTS = (
    "sales", "orders", "kept", "earlier", "earned", "paid", "spend", "won", "leads", "stock",
    "complaints", "answered", "waited", "due_lines", "late_lines", "unshipped", "late_amount",
    "late_expected",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthlySigns:
    """What the data tell of members month by month.

    `parts`: by name (`PARTS`) a frame of months (`2025-03`) × members, missing where it is not known;
    `kept` and `earlier` of the twelve months that end with each, `stock` a level, the rest add up; `late_expected`
    are the lines late if all together had shipped the like. `largest`:
    by span, a frame by member: `customer`, `amount`, `buyers`, `sold`. `promotions` are those judged.
    `undersold`: by span the price conflicts, worst money first; of spans without prices to compare there is none.
    """

    parts: Mapping[str, pd.DataFrame]
    largest: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    promotions: Sequence[Promotion] = ()
    undersold: Mapping[str, Sequence[Conflict]] = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(
        init=False
    )  # the parts in bare arrays, all of the months sold in
    places: Mapping[str, int] = field(init=False)  # where each month stands in these

    def __post_init__(self) -> None:
        sales = self.parts["sales"]
        rows = {
            key: part.reindex(index=sales.index, columns=sales.columns).to_numpy(np.float64)
            for key, part in self.parts.items()
        }
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "places", {month: n for n, month in enumerate(sales.index)})

    @property
    def months(self) -> pd.Index[Any]:
        return self.parts["sales"].index

    @property
    def members(self) -> pd.Index[Any]:
        return self.parts["sales"].columns


def signs(seen: MonthlySigns, months: Period, promoted: Period | None = None) -> pd.DataFrame:
    """One row per member: its signs over whole months, beside the same months a year before (`_before`);
    missing where the data do not tell, or of too few cases.

    Two sides are compared over the months that are known of both. `promoted`: where promotions are looked
    for that ended, the months themselves unless given.
    """
    window = _window(seen, months)
    told = {key: values for of_kind in KINDS for key, values in of_kind(window).items()}
    told["stock_lead"] = told["stock_growth"] - told["growth"]
    told |= _of_largest(seen, months) | _of_promotions(seen, promoted or months)
    told |= _of_prices(seen, months)
    told |= {f"stake_{key}": stake(told) for key, stake in STAKES.items()}
    return pd.DataFrame(told, index=seen.members)


def outcomes(seen: MonthlySigns, months: Period, outcome: str) -> pd.DataFrame:
    """Of the signs those alone that are reckoned together with one outcome: a course of two years asks for no more."""
    if outcome == TOP_SHARE:
        told = _of_largest(seen, months)
    elif outcome == UNDERCUT:
        told = _of_prices(seen, months)
    else:
        told = KIND_OF[outcome](_window(seen, months))
    return pd.DataFrame(told, index=seen.members)


def _window(seen: MonthlySigns, months: Period) -> _Window:
    now = [str(month) for month in months.split("month")]
    before = [str(month.shifted("last_year")) for month in months.split("month")]
    return _Window(seen, now, before)


class _Window:
    """The parts over some months, and over the same months a year before.

    In bare arrays: a record asks two dozen times for each.
    """

    def __init__(self, seen: MonthlySigns, now: list[str], before: list[str]) -> None:
        self.seen, self.now, self.before = seen, _at(seen, now), _at(seen, before)

    def rows(self, part: str, months: NDArray[np.intp]) -> Rows:
        return np.where(months[:, None] >= 0, self.seen.rows[part][months], np.nan)

    def sums(self, *parts: str) -> list[Numbers]:
        """Of the months in which all of the parts are known."""
        return _summed([self.rows(part, self.now) for part in parts])

    def sides(self, *parts: str) -> list[Numbers]:
        """Each part now and before, of the months in which all of them are known on both sides."""
        return _summed([self.rows(p, at) for p in parts for at in (self.now, self.before)])

    def last(self, part: str) -> tuple[Numbers, Numbers]:
        """The level at the end, and that a year before."""
        now, before = (self.rows(part, at[-1:])[0] for at in (self.now, self.before))
        return now, before


def _at(seen: MonthlySigns, months: list[str]) -> NDArray[np.intp]:
    """Where the months stand in the rows; −1 for one that is not there."""
    return np.array([seen.places.get(month, -1) for month in months], np.intp)


def _summed(rows: Sequence[Rows]) -> list[Numbers]:
    known = ~np.isnan(rows).any(axis=0)
    is_any = known.any(axis=0)
    return [np.where(is_any, np.where(known, one, 0.0).sum(axis=0), np.nan) for one in rows]


def _rate(over: Numbers, under: Numbers, least: float = 0) -> Numbers:
    """Missing where there is nothing to divide by, or too few."""
    return over / np.where((under > 0) & (under >= least), under, np.nan)


def _growth(now: Numbers, before: Numbers, least: float = 0) -> Numbers:
    return _rate(now, before, least) - 1


def _of_sales(window: _Window) -> dict[str, Any]:
    now, before = window.sides("sales")
    sold, orders = window.sums("sales", "orders")
    return {
        "sales": window.sums("sales")[0],
        "growth": _growth(now, before),
        "order_value": _rate(sold, orders),
    }


def _of_churn(window: _Window) -> dict[str, Any]:
    (kept, kept_before), (earlier, earlier_before) = window.last("kept"), window.last("earlier")
    churn = 1 - _rate(kept, earlier, ENOUGH.customers)
    before = 1 - _rate(kept_before, earlier_before, ENOUGH.customers)
    return {"churn": churn, "churn_before": before, "churn_growth": _growth(churn, before)}


def _of_spend(window: _Window) -> dict[str, Any]:
    earned, paid = window.sums("earned", "paid")
    earned_then, paid_then = window.sides("earned", "paid")[1::2]
    spend, spend_before = window.sides("spend")
    roi = _rate(earned - paid, paid)
    earned_all, paid_all = np.nansum(earned), np.nansum(paid)
    roi_all = (earned_all - paid_all) / paid_all if paid_all > 0 else np.nan
    return {
        "paid": paid,
        "roi": roi,
        "roi_before": _rate(earned_then - paid_then, paid_then),
        "roi_all": roi_all,
        "roi_behind": roi_all - roi,
        "spend_growth": _growth(spend, spend_before),
    }


def _of_leads(window: _Window) -> dict[str, Any]:
    won, leads = window.sums("won", "leads")
    rate = _rate(won, leads, ENOUGH.leads)
    at = int(np.nanargmax(rate)) if not np.isnan(rate).all() else None
    best = np.nan if at is None else rate[at]
    doubt = rate * (1 - rate) / np.where(leads > 0, leads, np.nan)
    errors = (doubt + (0.0 if at is None else doubt[at])) ** 0.5
    return {
        "leads": leads,
        "conversion": rate,
        "best": best,
        "best_name": None if at is None else str(window.seen.members[at]),
        "conversion_part": rate / (best or np.nan),
        "conversion_errors": (best - rate) / np.where(errors > 0, errors, inf),
    }


def _of_stock(window: _Window) -> dict[str, Any]:
    stock, before = window.last("stock")
    (sold,) = window.sums("sales")
    return {
        "stock": stock,
        "stock_before": before,
        "stock_growth": _growth(stock, before),
        "cover": _rate(stock, sold / len(window.now)),
    }


def _of_service(window: _Window) -> dict[str, Any]:
    complaints, complaints_before = window.sides("complaints")
    answered, answered_before, waited, waited_before = window.sides("answered", "waited")
    response, before = _rate(waited, answered), _rate(waited_before, answered_before)
    return {
        "complaints": complaints,
        "complaints_before": complaints_before,
        "complaint_growth": _growth(complaints, complaints_before, ENOUGH.complaints),
        "response": response,
        "response_before": before,
        "response_growth": _growth(response, before),
    }


def _of_supply(window: _Window) -> dict[str, Any]:
    due, late, unshipped, amount, expected = window.sums(
        "due_lines", "late_lines", "unshipped", "late_amount", "late_expected"
    )
    share, usual = _rate(late, due, ENOUGH.lines), _rate(expected, due)
    errors = (usual * (1 - usual) / np.where(due > 0, due, np.nan)) ** 0.5
    return {
        "due_lines": due,
        "late_lines": late,
        "unshipped": unshipped,
        "late_amount": amount,
        "late": share,
        "late_all": usual,
        "late_behind": share - usual,
        "late_errors": (share - usual) / np.where(errors > 0, errors, inf),
    }


def _of_largest(seen: MonthlySigns, months: Period) -> dict[str, Any]:
    largest = seen.largest.get(str(months))
    if largest is None:
        return dict.fromkeys(("top", "top_amount", "top_share"), np.full(len(seen.members), np.nan))
    of_each = largest.reindex(seen.members)
    amount, sold = of_each["amount"].to_numpy(np.float64), of_each["sold"].to_numpy(np.float64)
    has_share = (of_each["buyers"].to_numpy(np.float64) >= ENOUGH.buyers) & is_part(amount, sold)
    return {
        "top": of_each["customer"].to_numpy(object),
        "top_amount": amount,
        "top_share": np.where(has_share, _rate(amount, sold), np.nan),
    }


def _of_prices(seen: MonthlySigns, months: Period) -> dict[str, Any]:
    """What each member sold below the others: the product that cost most, and what all of them cost."""
    conflicts = seen.undersold.get(str(months))
    (sold,) = _window(seen, months).sums("sales")
    costs = dict.fromkeys(map(str, seen.members), np.nan if conflicts is None else 0.0)
    worst: dict[str, Conflict] = {}
    for one in conflicts or ():
        costs[one.channel] += one.cost
        worst.setdefault(one.channel, one)
    worst_by_member = [worst.get(member) for member in costs]
    cost = np.array(list(costs.values()))
    return {
        "undercut": _rate(cost, sold),
        "undercut_cost": cost,
        "undersold": [one and one.product for one in worst_by_member],
        "undersold_gap": [one and one.gap for one in worst_by_member],
        "undersold_months": [one and one.months for one in worst_by_member],
        "undersold_price": [one and one.price for one in worst_by_member],
        "undersold_dearer": [one and one.dearer for one in worst_by_member],
    }


def _of_promotions(seen: MonthlySigns, months: Period) -> dict[str, Any]:
    """Of each member's promotions that ended in these months the one whose customers stayed least."""
    least: dict[str, dict[str, Any]] = {}
    for one in seen.promotions:
        stayed, usual = one.brought.rate, one.others.rate
        if one.days.last_day not in months or stayed is None or not usual or one.usual <= 0:
            continue
        told = {
            "promotion": one.name,
            "spike": one.lift / one.usual,
            "brought": one.brought.count,
            "stayed": stayed,
            "usual": usual,
            "stayed_part": stayed / usual,
            "lift": one.lift,
        }
        if one.member not in least or told["stayed_part"] < least[one.member]["stayed_part"]:
            least[one.member] = told
    of_each = [least.get(str(member), {}) for member in seen.members]
    return {
        key: np.array([told.get(key, np.nan) for told in of_each], kind)
        for key, kind in PROMOTED.items()
    }


KINDS = (_of_sales, _of_churn, _of_spend, _of_leads, _of_stock, _of_service, _of_supply)
TOP_SHARE, UNDERCUT = "top_share", "undercut"
# What is told of a promotion: its name, else numbers.
PROMOTED: Mapping[str, type] = {"promotion": object} | dict.fromkeys(
    ("spike", "brought", "stayed", "usual", "stayed_part", "lift"), float
)
# By which signs each outcome comes.
KIND_OF = {
    "growth": _of_sales, "churn": _of_churn, "roi": _of_spend, "conversion": _of_leads, "cover": _of_stock,
    "response": _of_service, "late": _of_supply,
}  # fmt: skip
# What is at stake in each, in 元, as its diagnosis says in words.
STAKES: Mapping[str, Any] = {
    "leaky_growth": lambda f: f["sales"] * (f["churn"] - f["churn_before"]),
    "fleeting_promotion": lambda f: f["lift"],
    "costly_growth": lambda f: f["roi_behind"] * f["paid"],
    "poor_conversion": lambda f: (f["best"] - f["conversion"]) * f["leads"] * f["order_value"],
    "piling_stock": lambda f: f["stock"] - f["stock_before"] * (1 + f["growth"]),
    "slow_service": lambda f: (f["complaints"] - f["complaints_before"]) * f["order_value"],
    "one_customer": lambda f: f["top_amount"],
    "late_supply": lambda f: f["late_amount"],
    "price_conflict": lambda f: f["undercut_cost"],
}
