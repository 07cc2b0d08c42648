"""By what limits the sales of a whole company are told apart by what was spent where; what is ours is said to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribution:
    """When spend is held against sales that name no channel: over `years` whole years, so that each season
    is seen again, with `each` weeks (months) to each figure that is estimated. The band is of `errors`
    standard errors."""

    years: int
    each: int
    errors: float


# Two standard errors are nineteen chances of twenty; ten cases to a figure are what textbooks of regression ask
# for (Harrell 2015). Two years are ours.
ATTRIBUTION = Attribution(years=2, each=10, errors=2)
