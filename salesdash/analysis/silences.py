"""How likely a silence is for good, from how the silences of the same company ended so far.

Kaplan & Meier, Nonparametric Estimation from Incomplete Observations, JASA 53 (1958), pp. 457–481; that what stays
is gone for good: Maller & Zhou, Survival Analysis with Long-Term Survivors (1996), chapter 4.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def for_good(length: Numbers, ended: Numbers, going_on: Numbers, reached: Numbers) -> Numbers:
    """The chance that no order comes any more, of each silence that has `reached` so much.

    Of each `length`, in any order, so many silences `ended` with an order and so many are still
    `going_on`. The chance is the part of all silences that never ends over the part that gets as far;
    it grows with the silence. Two more are counted, one that ends after all others and one that never
    does, so that a few make nothing certain (the rule of succession).
    """
    order = np.argsort(length)
    length, ended, going_on = length[order], ended[order], going_on[order]
    longer = np.cumsum((ended + going_on)[::-1])[::-1] + 2  # as long or longer
    stays = np.cumprod(1 - ended / longer)
    last = going_on[length > length[ended > 0].max(initial=-np.inf)].sum()
    never = stays[-1:].prod() * (1 - 1 / (last + 2))
    place = np.searchsorted(length, reached, side="right")
    return np.asarray(never / np.concatenate([[1.0], stays])[place])
