"""The order lines as they are laid down: without the columns that nothing fills. Each of these would cost the time and
the room of one that says something."""

from __future__ import annotations

import duckdb

# Where the values of a column come from: while none of these has a row, it is empty.
FILLED_BY: dict[str, tuple[str, ...]] = {
    **{
        column: (f"live.orders WHERE {column} IS NOT NULL",)
        for column in ("unit_price", "province", "city", "subcategory", "promotion", "ship_date")
    },
    "segment": (
        "live.orders WHERE segment IS NOT NULL",
        "model.customer_facts WHERE segment IS NOT NULL",
        "model.customer_decisions WHERE what = 'segment'",
    ),
    "industry": ("model.customer_facts WHERE industry IS NOT NULL",),
    "team": ("live.people WHERE team IS NOT NULL",),
    "core": ("live.products WHERE core IS NOT NULL", "model.core_products"),
    "written": ("live.orders WHERE written IS NOT NULL",),
    **dict.fromkeys(("undone_on", "first_from"), ("live.orders WHERE amount <= 0",)),
}


def lay_down(db: duckdb.DuckDBPyConnection) -> None:
    """Make `model.lines` anew of `model.found_lines`; `model.all_lines` shows them with every column."""
    types = {name: kind for name, kind, *_ in db.execute("DESCRIBE model.found_lines").fetchall()}
    empty = [column for column, rows in FILLED_BY.items() if not any(_any(db, r) for r in rows)]
    without = f"EXCLUDE ({', '.join(empty)})" if empty else ""
    shown = "".join(f", NULL::{types[column]} AS {column}" for column in empty)
    db.execute(f"CREATE OR REPLACE TABLE model.lines AS SELECT * {without} FROM model.found_lines")
    db.execute(f"CREATE OR REPLACE VIEW model.all_lines AS SELECT *{shown} FROM model.lines")


def _any(db: duckdb.DuckDBPyConnection, rows: str) -> bool:
    return db.execute(f"SELECT EXISTS (FROM {rows})").fetchone() == (True,)
