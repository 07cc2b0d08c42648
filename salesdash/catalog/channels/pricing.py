"""By what limits a price conflict and the hangover of a promotion are told; what is ours is said to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PriceConflict:
    """`gap` is of the dearer price. A month's price of a channel is known from `units` and `lines`
    on; `errors`: how many standard errors of the two prices their gap has to exceed, so that it is no
    chance of a few orders. A conflict is followed back `months` before the period."""

    gap: float
    units: int
    lines: int
    errors: float
    months: int


@dataclass(frozen=True, slots=True)
class Hangover:
    """Days and shares by which a promotion is judged.

    `lines` make a promotion; one of more than `longest` days is everyday business; `pause` days
    without it part it in two. Its baseline are up to `around` days before, at least `least`, with
    sales on at least `selling` of them; its aftermath as many after. `drop` is how far sales fall below the baseline in a hangover, and by more
    than `errors` standard errors of the weeks before. A newcomer came back within `again` days; of fewer than `newcomers` there is no rate.
    """

    lines: int
    longest: int
    pause: int
    around: int
    least: int
    selling: int
    drop: float
    errors: float
    again: int
    newcomers: int


# Ten percent: the rule of the metrics. The rest is ours, there is no standard.
PRICE_CONFLICT = PriceConflict(gap=0.10, units=5, lines=3, errors=3, months=12)
HANGOVER = Hangover(
    lines=10,
    longest=62,
    pause=14,
    around=56,
    least=28,
    selling=15,
    drop=0.20,
    errors=2,
    again=90,
    newcomers=10,
)
