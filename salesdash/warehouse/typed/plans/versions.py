"""Plans in versions: a draft is saved over only by who saw it last, an approved one never."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from salesdash.catalog.plans import (
    MOST_LETTERS,
    Cell,
    Plan,
)
from salesdash.errors import ConflictError, EntryError, QuestionError
from salesdash.period import DAY, Period
from salesdash.text import Text
from salesdash.warehouse.store.database import Warehouse, now
from salesdash.warehouse.store.schema import are_due, build_models, build_targets
from salesdash.warehouse.store.state import within
from salesdash.warehouse.typed.ledger import NOBODY
from salesdash.warehouse.typed.plans.history import (
    REFUSED,
    content,
    differing,
    in_words,
    next_plan,
    note,
)
from salesdash.warehouse.typed.plans.in_force import (
    SHARES_DAYS,
    counted_before,
    counts_from,
    give_way_to_sheets,
    put_in_force,
    stays_until,
    take_out_of_force,
    with_closed_of,
)
from salesdash.warehouse.typed.plans.of_sheets import plans_of_sheets
from salesdash.warehouse.typed.plans.stored import (
    ONE,
    answers,
    erase,
    filled,
    heads,
    names,
    write,
    write_answers,
)

UNNAMED = Text("请给计划起个名字。", "Give the plan a name.")
TOO_LONG = Text("计划的名字最多 {n} 个字。", "A plan's name has at most {n} {n:letter|letters}.")
NO_APPROVER = Text("请写上批准人。", "Write who approves it.")
NO_WITHDRAWER = Text("请写上由谁撤回。", "Write who withdraws it.")
NOT_IN_FORCE = Text(
    "“{name}”第 {version} 版已不是现行目标：后面又批准过别的版本，不能撤回。",
    "Version {version} of “{name}” no longer counts: another was approved after it, so it cannot be "
    "withdrawn.",
)
EMPTY = Text(
    "这个版本还没有任何目标，不能批准。", "This version has no target yet; it cannot be approved."
)
NOT_A_DRAFT = Text(
    "“{name}”第 {version} 版不是草案，不能批准；请先另存为新版本。",
    "Version {version} of “{name}” is no draft. Save it as a new version to approve it.",
)
KEPT = Text(
    "“{name}”第 {version} 版不是草案，不会被删除。",
    "Version {version} of “{name}” is no draft and is kept.",
)
NO_SUCH = Text(
    "没有这个计划版本，可能刚刚被删除。",
    "There is no such version of a plan; it may just have been removed.",
)
CHANGED = Text(
    "{who}刚刚保存了“{name}”第 {version} 版。您的修改没有保存，也没有丢：它还在表里，可以另存为新版本。",
    "{who} has just saved version {version} of “{name}”. Your edit is not saved, and not lost: "
    "it is still in the table and can be saved as a new version.",
)
OTHER_CELLS = Text(
    "上报的成员或时段与这个版本对不上，没有读入；请用这个版本发出的工作簿。",
    "The answers name members or periods that this version does not have; nothing was taken in. "
    "Use the workbook handed out for this version.",
)
NOT_APPROVED: dict[str, Any] = {
    "approved_by": "",
    "approved_at": None,
    "opens": None,
    "open_from": None,
    "ends": None,
    "approval": None,
}


class Plans:
    """The plans of a workspace, every version of them."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def versions(self) -> list[Plan]:
        """Every version without its cells: the latest year first, then by plan, newest first."""
        return heads(self._warehouse.rows, "ORDER BY start DESC, plan_id DESC, version DESC")

    def get(self, plan_id: int, version: int) -> Plan:
        """One version whole. Raises QuestionError where there is none."""
        matching = heads(self._warehouse.rows, f"WHERE {ONE}", [plan_id, version])
        if not matching:
            raise QuestionError(NO_SUCH)
        return filled(self._warehouse.rows, matching[0])

    def counting(self, metric: str, day: date) -> Plan | None:
        """The approved version in whose year a day lies, which is its target; without its cells."""
        condition = f"WHERE state = 'approved' AND metric = ? AND {SHARES_DAYS}"
        return next(iter(heads(self._warehouse.rows, condition, [metric, day + DAY, day])), None)

    def save(self, plan: Plan, by: str = "") -> Plan:
        """Keep a plan: a new one, a draft as its editor saw it, else as a new version.

        Raises EntryError for a plan without a name, and ConflictError where somebody saved the
        draft since: then nothing has changed but the history, which holds this edit too, and
        `save_as_new` keeps it beside the other.
        """
        whole = _checked(plan)
        try:
            with self._warehouse.transaction() as db:
                standing = _find(db, plan)
                if standing is None or standing.state != "draft":
                    return _add(db, whole, standing, by)
                _raise_if_changed(standing, plan)
                return _replace(db, whole, standing, by)
        except ConflictError:
            self._keep_refused(whole, by)
            raise

    def _keep_refused(self, plan: Plan, by: str) -> None:
        """Note the edit that came second, against what stands."""
        with self._warehouse.transaction() as db:
            standing = _find(db, plan)
            before = content(standing) if standing else dict.fromkeys(content(plan))
            note(db, plan, by, *differing(before, content(plan)), what=REFUSED)

    def save_as_new(self, plan: Plan, by: str = "") -> Plan:
        """Keep a plan as a new version beside the one that it began as."""
        whole = _checked(plan)
        with self._warehouse.transaction() as db:
            return _add(db, whole, _find(db, plan), by)

    def counts_from(self, plan: Plan, opens: date) -> date:
        """From when on the version would count, were it approved now."""
        self._warehouse.bring_up_to_date()
        with self._warehouse.reading() as db:
            return counts_from(db, plan, opens)

    def approve(self, plan: Plan, by: str, opens: date | None = None) -> Plan:
        """Let this version be the target of its year, in place of sheets and of any other plan.

        It counts for what is still open while `opens` is the next day to be worked: a period that
        closed before stays with the target that was in force in it, where there was one. The version that
        counted until now is superseded. Raises EntryError without a name or a target or for what is no draft,
        ConflictError where it was saved since it was read.
        """
        if not by.strip():
            raise EntryError(NO_APPROVER)
        with self._warehouse.transaction() as db:
            standing = _as_it_stands(db, plan)
            _raise_if_changed(standing, plan)
            if standing.state != "draft":
                raise EntryError(NOT_A_DRAFT.format(name=plan.name, version=plan.version))
            if not standing.total:
                raise EntryError(EMPTY)
            if are_due(db):
                build_models(db)
            put_in_force(db, standing, by.strip(), opens, counts_from(db, standing, opens))
            note(db, plan, by.strip(), {"state": "draft"}, {"state": "approved"})
            build_targets(db)
        return self.get(plan.plan_id, plan.version)

    def withdraw(self, plan: Plan, by: str, opens: date | None = None) -> Plan:
        """Let an approved version be a draft again, and what it superseded count as before.

        Where a period has closed under it by `opens`, the next day to be worked, that stays judged by it:
        for what is still open, the version that counted before is approved anew, or the sheets count again.
        Raises EntryError without a name or where a later one is approved since, ConflictError where it was
        changed since it was read.
        """
        if not by.strip():
            raise EntryError(NO_WITHDRAWER)
        with self._warehouse.transaction() as db:
            standing = _as_it_stands(db, plan)
            _raise_if_changed(standing, plan)
            if standing.state != "approved":
                raise EntryError(NOT_IN_FORCE.format(name=plan.name, version=plan.version))
            if are_due(db):
                build_models(db)
            until = stays_until(db, standing, opens)
            if until is None:
                take_out_of_force(db, standing)
            elif before := counted_before(db, standing):
                back = with_closed_of(filled(within(db), before), standing, until)
                again = _add(db, back, before, by.strip())
                put_in_force(db, again, by.strip(), opens, until)
                note(db, again, by.strip(), {"state": "draft"}, {"state": "approved"})
            else:
                give_way_to_sheets(db, standing, until)
            state = "superseded" if until else "draft"
            note(db, plan, by.strip(), {"state": "approved"}, {"state": state})
            build_targets(db)
        return self.get(plan.plan_id, plan.version)

    def stays_until(self, plan: Plan, opens: date) -> date | None:
        """The day before which what an approved version counted for stays judged by it, were it
        withdrawn now; None where nothing would."""
        self._warehouse.bring_up_to_date()
        with self._warehouse.reading() as db:
            return stays_until(db, plan, opens)

    def remove(self, plan: Plan, by: str = "") -> None:
        """Take a draft away; what it said stays in the history. Raises ConflictError and EntryError."""
        with self._warehouse.transaction() as db:
            standing = _find(db, plan)
            if standing is None:
                return
            _raise_if_changed(standing, plan)
            if standing.state != "draft":
                raise EntryError(KEPT.format(name=plan.name, version=plan.version))
            note(db, plan, by, content(standing), None)
            write_answers(db, plan, {}, "")
            erase(db, standing)

    def answers(self, plan: Plan) -> dict[Cell, Decimal]:
        """What was answered bottom-up to this version, by cell, in 元."""
        return answers(self._warehouse.rows, plan)

    def answer(
        self, plan: Plan, amounts: Mapping[Cell, Decimal | None], file: str = "", by: str = ""
    ) -> None:
        """Keep these answers beside those there are; None takes one away.

        Raises QuestionError where there is no such version, or it has no such cell.
        """
        with self._warehouse.transaction() as db:
            standing = _as_it_stands(db, plan)
            called = names(within(db), plan)(amounts.items())
            if not set(called) <= set(standing.cells):
                raise QuestionError(OTHER_CELLS)
            before = answers(within(db), plan)
            after = {c: n for c, n in {**before, **called}.items() if n is not None}
            write_answers(db, plan, after, file)
            both = differing({"answers": in_words(before)}, {"answers": in_words(after)})
            note(db, plan, by, *both)

    def from_sheets(self, metric: str, whole: Period, name: str) -> list[Plan]:
        """The targets of the loaded sheets as plans to save, one for each way they were split."""
        return plans_of_sheets(self._warehouse, metric, whole, name)


def _checked(plan: Plan) -> Plan:
    name = " ".join(plan.name.split())
    if not name:
        raise EntryError(UNNAMED)
    if len(name) > MOST_LETTERS:
        raise EntryError(TOO_LONG.format(n=MOST_LETTERS))
    return replace(plan, name=name)


def _raise_if_changed(standing: Plan, seen: Plan) -> None:
    if standing.revision != seen.revision:
        who = standing.approved_by or standing.saved_by
        raise ConflictError(
            CHANGED.format(
                who=Text(who, who) if who else NOBODY, name=standing.name, version=standing.version
            )
        )


def _add(db: duckdb.DuckDBPyConnection, plan: Plan, base: Plan | None, by: str) -> Plan:
    """A new version of its plan, or the first one of a new plan."""
    plan_id = base.plan_id if base else next_plan(db)
    row = db.execute(
        "SELECT coalesce(max(version), 0) + 1 FROM app.plans WHERE plan_id = ?", [plan_id]
    ).fetchone()
    kept = replace(
        plan,
        plan_id=plan_id,
        version=int(row[0]) if row else 1,
        revision=1,
        state="draft",
        based_on=base.version if base else None,
        saved_by=by,
        saved_at=now(),
        **NOT_APPROVED,
    )
    write(db, kept)
    note(db, kept, by, None, {**content(replace(kept, cells={})), "total": str(kept.total)})
    return kept


def _replace(db: duckdb.DuckDBPyConnection, plan: Plan, standing: Plan, by: str) -> Plan:
    """The draft in place of what stood; what differs goes into the history."""
    before, after = content(standing), content(plan)
    if before == after:
        return standing
    kept = replace(plan, revision=standing.revision + 1, saved_by=by, saved_at=now(), state="draft")
    erase(db, standing)
    write(db, kept)
    note(db, kept, by, *differing(before, after))
    return kept


def _find(db: duckdb.DuckDBPyConnection, plan: Plan) -> Plan | None:
    matching = heads(within(db), f"WHERE {ONE}", [plan.plan_id, plan.version])
    return filled(within(db), matching[0]) if matching else None


def _as_it_stands(db: duckdb.DuckDBPyConnection, plan: Plan) -> Plan:
    standing = _find(db, plan)
    if standing is None:
        raise QuestionError(NO_SUCH)
    return standing
