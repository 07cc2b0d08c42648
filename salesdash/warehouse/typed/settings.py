"""What a workspace has decided for itself, in place of our defaults; every change is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Rule
from salesdash.catalog.overrides import (
    CORE,
    COUNTRY,
    DAY,
    FLOOR,
    HOME,
    LIMITS,
    OWNER,
    RULE,
    RUNNING_SPEND,
    YEAR,
    decided_limits,
    decoded,
    rules_of,
)
from salesdash.catalog.rules.declared import RULES
from salesdash.catalog.rules.together import is_consistent
from salesdash.errors import EntryError
from salesdash.text import Text, join
from salesdash.units import write
from salesdash.warehouse.store.database import Unchanged, Warehouse, now
from salesdash.warehouse.store.schema import lay_out_decisions, rows_changed
from salesdash.warehouse.store.state import Rows, within

SETTING, NOTE = "setting", "kpi_note"
CURRENCY = "currency"
ALL = "SELECT key, value FROM app.settings ORDER BY key"
OUT_OF_ORDER = Text(
    "“{metric}”的预警线应比达标线宽松，请核对这两个数。",
    "The amber limit of “{metric}” has to be easier to reach than the green one; check the two.",
)
NO_PRICE = Text("“{product}”的底价应大于 0。", "The floor price of “{product}” has to be above 0.")
OUT_OF_BOUNDS = Text("“{rule}”应{bounds}。", "“{rule}” has to be {bounds}.")
NONE_OF_THEM = Text("“{rule}”只能选其中一种。", "“{rule}” is one of those offered.")
AT_LEAST, BETWEEN = (
    Text("不小于 {least}", "at least {least}"),
    Text("在 {least} 到 {most} 之间", "between {least} and {most}"),
)
INCONSISTENT = Text(
    "“{rules}”与相关的几项对不上：倍数和分数线要依次变大，零分线要低于满分线，占比合计不超过 100%，"
    "一组权重不能都是 0。",
    "“{rules}” does not fit the rules beside it: multiples and scores have to rise, a floor lies below its full mark, "
    "shares together make at most 100%, and weights cannot all be 0.",
)


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One change of a setting. `before` or `after` None: our default."""

    key: str
    at: datetime
    by: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Note:
    """What was said about a KPI at a check-in. `as_of`: the day that its figures reached to."""

    at: datetime
    by: str
    words: str
    as_of: date


class Settings:
    """The decisions of one workspace, and the history of each."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def stored(self) -> dict[str, Any]:
        """Every setting that differs from our default, by key."""
        return decisions(self._warehouse.rows)

    def set_limits(self, metric: str, green: Any, amber: Any, by: str = "") -> None:
        """Judge a KPI by other limits, in its own unit (rates as fractions), pairs for a range.

        Raises EntryError where amber is not the easier one.
        """
        light = decided_limits(metric, green, amber)
        if not light.is_in_order:
            raise EntryError(OUT_OF_ORDER.format(metric=METRICS[metric].name))
        is_ours = light == METRICS[metric].light
        value = None if is_ours else {"green": light.green, "amber": light.amber}
        self._keep(f"{LIMITS}:{metric}", value, by)

    def set_owner(self, metric: str, owner: str, by: str = "") -> None:
        """Name who answers for a KPI; a blank name takes it back."""
        self._keep(f"{OWNER}:{metric}", " ".join(owner.split()) or None, by)

    def set_day(self, day: date, is_workday: bool | None, by: str = "") -> None:
        """Work on a day or not, whatever the public calendar says; None takes it back."""
        self._keep(f"{DAY}:{day.isoformat()}", is_workday, by)

    def set_country(self, country: str, by: str = "") -> None:
        """Count workdays by another country's public holidays."""
        self._keep(COUNTRY, None if country == HOME else country, by)

    def set_currency(self, code: str, by: str = "") -> None:
        """Keep money in this currency (an ISO code); a blank one leaves it to each file."""
        self._keep(CURRENCY, code.strip().upper() or None, by)

    def set_core(self, product: str, is_core: bool | None, by: str = "") -> None:
        """Mark a product as a core one or as none, whatever the product sheet says; None leaves it to
        the sheet."""
        self._keep(f"{CORE}:{product}", is_core, by)

    def set_floor(self, product: str, price: Decimal | None, by: str = "") -> None:
        """Set the lowest price in 元 at which a product may be sold, whatever the product sheet says; None
        leaves it to the sheet.

        Raises EntryError where it is no price.
        """
        if price is not None and price <= 0:
            raise EntryError(NO_PRICE.format(product=product))
        self._keep(f"{FLOOR}:{product}", None if price is None else str(price), by)

    def set_year_start(self, month: int, by: str = "") -> None:
        """Begin the fiscal year in a month, 1 to 12."""
        self._keep(YEAR, None if month == 1 else month, by)

    def set_running_spend(self, is_whole: bool | None, by: str = "") -> None:
        """Take the spend stated for a period still running for that of the whole period, or for what
        was spent so far; None leaves it to the sum."""
        value = None if is_whole is None else "whole" if is_whole else "so_far"
        self._keep(RUNNING_SPEND, value, by)

    def set_rules(self, values: Mapping[str, float], by: str = "") -> None:
        """Judge by other numbers, by the rules' keys and in their own units (shares as fractions).

        Raises EntryError beyond a rule's bounds, for none of its names, or where the rules would not fit together.
        """
        for key, value in values.items():
            rule = RULES[key]
            if not rule.least <= value <= (value if rule.most is None else rule.most):
                raise EntryError(OUT_OF_BOUNDS.format(rule=rule.name, bounds=_bounds(rule)))
            if rule.names and value != int(value):
                raise EntryError(NONE_OF_THEM.format(rule=rule.name))
        if not is_consistent({**rules_of(self.stored()), **values}):
            raise EntryError(INCONSISTENT.format(rules=join([RULES[key].name for key in values])))
        for key, value in values.items():
            self._keep(f"{RULE}:{key}", None if value == RULES[key].value else value, by)

    def add_note(self, metric: str, words: str, as_of: date, by: str = "") -> None:
        """Keep what was said about a KPI at a check-in, with the day that its figures reached to."""
        text = words.strip()
        if not text:
            return
        after = json.dumps({"words": text, "as_of": as_of.isoformat()}, ensure_ascii=False)
        with self._warehouse.transaction() as db:
            db.execute(
                "INSERT INTO app.history VALUES (?, ?, ?, ?, NULL, ?)",
                [now(), by, NOTE, metric, after],
            )

    def notes(self, metric: str) -> list[Note]:
        """What was said about a KPI, the newest first."""
        rows = self._warehouse.rows(
            "SELECT changed_at, changed_by, after->>'words', (after->>'as_of')::DATE "
            "FROM app.history WHERE what = ? AND key = ? ORDER BY rowid DESC",
            [NOTE, metric],
        )
        return [Note(*row) for row in rows]

    def last_notes(self) -> dict[str, str]:
        """What was said last about each KPI."""
        rows = self._warehouse.rows(
            "SELECT key, arg_max(after->>'words', rowid) FROM app.history WHERE what = ? GROUP BY key",
            [NOTE],
        )
        return dict(rows)

    def history(self, prefix: str = "") -> list[SettingChange]:
        """The changes of all settings whose key begins so, the newest first."""
        rows = self._warehouse.rows(
            "SELECT key, changed_at, changed_by, before, after FROM app.history "
            "WHERE what = ? AND starts_with(key, ?) ORDER BY rowid DESC",
            [SETTING, prefix],
        )
        return [
            SettingChange(key, at, by, _read(old), _read(new)) for key, at, by, old, new in rows
        ]

    def _keep(self, key: str, value: Any, by: str) -> None:
        written = None if value is None else json.dumps(value, ensure_ascii=False)
        with self._warehouse.transaction() as db:
            before = decisions(within(db)).get(key)
            if _read(written) == before:
                raise Unchanged
            db.execute("DELETE FROM app.settings WHERE key = ?", [key])
            if written is not None:
                db.execute("INSERT INTO app.settings VALUES (?, ?, ?)", [key, written, now()])
            old = None if before is None else json.dumps(before, ensure_ascii=False)
            db.execute(
                "INSERT INTO app.history VALUES (?, ?, ?, ?, ?, ?)",
                [now(), by, SETTING, key, old, written],
            )
            is_laid_out = key == COUNTRY or key.startswith((f"{DAY}:", f"{RULE}:", f"{CORE}:"))
            if is_laid_out or key.startswith(f"{FLOOR}:"):
                lay_out_decisions(db)
            if is_laid_out or key == RUNNING_SPEND:
                rows_changed(db)


def decisions(rows: Rows) -> dict[str, Any]:
    """Every setting that differs from our default, by key."""
    return decoded(rows(ALL, ()))


def _bounds(rule: Rule) -> Text:
    words = AT_LEAST if rule.most is None else BETWEEN
    most = rule.least if rule.most is None else rule.most
    return words.format(least=write(rule.least, rule.unit), most=write(most, rule.unit))


def _read(written: str | None) -> Any:
    return None if written is None else json.loads(written)
