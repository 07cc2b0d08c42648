"""Each time that a trigger fired and was over, kept with the figures of that moment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from salesdash.catalog.risks.risk import Risk
from salesdash.catalog.risks.triggers import Trigger
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Unchanged, Warehouse, now

FIRED = "trigger"
# Back at its recovery line; what is watched was changed or closed; the data by which it fired were taken out.
Ended = Literal["recovered", "changed", "undone"]
Known = tuple[date, float]  # a day, and what the KPI was on it


@dataclass(frozen=True, slots=True)
class Firing:
    """One time that a risk's trigger fired: on which day of the data, by which readings (oldest first, the
    last of that day), with the risk and its plan as they were. It lasts until `ended_on`."""

    firing_id: int
    risk_id: int
    fired_on: date
    readings: tuple[Known, ...]
    trigger: Trigger
    title: str
    owner: str
    plan: str
    ended_on: date | None = None
    ended_value: float | None = None
    ended: Ended | None = None

    @property
    def value(self) -> float:
        return self.readings[-1][1]

    @property
    def lasts(self) -> bool:
        return self.ended is None


_LISTED = "firing_id, risk_id, fired_on, readings, trigger, title, owner, plan, ended_on, ended_value, ended"


class Firings:
    """The firings of a workspace, and when each plan was opened last."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def all(self) -> list[Firing]:
        """Every firing, the newest first."""
        rows = self._warehouse.rows(
            f"SELECT {_LISTED} FROM app.firings ORDER BY fired_on DESC, firing_id DESC"
        )
        return [_firing(row) for row in rows]

    def fire(self, risk: Risk, trigger: Trigger, readings: Sequence[Known]) -> None:
        """Keep that it fired by these readings; once, however many notice."""
        day = readings[-1][0]
        with self._warehouse.transaction(beside=True) as db:
            row = db.execute(
                "INSERT INTO app.firings (firing_id, risk_id, fired_on, readings, trigger, title, owner, plan, "
                "noted_at) SELECT (SELECT coalesce(max(firing_id), 0) + 1 FROM app.firings), ?, ?, ?, ?, ?, ?, ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM app.firings WHERE risk_id = ? AND ended IS NULL) RETURNING firing_id",
                [
                    risk.risk_id, day, json.dumps([[str(d), v] for d, v in readings]),
                    json.dumps(asdict(trigger), ensure_ascii=False), risk.title, risk.owner,
                    risk.contingency, now(), risk.risk_id,
                ],
            ).fetchone()  # fmt: skip
            if row is None:
                raise Unchanged
            seen = {"on": str(day), "value": readings[-1][1], "trigger": asdict(trigger)}
            trail.note(db, FIRED, str(risk.risk_id), "", None, seen)

    def end(self, firing: Firing, day: date, value: float | None, how: Ended) -> None:
        """Keep that it is over, and what the KPI was by then; once, however many notice."""
        with self._warehouse.transaction(beside=True) as db:
            row = db.execute(
                "UPDATE app.firings SET ended_on = ?, ended_value = ?, ended = ? "
                "WHERE firing_id = ? AND ended IS NULL RETURNING firing_id",
                [day, value, how, firing.firing_id],
            ).fetchone()
            if row is None:
                raise Unchanged
            seen = {"on": str(firing.fired_on), "value": firing.value}
            over = {"on": str(day), "value": value, "ended": how}
            trail.note(db, FIRED, str(firing.risk_id), "", seen, over)

    def note_opened(self, risk_id: int, day: date) -> None:
        """Remember that somebody looked at the plan of a risk on this day of the data."""
        if self.opened().get(risk_id) == day:
            return
        with self._warehouse.transaction(beside=True) as db:
            db.execute("INSERT OR REPLACE INTO app.plan_openings VALUES (?, ?)", [risk_id, day])

    def opened(self) -> Mapping[int, date]:
        """On which day of the data the plan of each risk was opened last, or else written."""
        written = self._warehouse.rows(
            "SELECT key::INTEGER, min(changed_at)::DATE FROM app.history WHERE what = 'risk' GROUP BY ALL"
        )
        opened = self._warehouse.rows("SELECT risk_id, opened_on FROM app.plan_openings")
        return dict(written) | dict(opened)


def _firing(row: tuple[Any, ...]) -> Firing:
    number, risk_id, fired_on, readings, trigger, *rest = row
    known = tuple((date.fromisoformat(day), float(value)) for day, value in json.loads(readings))
    return Firing(number, risk_id, fired_on, known, Trigger(**json.loads(trigger)), *rest)
