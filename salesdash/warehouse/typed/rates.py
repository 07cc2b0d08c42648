"""What foreign money was worth in the workspace's own, month by month, as people typed it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal

import duckdb

from salesdash.errors import EntryError
from salesdash.text import Text
from salesdash.units import OURS
from salesdash.warehouse.store.database import Warehouse, now
from salesdash.warehouse.store.state import Rows
from salesdash.warehouse.typed.settings import CURRENCY, decisions

RATE = "rate"
LARGEST = Decimal(10) ** 6
NOT_A_CODE = Text(
    "币种要写成三个字母的代码，如 USD。", "Write a currency as its three letters, such as USD."
)
NOT_A_MONTH = Text("月份要写成 2025-03。", "Write a month as 2025-03.")
NOT_A_RATE = Text(
    "汇率要大于零、小于一百万。", "A rate has to be more than zero and less than a million."
)


def rates(warehouse: Warehouse) -> Mapping[tuple[str, str], Decimal]:
    """What one unit of a currency was worth, by ISO code and month: `("USD", "2025-03")`."""
    rows = warehouse.rows("SELECT currency, month, rate FROM app.rates ORDER BY ALL")
    return {(currency, month): rate for currency, month, rate in rows}


def currency(warehouse: Warehouse) -> str | None:
    """The currency of the money that stands: as decided, else as the first import had it.

    Money that no file gave a currency is in ours. None while no money stands.
    """
    return kept_in(warehouse.rows)


def kept_in(rows: Rows) -> str | None:
    """The same within a change that is under way."""
    if decided := decisions(rows).get(CURRENCY):
        return str(decided)
    first = rows(
        "SELECT receipt->>'currency' FROM app.receipts JOIN app.imports USING (import_id) "
        "WHERE undone_at IS NULL AND receipt->>'amount_loaded' IS NOT NULL ORDER BY import_id LIMIT 1",
        (),
    )
    return (first[0][0] or OURS) if first else None


def set_rate(
    warehouse: Warehouse, currency: str, month: str, rate: Decimal | None, by: str = ""
) -> None:
    """Note a rate for the files that are read from now on; None takes it back.

    Raises EntryError for what is no currency, month or rate.
    """
    code = currency.strip().upper()
    for holds, fault in (
        (re.fullmatch("[A-Z]{3}", code), NOT_A_CODE),
        (re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", month), NOT_A_MONTH),
        (rate is None or 0 < rate < LARGEST, NOT_A_RATE),
    ):
        if not holds:
            raise EntryError(fault)
    with warehouse.transaction() as db:
        note(db, code, month, rate, by)


def note(
    db: duckdb.DuckDBPyConnection, code: str, month: str, rate: Decimal | None, by: str
) -> None:
    """The same within a change that is under way, for what is known to be a currency and a month."""
    gone = "DELETE FROM app.rates WHERE currency = ? AND month = ? RETURNING rate"
    before = db.execute(gone, [code, month]).fetchone()
    if rate is not None:
        db.execute("INSERT INTO app.rates VALUES (?, ?, ?)", [code, month, rate])
    changed = (before and before[0], rate)
    old, new = (None if value is None else json.dumps(str(value)) for value in changed)
    db.execute(
        "INSERT INTO app.history VALUES (?, ?, ?, ?, ?, ?)",
        [now(), by, RATE, f"{code} {month}", old, new],
    )
