"""What an order, a buyer and a return are, once more and in plain Python: lines are read one by one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from tests.stores import Rows

COLUMNS = ("order_id", "order_date", "customer", "channel", "product", "amount", "status", "refund")


def booked(orders: Rows) -> pd.DataFrame:
    """The lines that are not cancelled. `order`: the order that a line buys with, None where it buys
    nothing; `buyer`: who buys with it; `since`: the day of that customer's first order."""
    frame = pd.DataFrame(orders)
    for column in COLUMNS:
        if column not in frame:
            frame[column] = None
    frame = frame.astype(object).where(frame.notna(), None)
    frame = frame[frame["status"] != "cancelled"].reset_index(drop=True)
    frame["number"] = [
        f"line {n}" if row["order_id"] is None else f"{row['channel']}/{row['order_id']}"
        for n, row in frame.iterrows()
    ]
    worth = frame.groupby("number")["amount"].sum()
    frame["order"] = [
        number if amount >= 0 and worth[number] > 0 else None
        for number, amount in zip(frame["number"], frame["amount"], strict=True)
    ]
    buys = frame["order"].notna()
    frame["buyer"] = frame["customer"].where(buys, None)
    since = frame[buys].groupby("customer")["order_date"].min()
    return frame.assign(since=frame["customer"].map(since))


def returned(lines: pd.DataFrame, sheet: Rows) -> pd.DataFrame:
    """What came back: `line`, `date`, `amount`, and how much of it sales do not lack already (`off`)."""
    rows: Rows = lines.to_dict("records")  # type: ignore[assignment]
    credited = [
        {"line": n, "date": row["order_date"], "amount": -row["amount"], "off": 0}
        for n, row in enumerate(rows)
        if row["amount"] < 0
    ]
    found = [*_netted(rows, _marks(rows, sheet)), *credited]
    return pd.DataFrame(found, columns=["line", "date", "amount", "off"])


def _marks(lines: Rows, sheet: Rows) -> Rows:
    """Each line marked as returned, with what is stated, at most the line."""
    stated: dict[int, list[tuple[str | None, float]]] = defaultdict(list)
    for row in sheet:
        own = [n for n, line in enumerate(lines) if _meant(row, line)]
        whole = sum(lines[n]["amount"] for n in own)
        amount = row.get("amount")
        for n in own:
            worth = lines[n]["amount"]
            part = worth if not amount or abs(amount) >= whole else abs(amount) * worth / whole
            stated[n].append((row.get("date"), part))
    for n, line in enumerate(lines):
        if n not in stated and line["amount"] > 0:
            if line["refund"]:
                stated[n].append((None, abs(line["refund"])))
            elif line["status"] == "returned":
                stated[n].append((None, line["amount"]))
    marks = []
    for n in sorted(stated):
        left = lines[n]["amount"]
        for day, said in sorted(stated[n], key=lambda found: (found[0] is None, found[0] or "")):
            part = min(said, left)
            left -= part
            if part > 0:
                marks.append({"line": n, "date": day or lines[n]["order_date"], "amount": part})
    return marks


def _meant(row: dict[str, Any], line: dict[str, Any]) -> bool:
    return (
        line["amount"] > 0
        and row["order_id"] == line["order_id"]
        and row.get("channel") in (None, line["channel"])
        and row.get("product") in (None, line["product"])
    )


def _netted(lines: Rows, marks: Rows) -> Rows:
    """The marks less what a credit of the same order says too, and without those that a credit of the
    same customer, product and amount says."""
    marked = {lines[mark["line"]]["number"] for mark in marks}
    within: dict[Any, float] = defaultdict(float)
    elsewhere: dict[Any, int] = defaultdict(int)
    for line in (line for line in lines if line["amount"] < 0):
        if line["number"] in marked:
            within[line["number"]] -= line["amount"]
        elif line["customer"] is not None:
            elsewhere[line["customer"], line["product"], round(-line["amount"], 4)] += 1
    counted = []
    for mark in sorted(marks, key=lambda m: (m["date"], m["line"])):
        line = lines[mark["line"]]
        same = line["customer"], line["product"], round(mark["amount"], 4)
        once = min(within[line["number"]], mark["amount"])
        within[line["number"]] -= once
        left = mark["amount"] - once
        if not once and elsewhere.get(same):
            elsewhere[same] -= 1
        elif left > 1e-9:
            counted.append(mark | {"amount": left, "off": left})
    return counted
