"""How much money each desk and channel makes each month, planned and actual: the ledger is made to agree with it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
from chinese_calendar import is_workday

from sample_data.company import (
    AS_OF,
    CHANNELS,
    FIELD,
    ONLINE,
    PEOPLE,
    PROMOTIONS,
    REGIONS,
    SEED,
    START,
    Channel,
    Person,
    Region,
)
from sample_data.stories import story

Floats = npt.NDArray[np.float64]

YEARS = (2023, 2024, 2025)
MONTHS = tuple((year, month) for year in YEARS for month in range(1, 13))
DAYS = tuple(START + timedelta(days=n) for n in range((date(2025, 12, 31) - START).days + 1))
NEW_YEARS_DAYS = (date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29))
TREND_WITHIN_YEAR = 1.15

FIELD_SEASON = (1.0, 0.92, 1.06, 1.04, 1.03, 1.02, 0.95, 0.96, 1.06, 1.02, 1.04, 1.05)
ONLINE_SEASON = (0.98, 0.94, 1.0, 1.0, 0.99, 0.98, 0.95, 0.97, 1.02, 1.0, 0.98, 0.98)


@dataclass(frozen=True)
class Desk:
    """One person's sales in one region."""

    person: Person
    region: Region


DESKS = tuple(
    Desk(person, region)
    for person in PEOPLE
    for region in REGIONS
    if region.name.zh in person.regions
)


def promoted(day: date) -> str:
    """The yearly promotion that runs on a day, or nothing."""
    for promotion in PROMOTIONS:
        if promotion.first <= (day.month, day.day) <= promotion.last:
            return promotion.name.zh
    return ""


def _field_weight(day: date) -> float:
    near_new_year = any(-10 <= (day - eve).days <= 14 for eve in NEW_YEARS_DAYS)
    base = 1.0 if is_workday(day) else 0.02
    return base * FIELD_SEASON[day.month - 1] * (0.7 if near_new_year else 1.0)


def _online_weight(day: date) -> float:
    closed = any(-2 <= (day - eve).days <= 5 for eve in NEW_YEARS_DAYS)
    weekend = 1.08 if day.weekday() >= 5 else 1.0
    demand = {p.name.zh: p.demand for p in PROMOTIONS}.get(promoted(day), 1.0)
    return weekend * ONLINE_SEASON[day.month - 1] * demand * (0.35 if closed else 1.0)


DAY_WEIGHTS = {
    FIELD: np.array([_field_weight(day) for day in DAYS]),
    ONLINE: np.array([_online_weight(day) for day in DAYS]),
}
MONTH_OF_DAY = np.array([(day.year - START.year) * 12 + day.month - 1 for day in DAYS])
UP_TO_NOW = np.array([day <= AS_OF for day in DAYS])


def elapsed(reach: str) -> Floats:
    """Share of each month's demand that lies on or before the fixed date."""
    weights = DAY_WEIGHTS[reach]
    whole = np.bincount(MONTH_OF_DAY, weights)
    return np.asarray(np.bincount(MONTH_OF_DAY, weights * UP_TO_NOW) / whole)


def month_index(day: date) -> int:
    return (day.year - START.year) * 12 + day.month - 1


def _month_shares(reach: str) -> Floats:
    """Share of the year's sales that falls into each month, each year adding up to 1."""
    seasonal = np.bincount(MONTH_OF_DAY, DAY_WEIGHTS[reach])
    grown = seasonal * TREND_WITHIN_YEAR ** (np.tile(np.arange(12), len(YEARS)) / 12)
    by_year = grown.reshape(len(YEARS), 12)
    return np.asarray((by_year / by_year.sum(axis=1, keepdims=True)).ravel())


def _region_sales(region: Region) -> tuple[float, float, float]:
    fast = story("whipping_the_fast_ox")
    if region.name.zh in fast.members["region"]:
        growth = (fast.magnitude["growth_2024"], fast.magnitude["growth_2025"])
    else:
        growth = (region.growth_2024, region.growth_2025)
    return (
        region.sales_2023,
        region.sales_2023 * growth[0],
        region.sales_2023 * growth[0] * growth[1],
    )


def expected_sales() -> Floats:
    """desk × channel × month, in yuan, as if no story of 2025 had happened."""
    sales = np.zeros((len(DESKS), len(CHANNELS), len(MONTHS)))
    for d, desk in enumerate(DESKS):
        yearly = _region_sales(desk.region)
        for c, channel in enumerate(CHANNELS):
            if channel.reach != desk.person.reach:
                continue
            per_year = [yearly[y] * channel.sales_share[y] for y in range(len(YEARS))]
            sales[d, c] = np.repeat(per_year, 12) * _month_shares(channel.reach) * desk.person.share
    return sales


def _story_effect(desk: Desk, channel: Channel, month: int) -> float:
    effect = 1.0
    miss, hangover = story("region_misses_target"), story("promotion_hangover")
    if desk.region.name.zh in miss.members["region"] and month >= month_index(miss.since):
        effect *= miss.magnitude[desk.person.reach]
    for key in ("star_salesperson", "salesperson_in_trouble"):
        told = story(key)
        if desk.person.name.zh in told.members["salesperson"] and month >= month_index(told.since):
            effect *= told.magnitude["against_plan"]
    if channel.name.zh in hangover.members["channel"]:
        months_after = month - month_index(hangover.since)
        if months_after == 0:
            effect *= hangover.magnitude["spike"]
        elif 1 <= months_after <= hangover.magnitude["dip_months"]:
            effect *= hangover.magnitude["dip"]
    return effect


def actual_sales() -> Floats:
    """desk × channel × month, in yuan, up to the fixed date, stories and chance included."""
    rng = np.random.default_rng(SEED)
    sales = expected_sales()
    sales *= [
        [[_story_effect(desk, channel, m) for m in range(len(MONTHS))] for channel in CHANNELS]
        for desk in DESKS
    ]
    sales *= [[elapsed(channel.reach) for channel in CHANNELS]]
    sales *= rng.normal(1.0, 0.02, (len(DESKS), 1, len(MONTHS)))
    sales *= rng.normal(1.0, 0.025, (1, len(CHANNELS), len(MONTHS)))
    return sales


def targets() -> npt.NDArray[np.int64]:
    """desk × month, in whole thousands of yuan written in yuan, for all months of the three years."""
    planned = expected_sales().sum(axis=1)
    aims = np.array([desk.person.aim for desk in DESKS])
    return np.asarray(np.round(planned / aims[:, None] / 1000) * 1000).astype(np.int64)
