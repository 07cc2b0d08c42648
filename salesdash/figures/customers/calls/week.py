"""The customers to call this week: the most money at stake first, each with a reason and a next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from salesdash.analysis.calls import left_alone, seen, step
from salesdash.catalog.customers.calls import (
    NEVER_VISITED,
    SIGNS,
    WOULD_NOT_RECOMMEND,
    Sign,
)
from salesdash.charts.figure import one_unit
from salesdash.charts.rows import number
from salesdash.figures.comparison import day_name
from salesdash.figures.customers.population import Population, stakes, standing
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, join, plain
from salesdash.units import DAYS, MONEY, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.signs import noted, signs

AT_ONCE = 200  # customers of whom the signs are looked for at a time
AMONG = 3
BASKETS = ("basket_now", "basket_before")
MOST_TOLD = 4  # signs in one line
YEAR = 300  # days after which a day is named with its year


@dataclass(frozen=True, slots=True)
class Call:
    """A customer to call: the money at stake and his own of a year, in 元; the keys of the signs seen, what each
    says (`told`), and what to do next. `owner` None: nobody's."""

    customer: str
    tier: str
    owner: str | None
    at_stake: float
    amount: float
    signs: tuple[str, ...]
    told: tuple[Text, ...]
    step: Text

    @property
    def reason(self) -> Text:
        """The gravest signs in one line."""
        words = join([*self.told[:MOST_TOLD]], zh="；", en="; ")
        return Text(words.zh, words.en[:1].upper() + words.en[1:])


def week(ask: Ask, scope: Scope) -> list[Call]:
    """Those of whom a sign is seen and who are not left alone for now, the most money at stake first; so many
    as are set."""
    many = int(ask.rules["call_many"])
    return ask.keep(("week", scope), lambda: _calls(ask, scope, many))


def by_owner(ask: Ask, scope: Scope) -> dict[str | None, list[Call]]:
    """The work list of each owner, so many of each as are set, looked for among `AMONG` times as many with the
    most at stake; the owner with the most at stake first."""
    customers = standing(ask, scope)
    if customers is None:
        return {}
    many = int(ask.rules["call_many"])
    waiting = _waiting(ask, customers)
    first = waiting.groupby("owner", dropna=False, observed=True).head(AMONG * many)
    lists: dict[str | None, list[Call]] = {}
    for one in _judged(ask, customers, first):
        lists.setdefault(one.owner, []).append(one)
    return {owner: calls[:many] for owner, calls in lists.items()}


def of_customer(ask: Ask, scope: Scope, customer: str) -> Call | None:
    """What is to be said and done about one customer, left alone or not; None where nothing calls for it."""
    customers = standing(ask, scope)
    if customers is None:
        return None
    own = customers.everyone[customers.everyone["customer"] == customer]
    return next(iter(_judged(ask, customers, _staked(ask, customers, own))), None)


def known_signs(ask: Ask) -> list[Sign]:
    """The signs whose data are loaded."""
    return [sign for sign in SIGNS.values() if ask.has(sign.needs)]


def when(day: Any, now: date) -> Text:
    """`6月12日` · `12 Jun`, of another year with it."""
    one = pd.Timestamp(day).date()
    return day_name(one) if abs((now - one).days) < YEAR else Period.of(one, "day").name


def _calls(ask: Ask, scope: Scope, many: int) -> list[Call]:
    """The first so many; looked for from the top, so that few of many are looked into."""
    customers = standing(ask, scope)
    if customers is None:
        return []
    waiting, calls = _waiting(ask, customers), list[Call]()
    for start in range(0, len(waiting), AT_ONCE):
        some = waiting.iloc[start : start + AT_ONCE]
        calls += _judged(ask, customers, some, many - len(calls))
        if len(calls) >= many:
            break
    return calls


def _waiting(ask: Ask, customers: Population) -> pd.DataFrame:
    """Those with money at stake who are not left alone for now, the most first."""
    day = customers.scope.as_of
    staked, notes = _staked(ask, customers, customers.everyone), noted(ask, day)
    own = staked[staked["customer"].isin(notes["customer"])]
    days = dict(zip(own["customer"], pd.to_datetime(own["last_order"]).dt.date, strict=True))
    return staked[~staked["customer"].isin(left_alone(notes, days, day, ask.rules))]


def _staked(ask: Ask, customers: Population, among: pd.DataFrame) -> pd.DataFrame:
    """Those of whom it is known what is at stake, the most money first."""
    staked = among.assign(at_stake=stakes(ask, customers).loc[among.index])
    money = staked.loc[staked["at_stake"].notna(), ["at_stake", "amount"]]
    money = money.sort_values(["at_stake", "amount"], ascending=False)
    # few share both, and only these are told apart by their names
    alike = money.duplicated(keep=False)
    order = money.index.to_numpy(copy=True)
    of_alike = money[alike].join(staked["customer"])
    order[alike.to_numpy()] = of_alike.sort_values(
        ["at_stake", "amount", "customer"], ascending=[False, False, True]
    ).index
    return staked.loc[order]


def _judged(
    ask: Ask, customers: Population, chosen: pd.DataFrame, most: int | None = None
) -> list[Call]:
    """Of whom a sign is seen that is reason enough; the first so many, as each is put into words."""
    if chosen.empty:
        return []
    day = customers.scope.as_of
    evidence = signs(ask, day, chosen["customer"].tolist())
    frame = chosen.merge(evidence, on="customer", how="left")
    flags = seen(frame, day, ask.rules, {sign.key for sign in known_signs(ask)})
    calling = flags[[key for key, sign in SIGNS.items() if sign.is_call]].any(axis=1)
    return [
        _call(customers, row, tuple(key for key in SIGNS if flags.at[at, key]))
        for at, row in frame[calling].iloc[:most].iterrows()
    ]


def _call(customers: Population, row: Any, keys: tuple[str, ...]) -> Call:
    tier = str(row["tier"])
    figures = _figures(row, customers)
    reasons = [_words(key, row).format(**figures) for key in keys]
    owner = None if pd.isna(row["owner"]) else str(row["owner"])
    return Call(
        str(row["customer"]), tier, owner, float(row["at_stake"]), float(row["amount"]), keys, tuple(reasons),
        step(keys, tier).words,
    )  # fmt: skip


def _words(key: str, row: Any) -> Text:
    if key == "unvisited" and pd.isna(row["visited_on"]):
        return NEVER_VISITED
    if key == "poor_rating" and row["rating_scale"] == "nps":
        return WOULD_NOT_RECOMMEND
    return SIGNS[key].words


def _figures(row: Any, customers: Population) -> Mapping[str, Text]:
    """The figures of a customer as the words of his signs name them."""
    days = {
        "silent": row["days_since"], "usual": row["rhythm"], "gap_now": row["gap_now"],
        "gap_before": row["gap_before"], "line_silent": row["line_silent"], "complaint_days": row["complaint_days"],
    }  # fmt: skip
    baskets = one_unit(
        customers.scope.scale, pd.DataFrame(), (), *(number(row[key]) for key in BASKETS)
    )
    dates = {key: row[key] for key in ("complaint_on", "rated_on", "visited_on")}
    return {
        **{key: _days(value) for key, value in days.items()},
        **{
            key: plain("") if pd.isna(value) else when(value, customers.scope.as_of)
            for key, value in dates.items()
        },
        **{key: write(row[key], MONEY, baskets) for key in BASKETS},
        "line": plain(row["line"]),
        "rating": plain(f"{row['rating']:g}") if not pd.isna(row["rating"]) else plain(""),
    }


def _days(value: Any) -> Text:
    return plain("") if pd.isna(value) else write(round(float(value)), DAYS)
