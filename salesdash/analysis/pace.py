"""How much is reached, how much time has passed, and what each workday still has to bring."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """What was reached of a period's target by so many of its workdays; money in 元.

    `due` is the target to date: the part of the target that was planned for the days passed. A
    rate is per workday. None where a rate has no day to stand on, or a share no target.
    """

    actual: float
    target: float
    due: float
    passed: int
    workdays: int

    @property
    def reached(self) -> float | None:
        """The share of the whole period's target."""
        return self.actual / self.target if self.target > 0 else None

    @property
    def attainment(self) -> float | None:
        """The share of the target to date; 1 is on pace."""
        return self.actual / self.due if self.due > 0 else None

    @property
    def ahead(self) -> float:
        """What was reached beyond the target to date; negative when behind."""
        return self.actual - self.due

    @property
    def time_passed(self) -> float | None:
        """The share of the workdays."""
        return self.passed / self.workdays if self.workdays else None

    @property
    def left(self) -> int:
        """Workdays to come."""
        return self.workdays - self.passed

    @property
    def remaining(self) -> float:
        """What is still to be reached; zero or negative when the target is made."""
        return self.target - self.actual

    @property
    def is_made(self) -> bool:
        return self.remaining <= 0

    @property
    def run_rate(self) -> float | None:
        return self.actual / self.passed if self.passed else None

    @property
    def required_rate(self) -> float | None:
        """What each workday to come has to bring; None when made, or when no workday is left."""
        return self.remaining / self.left if self.left and not self.is_made else None

    @property
    def multiple(self) -> float | None:
        """The required rate as a multiple of the pace so far."""
        if self.required_rate is None or not self.run_rate or self.run_rate < 0:
            return None
        return self.required_rate / self.run_rate

    @property
    def projection(self) -> float | None:
        """What the period ends at when every workday to come brings what they brought so far."""
        return self.actual + self.run_rate * self.left if self.run_rate is not None else None
