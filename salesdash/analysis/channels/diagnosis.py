"""What ails whom: the diagnoses whose limits the signs of a member pass, and what came of them before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from salesdash.catalog.channels.diagnoses import (
    OUTCOMES,
    RECORD,
    Diagnosis,
    OutcomeFigure,
    SignLimit,
)

Numbers = NDArray[np.float64]
# A change computed as 115 / 100 − 1 is a hair under 0.15: it is 15 %.
_HAIR = 1e-9


class Limited(Protocol):
    """What is told where all its limits hold."""

    @property
    def limits(self) -> tuple[SignLimit, ...]: ...


@dataclass(frozen=True, slots=True)
class Fired:
    """A diagnosis that holds for a member: what is at stake in 元 (None: not known), and its `signs`, all
    that `signs` tells of the member."""

    diagnosis: Diagnosis
    member: str
    stake: float | None
    signs: Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """How often a diagnosis was told and what followed, counted in members and months: of how many it
    could be `judged`, in how many it held (`fired`), and how its outcome went in the months after;
    `early` where these have not passed, `unknown` where the outcome is not known."""

    diagnosis: Diagnosis
    judged: int = 0
    fired: int = 0
    better: int = 0
    same: int = 0
    worse: int = 0
    early: int = 0
    unknown: int = 0


def holds(diagnosis: Limited, frame: pd.DataFrame, rules: Mapping[str, float]) -> pd.Series[bool]:
    """By member, whether all its limits hold; missing where a sign is not known."""
    signs = [frame[limit.sign].to_numpy(np.float64) for limit in diagnosis.limits]
    passed = [_passes(*one, rules) for one in zip(diagnosis.limits, signs, strict=True)]
    held, unknown = np.logical_and.reduce(passed), np.logical_or.reduce(np.isnan(signs))
    return pd.Series(pd.arrays.BooleanArray(held, unknown), frame.index)


def fired(
    diagnoses: Sequence[Diagnosis], frame: pd.DataFrame, rules: Mapping[str, float]
) -> list[Fired]:
    """All that is found, the most money at stake first."""
    findings = [
        Fired(one, str(member), _known(row[f"stake_{one.key}"]), dict(row))
        for one in diagnoses
        for member, row in frame[holds(one, frame, rules).fillna(False)].iterrows()
    ]
    return sorted(findings, key=lambda one: (-(one.stake or 0.0), one.diagnosis.key, one.member))


def record(
    diagnoses: Sequence[Diagnosis], course: Sequence[pd.DataFrame], rules: Mapping[str, float]
) -> list[Tally]:
    """What came of each diagnosis; `course` are the signs at the end of month after month, the oldest first."""
    every = pd.concat(course, keys=range(len(course)))
    return [_tally(one, course, holds(one, every, rules)) for one in diagnoses]


def _tally(diagnosis: Diagnosis, course: Sequence[pd.DataFrame], held: pd.Series[bool]) -> Tally:
    """`held`: by month and member."""
    outcome, told = OUTCOMES[diagnosis.outcome], held.index[held.fillna(False)]
    tally = Tally(diagnosis, judged=int(held.notna().sum()), fired=len(told))
    for at, member in told:
        later = course[at + RECORD.span] if at + RECORD.span < len(course) else None
        after = None if later is None else later.at[member, outcome.key]
        now = course[at].at[member, outcome.key]
        how = "early" if later is None else went(outcome, now, after)
        setattr(tally, how, getattr(tally, how) + 1)
    return tally


def went(outcome: OutcomeFigure, now: Any, after: Any) -> str:
    """Whether the outcome went `better`, `worse`, stayed the `same`, or is `unknown`."""
    if pd.isna(now) or pd.isna(after):
        return "unknown"
    change = float(after) - float(now)
    if abs(change) <= RECORD.same * abs(float(now)):
        return "same"
    return "better" if (change > 0) == (outcome.direction == "up") else "worse"


def _passes(limit: SignLimit, values: Numbers, rules: Mapping[str, float]) -> NDArray[np.bool_]:
    least, below, above = (_bound(b, rules) for b in (limit.least, limit.below, limit.above))
    return (
        (values >= (-inf if least is None else least - _HAIR))
        & (values < (inf if below is None else below - _HAIR))
        & (values > (-inf if above is None else above + _HAIR))
    )


def _bound(bound: float | str | None, rules: Mapping[str, float]) -> float | None:
    return rules[bound] if isinstance(bound, str) else bound


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
