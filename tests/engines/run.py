"""Every question of every page and every metric, asked of ClickHouse too: `make test-engines`."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests import sample
from tests.engines import questions
from tests.engines.alike import difference
from tests.engines.clickhouse import ClickHouse
from tests.engines.questions import Asked

# What people type, what is covered and what a table looks like is asked of the store alone.
OF_THE_STORE = ("app.", "model.coverage", "information_schema.")
LONGEST_SHOWN = 300  # letters of a reason


def compared(engine: ClickHouse, asked: Asked) -> tuple[Counter[str], Counter[str]]:
    """How many were asked, ran and gave the same, and why the others did not."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for (sql, values), expected in asked.items():
        if any(name in sql for name in OF_THE_STORE):
            counts["of the store alone"] += 1
            continue
        counts["asked"] += 1
        try:
            answered = engine.ask(sql, values)
        except Exception as error:  # whatever a library raises is the finding
            words = " ".join(str(error).split())[:LONGEST_SHOWN]
            reasons[f"{type(error).__name__}: {words}"] += 1
            continue
        counts["ran"] += 1
        differs = difference(expected, answered, in_order=_is_ordered(sql))
        counts["equal"] += not differs
        if differs:
            reasons[f"{differs} · {' '.join(sql.split())[:LONGEST_SHOWN]}"] += 1
    return counts, reasons


def _is_ordered(sql: str) -> bool:
    """Whether the whole answer is, not a part of the question alone."""
    _, order, end = sql.rpartition("ORDER BY")
    return bool(order) and end.count("(") == end.count(")")


def main() -> int:
    """Print the counts and the reasons; 1 where any answer was not the same."""
    logging.disable(logging.WARNING)  # of pages that run without a server
    with tempfile.TemporaryDirectory() as folder:
        store, published = Path(folder) / "store", Path(folder) / "published"
        published.mkdir()
        sample.lay(store, "zh")
        asked = questions.of_pages(store) | questions.of_metrics(store)
        counts, reasons = compared(ClickHouse(store, published), asked)
    print(", ".join(f"{name}: {count}" for name, count in counts.items()))
    for reason, count in reasons.most_common():
        print(f"{count:5} {reason}")
    return int(bool(reasons))


if __name__ == "__main__":
    sys.exit(main())
