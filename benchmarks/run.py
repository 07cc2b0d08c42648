"""`make bench`: what salesdash takes, beside the barest way to the same, as a table of ratios.

Each side of a comparison is a process of its own; what is timed in it is the work itself, without
the start of Python and its imports. The sides take turns, round after round; shown are medians.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.side import Figures, Place, command

ROOT = Path(__file__).resolve().parents[1]
FEW, MANY = 5_000, 250_000
Comparison = Literal["times", "more", "at most"]


@dataclass(frozen=True, slots=True)
class Side:
    """A function of this package, and the company that it is given: its size against `--rows`."""

    work: str
    share: float = 1.0
    customers: int = FEW
    needs: tuple[str, ...] = ()

    def place(self, folder: str, rows: int) -> Place:
        return Place(folder, int(rows * self.share), self.customers)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One line of the table: `measure` of our side, against a baseline where there is one.

    `limit` is the most that ours may be: so many times the baseline, so much more, or absolutely.
    None only shows. `of_baseline` is the baseline's measure where it has another name; `rounds`
    where fewer than asked for are enough.
    """

    key: str
    name: str
    ours: Side
    baseline: Side | None
    compare: Comparison
    limit: float | None
    measure: str = "seconds"
    of_baseline: str = ""
    unit: str = "s"
    rounds: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Medians of one thing measured: ours, the baseline's (None without one), our peak in MB.

    What could not be measured is no number (NaN), and missed.
    """

    benchmark: Benchmark
    what: str
    value: float
    beside: float | None
    peak: float

    @property
    def judged(self) -> float:
        """What the limit is for: the ratio, the difference, or the value itself."""
        if self.beside is None:
            return self.value
        if self.benchmark.compare == "times":
            return self.value / self.beside if self.beside else 0.0
        return self.value - self.beside

    @property
    def is_missed(self) -> bool:
        limit = self.benchmark.limit
        return math.isnan(self.judged) or (limit is not None and self.judged > limit)


ORDERS, EXPORTED = ("company.write_csv",), ("company.write_exported_csv",)
WORKBOOK, STORE = ("company.write_xlsx",), (*ORDERS, "company.build_store")

CSV, PLAIN_CSV = Side("files.csv", needs=ORDERS), Side("files.plain_csv", needs=ORDERS)
SMALL_CSV = Side("files.csv", share=0.1, needs=ORDERS)
XLSX = Side("files.xlsx", share=0.1, needs=WORKBOOK)
FIVE, PLAIN_FIVE = Side("questions.five", needs=STORE), Side("questions.plain_five", needs=STORE)
FIVE_OF_MANY = Side("questions.five", customers=MANY, needs=STORE)
PAGES = Side("questions.pages", needs=STORE)
PAGES_OF_MANY = Side("questions.pages", customers=MANY, needs=STORE)
SMALL_PAGES = Side("questions.pages", share=0.1, needs=STORE)
VISITS, EMPTY_VISIT = Side("visits.pages", needs=STORE), Side("visits.empty")

BENCHMARKS = (
    Benchmark("csv", "csv → cleaned, checked, stored / DuckDB read_csv", CSV, PLAIN_CSV, "times", 2),
    Benchmark(
        "csv-asked", "the same, until the pages have their figures",
        CSV, PLAIN_CSV, "times", None, "asked", "seconds",
    ),
    Benchmark(
        "csv-exported", "the same with 2025/3/5 and \"1,234.50\"",
        Side("files.exported_csv", needs=EXPORTED), Side("files.plain_exported_csv", needs=EXPORTED), "times", 2,
    ),
    Benchmark("csv-memory", "memory of it", CSV, PLAIN_CSV, "times", None, "peak", unit="MB"),
    Benchmark("csv-growth", "csv, ten times the rows", CSV, SMALL_CSV, "times", 11),
    Benchmark(
        "xlsx", "xlsx, a tenth of the rows × 9 / fastexcel → DuckDB",
        XLSX, Side("files.plain_xlsx", share=0.1, needs=WORKBOOK), "times", 2,
    ),
    Benchmark(
        "xlsx-pandas", "the same / pandas + openpyxl",
        XLSX, Side("files.pandas_xlsx", share=0.1, needs=WORKBOOK), "times", 0.1, rounds=1,
    ),
    Benchmark("five", "five questions, another year / plain DuckDB (R)", FIVE, PLAIN_FIVE, "times", 2),
    Benchmark(
        "five-many", "the same, 250,000 customers",
        FIVE_OF_MANY, Side("questions.plain_five", customers=MANY, needs=STORE), "times", 2,
    ),
    Benchmark("queries", "queries, another year", PAGES, None, "at most", 0.3),
    Benchmark("queries-alone", "the same without the page", PAGES, None, "at most", 0.3, "alone"),
    Benchmark("queries-ratio", "the same / R", PAGES, PLAIN_FIVE, "times", None),
    Benchmark("queries-many", "the same, 250,000 customers", PAGES_OF_MANY, None, "at most", 0.3),
    Benchmark("queries-again", "queries when nothing changed", PAGES, None, "at most", 0, "again", unit=""),
    Benchmark("queries-growth", "queries, ten times the rows", PAGES, SMALL_PAGES, "times", 11),
    Benchmark("deck", "a deck of all pages", Side("reports.deck", needs=STORE), None, "at most", 5),
    Benchmark("empty", "script run of an empty page", EMPTY_VISIT, None, "at most", 0.015, "unchanged"),
    Benchmark("unchanged", "script run, nothing changed / empty", VISITS, EMPTY_VISIT, "more", 0.05, "unchanged"),
    Benchmark("click", "another year clicked / R", VISITS, PLAIN_FIVE, "times", None, "click", "seconds"),
    Benchmark("repeated", "clicked once more / R", VISITS, PLAIN_FIVE, "times", 0.3, "repeated", "seconds"),
    Benchmark("bytes", "sent to the browser", VISITS, None, "at most", 600, "kilobytes", unit="kB"),
    Benchmark("memory", "the server / plain DuckDB", VISITS, PLAIN_FIVE, "times", 1.7, "peak", unit="MB"),
    Benchmark(
        "drawing", "drawn in Chromium, warm / empty page",
        Side("drawing.pages", needs=STORE), Side("drawing.empty"), "more", 0.5,
    ),
)  # fmt: skip


def main() -> int:
    """Measure and print; exit status 1 where a limit is passed."""
    options = _parser().parse_args()
    unknown = set(options.only) - {benchmark.key for benchmark in BENCHMARKS}
    if unknown:
        print(f"No benchmark is called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    chosen = [b for b in BENCHMARKS if not options.only or b.key in options.only]
    with tempfile.TemporaryDirectory(prefix="salesdash-bench-") as folder:
        measured = _measure(chosen, folder, options.rows, options.rounds)
    results = [result for benchmark in chosen for result in _results(benchmark, measured)]
    shown = results if options.each else _worst(results)
    _print([_line(result) for result in shown], options.rows, options.rounds)
    return 1 if any(result.is_missed for result in results) else 0


def _measure(
    chosen: Iterable[Benchmark], folder: str, rows: int, rounds: int
) -> Mapping[Side, list[Figures]]:
    """Every side's figures, one round after the other, so that a busy minute meets all sides."""
    wanted: dict[Side, int] = {}
    for benchmark in chosen:
        for side in filter(None, (benchmark.ours, benchmark.baseline)):
            wanted[side] = max(wanted.get(side, 0), min(benchmark.rounds or rounds, rounds))
    made: set[tuple[str, Place]] = set()
    for side in wanted:
        for need in side.needs:
            if (need, side.place(folder, rows)) not in made:
                _run(need, side.place(folder, rows))
                made.add((need, side.place(folder, rows)))
    measured: dict[Side, list[Figures]] = {side: [] for side in wanted}
    for number in range(rounds):
        for side, times in wanted.items():
            if number < times and (told := _run(side.work, side.place(folder, rows))):
                measured[side].append(told)
    return measured


def _run(work: str, place: Place) -> Figures | None:
    """The figures of one side; None, and its last words, where it fails."""
    print(f"{work} ({place.rows:,} rows, {place.customers:,} customers)", file=sys.stderr)
    done = subprocess.run(
        command(work, place),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(f"{work} failed:\n{done.stderr[-2000:]}", file=sys.stderr)
        return None
    figures: Figures = json.loads(done.stdout)
    return figures


def _results(benchmark: Benchmark, measured: Mapping[Side, list[Figures]]) -> Iterator[Result]:
    """One for each thing that our side measures: each page, or the only one."""
    ours = _medians(measured[benchmark.ours], benchmark.measure)
    bare: dict[str, float] = {}
    if benchmark.baseline:
        of_baseline = benchmark.of_baseline or benchmark.measure
        bare = _medians(measured[benchmark.baseline], of_baseline)
    peak = max((figures["peak"][""] for figures in measured[benchmark.ours]), default=math.nan)
    for what, value in ours.items():
        yield Result(benchmark, what, value, bare.get(what, bare.get("")), peak)


def _worst(results: list[Result]) -> list[Result]:
    """Of each benchmark the result that comes nearest to its limit, or furthest past it."""
    worst: dict[str, Result] = {}
    for result in results:
        known = worst.setdefault(result.benchmark.key, result)
        if result.is_missed > known.is_missed or result.judged > known.judged:
            worst[result.benchmark.key] = result
    return list(worst.values())


def _medians(rounds: list[Figures], measure: str) -> dict[str, float]:
    if not rounds:
        return {"": math.nan}
    first = rounds[0][measure]
    return {what: statistics.median(figures[measure][what] for figures in rounds) for what in first}


def _shown(value: float, unit: str) -> str:
    if math.isnan(value):
        return "failed"
    if unit == "s":
        return f"{value * 1000:,.0f} ms" if value < 1 else f"{value:.2f} s"
    return f"{value:,.0f} {unit}".strip()


def _line(result: Result) -> tuple[str, ...]:
    benchmark, beside = result.benchmark, result.beside
    judged, limit = result.judged, benchmark.limit
    by_ratio = benchmark.compare == "times"
    compared = f"{judged:.2f} ×" if by_ratio else "+ " + _shown(judged, benchmark.unit)
    most = "" if limit is None else f"{limit:g} ×" if by_ratio else _shown(limit, benchmark.unit)
    return (
        f"{benchmark.key} {result.what}".strip(),
        benchmark.name,
        _shown(result.value, benchmark.unit),
        "" if beside is None else _shown(beside, benchmark.unit),
        "" if beside is None else compared,
        most,
        f"{result.peak:,.0f} MB",
        "NO" if result.is_missed else "" if limit is None else "yes",
    )


def _print(lines: list[tuple[str, ...]], rows: int, rounds: int) -> None:
    head = ("benchmark", "work / baseline", "ours", "baseline", "ratio", "limit", "peak", "kept")
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    print(f"{rows:,} rows, median of {rounds} rounds")
    for line in (head, tuple("-" * width for width in widths), *lines):
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these benchmarks")
    parser.add_argument("--each", action="store_true", help="each page, not the worst alone")
    parser.add_argument("--rows", type=int, default=1_000_000, help="order lines of the company")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side is run")
    return parser


if __name__ == "__main__":
    sys.exit(main())
