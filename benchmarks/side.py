"""One side of a comparison: work measured in a process of its own, its figures printed as JSON."""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Figures = dict[str, dict[str, float]]  # measure → of what → number


@dataclass(frozen=True, slots=True)
class Place:
    """The folder where the made-up files and stores lie, and how large the company is."""

    folder: str
    rows: int
    customers: int

    @property
    def home(self) -> Path:
        """What was made once for a company of this size."""
        return Path(self.folder) / f"{self.rows}-{self.customers}"


def seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def command(work: str, place: Place) -> list[str]:
    """How to run the function `work` of this package (`files.csv`) in a process of its own."""
    return [sys.executable, "-m", "benchmarks.side", work, json.dumps(asdict(place))]


def peak_mb() -> float:
    """The most memory that this process, or one that it has ended, ever held."""
    import resource

    most = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def main(work: str, place: str) -> None:
    module, _, function = work.partition(".")
    measure = getattr(importlib.import_module(f"benchmarks.{module}"), function)
    figures: Figures = measure(Place(**json.loads(place)))
    figures.setdefault("peak", {"": peak_mb()})
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
