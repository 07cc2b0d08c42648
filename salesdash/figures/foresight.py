"""What customers will do, inferred from what all of them did."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.lifetimes import Histories, fitted
from salesdash.catalog.rules import FORESIGHT


def foresee(histories: pd.DataFrame, discount: float) -> pd.DataFrame:
    """The histories with the days of ordering to expect of one such customer in the coming years
    (`coming`), discounted by the year, and the chance that he is not gone for good (`alive`).

    `histories`: one row each, `repeats` days of ordering after the first, `recency` and `age` in days,
    and of how many `customers`.
    """
    repeats, recency, age, count = (
        histories[key].to_numpy(float) for key in ("repeats", "recency", "age", "customers")
    )
    of = Histories(repeats, recency / 7, age / 7, count)
    fit = fitted(of)
    return histories.assign(coming=fit.worth(of, FORESIGHT.years, discount), alive=fit.alive(of))
