"""Every question of every page and every metric, asked of ClickHouse and of Spark Connect too: `make test-engines`;
or of the engines at the addresses that are named: `python -m tests.engines.run sc://host:15002`. These have to reach the
folder for temporary files."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from salesdash.warehouse.engine.chosen import server_at
from salesdash.warehouse.engine.engine import Answers, Engine
from salesdash.warehouse.engine.published import Publisher
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.schema import statements
from tests import sample
from tests.engines import clickhouse, questions, spark
from tests.engines.alike import difference
from tests.engines.questions import Asked

# So few that the sample company's larger tables have a file for each month.
LARGE = 20_000
SECONDS = 60.0  # for an answer
LONGEST_SHOWN = 300  # letters of a reason


def compared(answers: Callable[[], Answers], asked: Asked) -> tuple[Counter[str], Counter[str]]:
    """How many were asked, ran and gave the same, and why the others did not. `answers` are new ones each time, as
    who failed is not asked again."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for (sql, values), expected in asked.items():
        try:
            answered = answers().query(sql, values)
        except Exception as error:  # whatever a library raises is the finding
            words = " ".join(str(error.__cause__ or error).split())[:LONGEST_SHOWN]
            reasons[f"{type(error).__name__}: {words}"] += 1
            continue
        if answered is None:
            counts["of the store alone"] += 1
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


def main(*addresses: str) -> int:
    """Print the counts and the reasons of each engine; 1 where any answer was not the same."""
    logging.disable(logging.CRITICAL)  # of pages that run without a server, and of engines
    is_alike = True
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        store, published = Path(folder) / "store", Path(folder) / "published"
        sample.lay(store, "zh")
        asked = questions.of_each_kind(questions.of_pages(store) | questions.of_metrics(store))
        if not addresses:
            addresses = (
                running.enter_context(clickhouse.serving()).address,
                running.enter_context(spark.serving()).address,
            )
        for address in addresses:
            engine = Engine(server_at(address, SECONDS), Publisher(published, LARGE), statements())
            with closing(Warehouse(store)) as warehouse, warehouse.reading() as db:
                counts, reasons = compared(partial(engine.about, db, 1), asked)
            print(address, ", ".join(f"{name}: {count}" for name, count in counts.items()))
            for reason, count in reasons.most_common():
                print(f"{count:5} {reason}")
            is_alike = is_alike and not reasons
    return int(not is_alike)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
