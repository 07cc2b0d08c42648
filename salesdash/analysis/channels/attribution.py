"""What each channel's spend brought, where sales name no channel: by how sales moved as the spend did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from salesdash.catalog.channels.attribution import Attribution


@dataclass(frozen=True, slots=True)
class Brought:
    """What each 元 spent on a channel brought, in 元, with the standard error of that estimate."""

    channel: str
    each: float
    error: float

    def band(self, errors: float) -> tuple[float, float]:
        return self.each - errors * self.error, self.each + errors * self.error


def brought(
    earned: pd.Series[float],
    spent: pd.DataFrame,
    seasons: Sequence[int],
    a_year: float,
    rule: Attribution,
) -> list[Brought]:
    """Least squares of what was earned on the spend of all channels together, beside a trend and the
    seasons, so that what rises every spring is no merit of a spend that does so too.

    One row per week or month, the oldest first, of which `a_year` has so many: `earned`, `spent` by
    channel, and the month of the year (`seasons`). Nothing where these are too few, or where the spend
    of some channels moves in step, so that nobody can tell one from another.
    """
    periods, channels = spent.shape
    months = sorted(set(seasons))
    columns = [np.arange(periods) / a_year, np.ones(periods)]
    columns += [np.array([float(season == month) for season in seasons]) for month in months[1:]]
    design = np.column_stack([spent.to_numpy(float), *columns])
    figures = design.shape[1]
    if not channels or periods < max(rule.years * a_year, rule.each * figures):
        return []
    scale = np.abs(design).max(axis=0)
    if not scale.all() or np.linalg.matrix_rank(design / scale) < figures:
        return []
    coefficients, *_ = np.linalg.lstsq(design / scale, earned.to_numpy(float), rcond=None)
    missed = earned.to_numpy(float) - design / scale @ coefficients
    variance = float(missed @ missed) / (periods - figures)
    spread = np.linalg.inv((design / scale).T @ (design / scale)).diagonal() * variance
    return [
        Brought(
            str(channel),
            float(coefficients[n] / scale[n]),
            sqrt(float(spread[n])) / float(scale[n]),
        )
        for n, channel in enumerate(spent.columns)
    ]
