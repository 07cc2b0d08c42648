"""Why a product moved: its change shared out over its factors, in no order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isclose, log, log1p

from salesdash.analysis.drivers import MONEY_UNIT, exact

Factor = tuple[float, float]


def shared_out(
    before: float | Decimal,
    now: float | Decimal,
    factors: Sequence[Factor],
    unit: Decimal = MONEY_UNIT,
) -> tuple[Decimal, ...]:
    """What each factor did to a product; adds up to its change to the last `unit`.

    `factors`: each one's value before and now, all positive; of a divisor the other way round. By
    logarithmic mean (LMDI-I): the effect of a factor x is L(P₁, P₀)·ln(x₁ / x₀), with
    L(a, b) = (a − b) / ln(a / b) and L(a, a) = a (Ang, Energy Policy 33, 2005).
    """
    whole, mean = exact(now, unit) - exact(before, unit), _log_mean(float(now), float(before))
    effects = [exact(mean * _log_ratio(after, earlier), unit) for earlier, after in factors]
    largest = max(range(len(effects)), key=lambda i: abs(effects[i]))
    effects[largest] += whole - sum(effects, Decimal(0))
    return tuple(effects)


@dataclass(frozen=True, slots=True)
class Buying:
    """Sales = customers × orders per customer × sales per order."""

    customers: float
    orders: float
    sales: Decimal


@dataclass(frozen=True, slots=True)
class BuyingEffects:
    """What more customers, more orders of each, and larger orders did to sales; adds up exactly."""

    customers: Decimal
    frequency: Decimal
    value: Decimal

    @property
    def whole(self) -> Decimal:
        return self.customers + self.frequency + self.value


def buying(before: Buying, now: Buying) -> BuyingEffects | None:
    """The change of sales by customers, frequency and value.

    Where one side sold nothing to nobody, the customers made all of the change (the limit of the
    formula). None where a side has sales without customers or orders, or no positive sales:
    logarithms know no refunds.
    """
    sides = (before, now)
    if any(_is_empty(side) for side in sides):
        whole = exact(now.sales) - exact(before.sales)
        return BuyingEffects(whole, Decimal(0), Decimal(0)) if all(map(_is_whole, sides)) else None
    if not all(map(_is_whole, sides)):
        return None
    one, other = map(_factors, sides)
    return BuyingEffects(*shared_out(before.sales, now.sales, list(zip(one, other, strict=True))))


def _factors(side: Buying) -> tuple[float, float, float]:
    return side.customers, side.orders / side.customers, float(side.sales) / side.orders


def _is_empty(side: Buying) -> bool:
    return side.customers == side.orders == side.sales == 0


def _is_whole(side: Buying) -> bool:
    return _is_empty(side) or (side.customers > 0 and side.orders > 0 and side.sales > 0)


def _log_mean(a: float, b: float) -> float:
    return b if isclose(a, b, rel_tol=1e-12) else (a - b) / _log_ratio(a, b)


def _log_ratio(a: float, b: float) -> float:
    """ln(a / b), also where they are nearly the same."""
    return log1p((a - b) / b) if isclose(a, b, rel_tol=0.1) else log(a / b)
