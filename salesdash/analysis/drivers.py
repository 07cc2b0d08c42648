"""Why a figure moved: its change taken apart so that the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

# The last unit to which changes are told: as money is stored, and far below what a rate shows.
MONEY_UNIT, RATE_UNIT = Decimal("0.0001"), Decimal("1E-12")
TELLING = 3

Change = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class Bridge:
    """The way from one value to another: the largest gains, the largest losses, and the rest.

    `rest` is what is left of the whole, of `others` members and of whatever belongs to none.
    """

    gains: tuple[Change, ...]
    losses: tuple[Change, ...]
    rest: Decimal
    others: int

    @property
    def whole(self) -> Decimal:
        return sum((amount for _, amount in (*self.gains, *self.losses)), self.rest)


def bridge(
    changes: pd.Series[float], whole: float | Decimal, *, most: int = 5, unit: Decimal = MONEY_UNIT
) -> Bridge:
    """The members that moved most, `most` on either side; adds up to `whole` to the last `unit`.

    `changes`: one number per member, the index naming it; missing counts as no change.
    """
    moved = changes[changes.notna() & (changes != 0)]
    up = moved[moved > 0].nlargest(most, keep="first")
    down = moved[moved < 0].nsmallest(most, keep="first")
    left = moved.drop([*up.index, *down.index])
    if len(left) == 1:  # one is told sooner than called "another"
        up, down = pd.concat([up, left[left > 0]]), pd.concat([down, left[left < 0]])
    gains, losses = ([(str(k), exact(v, unit)) for k, v in side.items()] for side in (up, down))
    listed = [amount for _, amount in (*gains, *losses)]
    rest = exact(whole, unit) - sum(listed, Decimal(0))
    others = len(moved) - len(listed)
    if not others and listed and abs(rest) <= unit * len(listed):  # the rounding, which is nobody's
        side = gains if gains and (not losses or gains[0][1] >= -losses[0][1]) else losses
        side[0] = (side[0][0], side[0][1] + rest)
        rest = Decimal(0)
    return Bridge(tuple(gains), tuple(losses), rest, others)


def exact(value: float | Decimal, unit: Decimal = MONEY_UNIT) -> Decimal:
    return Decimal(value).quantize(unit)


def additive(before: pd.Series[float], now: pd.Series[float]) -> pd.Series[float]:
    """The change of each member; one that stands on one side only had nothing on the other."""
    return now.sub(before, fill_value=0.0).fillna(0.0)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of sums: numerator and denominator."""

    over: float
    under: float

    @property
    def value(self) -> float | None:
        return self.over / self.under if self.under else None


def ratio(members: pd.DataFrame, before: Ratio, now: Ratio) -> pd.DataFrame:
    """The change of a ratio split over members into `mix` and `rate`, and each one's `share`.

    `members`: one row per member with over_before, under_before, over_now, under_now. The effects
    of members that make up the whole add up to its change; `share` is the mean of their weights.

    Symmetric (mean of both periods) as Bennet's indicator of 1920, so that there is no joint term
    and no order: with weights w = under / Σ under and rates r = over / under,
    rate = ½(w₀ + w₁)(r₁ − r₀) and mix = (w₁ − w₀)(½(r₀ + r₁) − ½(R₀ + R₁)).
    A member with no weight on one side has one rate only: all of its effect is mix. A numerator
    that stands on no denominator at all counts as rate, over the whole's denominator.
    Empty where either whole has no value.
    """
    if before.value is None or now.value is None:
        return pd.DataFrame(columns=["mix", "rate", "share"], dtype=float)
    held = members.astype(float).fillna(0.0)
    (w0, r0, bare0), (w1, r1, bare1) = (
        _weighed(held[f"over_{side}"], held[f"under_{side}"], whole.under)
        for side, whole in (("before", before), ("now", now))
    )
    r0, r1 = r0.fillna(r1).fillna(0.0), r1.fillna(r0).fillna(0.0)
    middle = (before.value + now.value) / 2
    return pd.DataFrame(
        {
            "mix": (w1 - w0) * ((r0 + r1) / 2 - middle),
            "rate": (w0 + w1) / 2 * (r1 - r0) + bare1 - bare0,
            "share": (w0 + w1) / 2,
        }
    )


def _weighed(
    over: pd.Series[float], under: pd.Series[float], whole: float
) -> tuple[pd.Series[float], pd.Series[float], pd.Series[float]]:
    """Each member's weight, its rate, and what it adds to the whole's without any weight."""
    has_base = under != 0
    return under / whole, over / under.where(has_base), over.where(~has_base, 0.0) / whole


def combined(terms: Sequence[tuple[int, pd.DataFrame]]) -> pd.DataFrame:
    """The effects of members on a sum (+1) and difference (−1) of ratios, from those on each ratio.

    `terms` and the answer are as `ratio` gives them; a member without part in a ratio did nothing
    to it. `share` is the mean of the shares, so that it adds up to 1 as theirs do.
    """
    every = terms[0][1].index
    for _, effects in terms[1:]:
        every = every.union(effects.index, sort=False)
    signed = [
        effects.reindex(every, fill_value=0.0)
        * {"mix": sign, "rate": sign, "share": 1 / len(terms)}
        for sign, effects in terms
    ]
    return sum(signed[1:], signed[0])


@dataclass(frozen=True, slots=True)
class Sold:
    """What a product brought: money, and how many of it; None where nobody counted."""

    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PriceVolumeMix:
    """A change of sales taken apart; the six parts add up to it to the last unit of money.

    `new` and `lost` are products sold on one side only; `uncounted` are those without a positive
    quantity on both. Of the others, p₀ and p₁ being prices, q quantities, Q their sum and p̄₀ the
    mean price before: price = Σ (p₁ − p₀)·q₁, volume = (Q₁ − Q₀)·p̄₀, mix is the rest.
    """

    new: Decimal
    lost: Decimal
    price: Decimal
    volume: Decimal
    mix: Decimal
    uncounted: Decimal
    prices: Mapping[str, Decimal]

    @property
    def whole(self) -> Decimal:
        return self.new + self.lost + self.price + self.volume + self.mix + self.uncounted


def price_volume_mix(before: Mapping[str, Sold], now: Mapping[str, Sold]) -> PriceVolumeMix:
    """Sales by product before and now → what prices, volume and mix did; `prices` by product."""
    both = before.keys() & now.keys()
    priced = {
        product: (one, other)
        for product in sorted(both)
        if _is_counted(one := before[product]) and _is_counted(other := now[product])
    }
    prices = {
        product: exact(other.amount - one.amount * (other.quantity or 0) / (one.quantity or 1))
        for product, (one, other) in priced.items()
    }
    amount_before, amount_now = (_amounts(pair[i] for pair in priced.values()) for i in (0, 1))
    quantity_before, quantity_now = (
        sum((pair[i].quantity or Decimal(0) for pair in priced.values()), Decimal(0))
        for i in (0, 1)
    )
    price = sum(prices.values(), Decimal(0))
    volume = (
        exact((quantity_now - quantity_before) * amount_before / quantity_before)
        if quantity_before
        else Decimal(0)
    )
    return PriceVolumeMix(
        new=_amounts(sold for product, sold in now.items() if product not in before),
        lost=-_amounts(sold for product, sold in before.items() if product not in now),
        price=price,
        volume=volume,
        mix=amount_now - amount_before - price - volume,
        uncounted=_amounts(now[p] for p in both - priced.keys())
        - _amounts(before[p] for p in both - priced.keys()),
        prices=prices,
    )


def _is_counted(sold: Sold) -> bool:
    return sold.quantity is not None and sold.quantity > 0


def _amounts(sold: Iterable[Sold]) -> Decimal:
    return sum((one.amount for one in sold), Decimal(0))


def departure(effects: pd.Series[float], shares: pd.Series[float]) -> float:
    """How much a split tells: by how much its most unusual members leave the common course.

    On the common course every member moves by its share of the whole; a split along which all do
    so explains nothing. What some gain on it, others lose: the side on which the three that stand
    out most do so more counts. Three, because more are not remembered, and because with all of
    them the split into the most members would always win. `shares` add up to 1, by member.
    """
    beyond_share = effects - shares * effects.sum()
    return max(
        float(side.nlargest(TELLING).clip(lower=0).sum()) for side in (beyond_share, -beyond_share)
    )


def most_telling(departures: Sequence[tuple[str, float]]) -> str | None:
    """The split that tells most, the first of equals; None where there is none."""
    best = max(departures, key=lambda split: split[1], default=None)
    return best[0] if best else None
