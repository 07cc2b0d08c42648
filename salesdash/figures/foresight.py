"""What customers will do, inferred from what all of them did."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.analysis.lifetimes import Histories, fitted
from salesdash.analysis.silences import for_good
from salesdash.catalog.rules.declared import FORESIGHT
from salesdash.text import Text
from salesdash.units import COUNT, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import (
    Forecast,
    evidence_on,
    foresight,
    sees_leaving,
)

WHAT_IS_AT_STAKE = Text(
    "面临流失的年销售额 = 近 12 个月销售额 × 不再下单的可能。",
    "At stake: sales of 12 months × the chance that a customer never orders again. ",
)
BY_MODEL = Text(
    "不再下单的可能用 BG/NBD 模型，按全部 {n} 位客户的下单日推算。",
    "The chance that a customer never orders again is inferred from when all {n} {n:customer|customers} ordered "
    "(BG/NBD).",
)
BY_SILENCE = Text(
    "不再下单的可能按未下单的时间是平时间隔的几倍推算，看本公司客户以往停单多久还会再下单；"
    "客户满 {customers} 位、订单满 {months} 个月后改用 BG/NBD 模型，目前 {n} 位、{known} 个月。",
    "The chance that a customer never orders again follows from the silence in usual intervals, and from how "
    "past silences of this company’s customers ended. With {customers} customers and {months} months of orders "
    "it is inferred from when customers ordered (BG/NBD); now there are {n} and {known}.",
)
SEES_NOBODY = Text(
    "按全部 {n} 位客户的下单日，BG/NBD 模型看不出有人流失；不再下单的可能因此按未下单的时间是平时间隔的几倍推算，"
    "看本公司客户以往停单多久还会再下单。",
    "From when all {n} {n:customer|customers} ordered, BG/NBD sees nobody leave; so the chance that a customer "
    "never orders again follows from the silence in usual intervals, and from how past silences of this "
    "company’s customers ended.",
)


def _coming(histories: pd.DataFrame, discount: float) -> pd.DataFrame:
    """The histories with what to expect of one such customer, as `Foresight.coming` asks it."""
    repeats, recency, age, count = (
        histories[key].to_numpy(float) for key in ("repeats", "recency", "age", "customers")
    )
    of = Histories(repeats, recency / 7, age / 7, count)
    fit = fitted(of)
    return histories.assign(coming=fit.worth(of, FORESIGHT.years, discount), alive=fit.alive(of))


foresee = Forecast(_coming, for_good)


def how_gone(ask: Ask, day: date) -> Text:
    """In words, how `gone_for_good` reckons on a day."""
    evidence = evidence_on(ask, day)
    expected = foresight(ask, day)
    words = BY_MODEL
    if expected is None:
        words = BY_SILENCE
    elif not sees_leaving(expected):
        words = SEES_NOBODY
    return words.format(
        n=write(evidence.customers, COUNT),
        known=evidence.months,
        customers=FORESIGHT.customers,
        months=FORESIGHT.months,
    )
