"""By what limits a change after a day is told from the usual ups and downs; ours, there is no standard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """`weeks` before and after may be compared, of which at least `least` whole ones have to lie on either
    side; a week of fewer than `workdays` says nothing of a workday. A change counts beyond `errors` times the
    usual one, which is seen in at least `others` comparisons of other days. A level is known whose
    standard error, by its weeks, is at most the part `steady` of it.
    """

    weeks: tuple[int, ...]
    least: int
    workdays: int
    errors: float
    others: int
    steady: float


BEFORE_AFTER = BeforeAfter(
    weeks=(8, 4, 13, 26), least=4, workdays=3, errors=2, others=26, steady=0.5
)
