"""A total split into parts that add up to it exactly, however the weights fall."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, TypeVar

from salesdash.errors import LockError, QuestionError
from salesdash.text import Text
from salesdash.units import MONEY

Weight = int | Decimal | Fraction
K = TypeVar("K", bound=Hashable)

# The step in which parts are counted, in 元.
UNITS: Mapping[str, Decimal] = {
    "one": Decimal(1),
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "wan": Decimal(10_000),
}
LOCKS_OVER = Text(
    "锁定的数加起来已经超过合计，请放开其中一个，或提高合计。",
    "The locked cells add up to more than the total. Unlock one of them, or raise the total.",
)
ALL_LOCKED = Text(
    "所有的数都已锁定，加起来却不等于合计；请放开其中一个。",
    "Every cell is locked and they do not add up to the total. Unlock one of them.",
)


class NoWeightError(QuestionError):
    """All weights are zero: nothing says who is to get what."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "没有可以依据的比例（全部为零），请改用平均拆分。",
                "There is nothing to split by: all weights are zero. Split evenly instead.",
            )
        )


class NegativeWeightError(QuestionError):
    """A weight below zero, named: no share of a total can be negative."""

    def __init__(self, name: object) -> None:
        super().__init__(
            Text(
                f"“{name}”的比例为负数，不能据此拆分。",
                f"The weight of “{name}” is negative; nothing can be split by it.",
            )
        )


class NotWholeError(QuestionError):
    """The total is no whole number of units, so whole units cannot add up to it."""

    def __init__(self, total: Decimal, unit: Decimal) -> None:
        currency = MONEY.name
        super().__init__(
            Text(
                f"总额 {written(total)} {currency.zh}不是 {written(unit)} {currency.zh}的整数倍，"
                "请改用更小的取整单位，或改总额。",
                f"{currency.en}{written(total)} is no whole multiple of {currency.en}{written(unit)}. "
                "Round to a smaller unit, or change the total.",
            )
        )


def split(
    total: Decimal, weights: Mapping[str, Weight], unit: Decimal = UNITS["one"]
) -> dict[str, Decimal]:
    """The total in 元 by weight, each part a whole number of units; the parts add up exactly.

    Largest remainder; ties go to the larger weight, then by name. Parts stand in the order of the
    weights. Raises NotWholeError, NoWeightError and NegativeWeightError.
    """
    counted = whole_units(total, unit)
    return {name: part * unit for name, part in largest_remainder(counted, weights).items()}


def whole_units(total: Decimal, unit: Decimal) -> int:
    """How many units the total is. Raises NotWholeError where it is no whole number of them."""
    if total % unit:
        raise NotWholeError(total, unit)
    return int(total / unit)


def largest_remainder(total: int, weights: Mapping[K, Weight]) -> dict[K, int]:
    """A whole number by weight into whole numbers that add up to it; a negative one likewise."""
    if total < 0:
        return {name: -part for name, part in largest_remainder(-total, weights).items()}
    counted = _in_wholes(weights)
    whole = sum(counted.values())
    if not whole:
        raise NoWeightError
    quotas = {name: divmod(total * weight, whole) for name, weight in counted.items()}
    parts = {name: part for name, (part, _) in quotas.items()}
    order: Any = lambda name: (-quotas[name][1], -counted[name], name)  # noqa: E731
    for name in sorted(quotas, key=order)[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def around_locks(total: int, weights: Mapping[K, Weight], locked: Mapping[K, int]) -> dict[K, int]:
    """The total over all keys of `weights`: the locked ones as they are, the rest by weight.

    Where no free key has weight, the free ones share evenly. Raises LockError where the locked
    ones are more than the total, or all are locked and do not add up to it.
    """
    free = {name: weight for name, weight in weights.items() if name not in locked}
    left = total - sum(locked.values())
    if left < 0 or (left and not free):
        raise LockError((LOCKS_OVER if left < 0 else ALL_LOCKED), locked)
    parts = _by_weight_or_evenly(left, free) if free else {}
    return {name: locked[name] if name in locked else parts[name] for name in weights}


def _by_weight_or_evenly(total: int, weights: Mapping[K, Weight]) -> dict[K, int]:
    return largest_remainder(total, weights if any(weights.values()) else dict.fromkeys(weights, 1))


def _in_wholes(weights: Mapping[K, Weight]) -> dict[K, int]:
    """The weights as whole numbers in the same proportions: exact, and quick to reckon with."""
    for name, weight in weights.items():
        if weight < 0:
            raise NegativeWeightError(name)
    ratios = {name: weight.as_integer_ratio() for name, weight in weights.items()}
    common = lcm(*(below for _, below in ratios.values()))
    return {name: above * (common // below) for name, (above, below) in ratios.items()}


def written(amount: Decimal) -> str:
    """An exact amount, with separators, without the zeros after the point that its arithmetic left."""
    whole, _, rest = f"{amount:,f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}".rstrip(".")
