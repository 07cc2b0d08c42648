"""Is each tier looked after as promised, who is behind, what does an owner hand over, and where would another serve
better?"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from salesdash.analysis.service import CHANGED, WARNED, better_owner, promised
from salesdash.catalog.customers.service import SERVICE
from salesdash.catalog.overrides import spelt
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import dimension_column
from salesdash.figures.customers.population import Population, nothing, stakes, standing
from salesdash.figures.ties import at_top, each, named
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, plain
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.looked_after import looked_after

MORE = Text("看什么", "Look at")
VIEWS = {
    "plan": Text("计划与执行", "Plan and how it is kept"),
    "changes": Text("建议更换负责人", "Another owner"),
    "owner": Text("交接清单", "Hand-over list"),
}
TITLE = Text("客户服务计划", "Service plan")
LOAD = Text("每位负责人的客户", "Customers of each owner")
OWNED = Text("{owner}的交接清单", "Hand-over list of {owner}")
CHANGES = Text("建议更换负责人", "Another owner")
OWNER, WHOSE = Text("负责人", "Owner"), Text("谁的客户", "Whose customers")
CARE, VISIT = Text("服务方式", "Care"), Text("承诺回访", "Visit within")
CUSTOMERS, VISITED = Text("客户数", "Customers"), Text("按时回访率", "Visited in time")
VISITS_DUE, SURVEYS_DUE = Text("逾期未回访", "Visits overdue"), Text("待做调查", "Surveys due")
COMPLAINTS, ANSWERED = Text("未决投诉", "Complaints open"), Text("按时响应率", "Answered in time")
STAKE, TO_CHANGE = Text("面临流失", "At stake"), Text("建议换人", "To change")
YEARLY, LAST_ORDER = Text("近12个月销售额", "Sales, 12 months"), Text("最近下单", "Last order")
LAST_VISIT, SILENT_FOR = Text("最近回访", "Last visit"), Text("未联系天数", "Days not contacted")
STATE, PROPOSED = Text("提醒", "State"), Text("建议由谁接手", "Proposed")
STATES = {
    WARNED: Text("{shape} 预警", "{shape} Warned").format(shape=SHAPES["amber"]),
    CHANGED: Text("{shape} 建议更换", "{shape} Change").format(shape=SHAPES["red"]),
}
BEHIND = Text(
    "{n} 位高、中价值客户逾期未回访，{high} 位是高价值。",
    "{n} high and middle-value {n:customer is|customers are} overdue for a visit, {high} of them high-value.",
)
NONE_BEHIND = Text(
    "高、中价值客户都按计划回访了。", "Every high and middle-value customer is visited as planned."
)
NO_VISITS = Text(
    "还没有回访记录：导入回访表，或者在名单里点“联系”，这里就会按计划跟踪。",
    "No visit is on record: load a sheet of visits, or note one on the list, and the plan is followed here.",
)
MOST = Text(
    "{owner}逾期最多：{each}{n} 位。",
    "{owner} {one:is|are} furthest behind: {n} overdue{each}.",
)
NO_OWNER = Text(
    "没有人负责客户：客户档案的“客户经理”或订单的“销售员”会告诉我们。",
    "Nobody is known to own customers: the owner on the customer sheet, or the salesperson of orders, tells.",
)
HANDS_OVER = Text(
    "{n} 位客户，近 12 个月 {money}。", "{n} {n:customer|customers}, {money} in 12 months."
)
CHANGED_MANY = Text(
    "{change} 位客户超过 {service_change_after}没有联系，建议换人；{warn} 位超过 {service_warn_after}，先提醒。",
    "{change} not contacted for {service_change_after}: another owner is proposed; {warn} for {service_warn_after}: "
    "warned first.",
)
WARNED_ALONE = Text(
    "{warn} 位客户超过 {service_warn_after}没有联系，先提醒；还没有要换人的。",
    "{warn} not contacted for {service_warn_after}: their owners are warned; no other is proposed yet.",
)
ALL_CONTACTED = Text(
    "没有客户超过 {service_warn_after}没有联系。",
    "No customer was left alone for {service_warn_after}.",
)
OURS = Text(
    "我们的规则，可在设置里改：接手人是同区域里回访最及时的负责人。",
    "Our rule, to be set otherwise: proposed is who visits the customers of the same region most reliably.",
)  # fmt: skip
MOST_PROPOSED = 50  # rows at a time: those behind them come up as these are settled
LONGEST_ALONE = Text(
    "只列最久没有联系的 {n} 位。", "Only the {n} left alone for longest are listed."
)
NEEDED = "visits|customers.last_visit"


def table(ask: Ask, scope: Scope) -> Figure:
    """One row per tier: what it is promised, and how far that is kept."""
    customers, own = _own(ask, scope)
    if customers is None or own.empty:
        return nothing("service", TITLE, customers, scope)
    frame = (
        own.groupby("tier")
        .agg(**_SUMS)
        .reindex(list(SERVICE))
        .dropna(subset=["customers"])
        .reset_index()
    )
    rules = spelt(ask.rules)
    frame["care"] = frame["tier"].map(lambda tier: SERVICE[tier].care)
    frame["visit"] = frame["tier"].map(lambda tier: rules.get(SERVICE[tier].visit, BLANK))
    frame["answered"] = frame["in_time"] / frame["answers"].where(frame["answers"] > 0)
    promised_one = frame["tier"].map(lambda tier: bool(SERVICE[tier].visit))
    frame["visited"] = frame["visited"].astype(float).where(promised_one)
    columns = [
        dimension_column("tier"), Column("care", CARE), Column("customers", CUSTOMERS, COUNT), Column("visit", VISIT),
        Column("visited", VISITED, RATIO), Column("visits_due", VISITS_DUE, COUNT),
        Column("surveys_due", SURVEYS_DUE, COUNT), Column("complaints", COMPLAINTS, COUNT),
        Column("answered", ANSWERED, RATIO),
    ]  # fmt: skip
    return Figure.of(
        customers.year, "service_plan", TITLE, frame, _known(ask, columns), sentence=_behind(ask, own),
        missing=() if ask.has(NEEDED) else ("visits",), notes=customers.notes,
    )  # fmt: skip


def load(ask: Ask, scope: Scope) -> Figure:
    """One row per owner: his customers, the money at stake, and what is due of him."""
    customers, own = _own(ask, scope)
    if customers is None or own.empty:
        return nothing("load", LOAD, customers, scope)
    owned = own[own["owner"].notna()]
    if owned.empty:
        return Figure.lacking(scope, "owner_load", LOAD, sentence=NO_OWNER)
    frame = owned.groupby("owner").agg(**_SUMS, **_OF_OWNER).reset_index()
    frame = frame.sort_values(["visits_due", "at_stake"], ascending=False, ignore_index=True)
    columns = [
        Column("owner", OWNER, names={}), Column("customers", CUSTOMERS, COUNT), Column("at_stake", STAKE, MONEY),
        Column("visited", VISITED, RATIO), Column("visits_due", VISITS_DUE, COUNT),
        Column("surveys_due", SURVEYS_DUE, COUNT), Column("complaints", COMPLAINTS, COUNT),
        Column("to_change", TO_CHANGE, COUNT),
    ]  # fmt: skip
    worst, most = frame.iloc[0], at_top(frame, "visits_due")
    sentence = MOST.format(
        owner=named([plain(str(owner)) for owner in most["owner"]]),
        one=len(most),
        each=each(len(most)),
        n=write(worst["visits_due"], COUNT),
    )
    return Figure.of(
        customers.year, "owner_load", LOAD, frame, _known(ask, columns),
        sentence=sentence if ask.has(NEEDED) and worst["visits_due"] else BLANK, notes=customers.notes,
    )  # fmt: skip


def owners(ask: Ask, scope: Scope) -> dict[str, Text]:
    """Who owns customers, by name."""
    _, own = _own(ask, scope)
    names = sorted(own["owner"].dropna().astype(str).unique()) if len(own) else []
    return {name: Text(name, name) for name in names}


def hand_over(ask: Ask, scope: Scope, owner: str) -> Figure:
    """The customers of one owner, the most money first: what his successor has to know."""
    title = OWNED.format(owner=owner)
    customers, own = _own(ask, scope)
    if customers is None:
        return nothing("hand_over", title, customers, scope)
    frame = own[own["owner"] == owner].sort_values(
        ["amount", "customer"], ascending=[False, True], ignore_index=True
    )
    if frame.empty:
        return Figure.lacking(scope, "hand_over", title, sentence=NO_OWNER)
    frame["at_stake"] = frame["at_stake"].round()  # a chance of money is not known to the fen
    total = float(frame["amount"].sum())
    columns = [
        dimension_column("customer"), dimension_column("tier"), Column("amount", YEARLY, MONEY),
        Column("at_stake", STAKE, MONEY), Column("last_order", LAST_ORDER), Column("visited_on", LAST_VISIT),
        Column("complaints_open", COMPLAINTS, COUNT),
    ]  # fmt: skip
    return Figure.of(
        customers.year, "hand_over", title, frame, _known(ask, columns),
        sentence=HANDS_OVER.format(n=write(len(frame), COUNT), money=customers.money(total)), metrics=("sales",),
        notes=customers.notes,
    )  # fmt: skip


def changes(ask: Ask, scope: Scope) -> Figure:
    """Whom nobody contacted for too long, and who should take them over; the longest first."""
    customers, own = _own(ask, scope)
    if customers is None or own.empty or not ask.has(NEEDED):
        lacks = () if ask.has(NEEDED) else ("visits",)
        return Figure.lacking(scope, "owner_changes", CHANGES, sentence=NO_VISITS, missing=lacks)
    late = own[own["owner_state"].notna()].sort_values(
        ["silent_for", "amount", "customer"], ascending=[False, False, True], ignore_index=True
    )
    rules = spelt(ask.rules)
    if late.empty:
        return Figure.lacking(
            scope, "owner_changes", CHANGES, sentence=ALL_CONTACTED.format(**rules)
        )
    counts, is_cut = late["owner_state"].value_counts(), len(late) > MOST_PROPOSED
    late = late.head(MOST_PROPOSED)
    proposals = better_owner(own)
    late["proposed"] = late["customer"].map(proposals).astype(object)
    late["proposed"] = late["proposed"].where(late["proposed"].notna(), None)
    columns = (
        dimension_column("customer"), dimension_column("tier"), Column("owner", OWNER, names={}),
        Column("silent_for", SILENT_FOR, COUNT), Column("amount", YEARLY, MONEY),
        Column("owner_state", STATE, names=STATES, is_light=True), Column("proposed", PROPOSED, names={}),
    )  # fmt: skip
    return Figure.of(
        customers.year, "owner_changes", CHANGES, late, columns,
        sentence=(CHANGED_MANY if CHANGED in counts else WARNED_ALONE).format(
            change=int(counts.get(CHANGED, 0)), warn=int(counts.get(WARNED, 0)), **rules
        ),
        metrics=("sales",),
        notes=(OURS, *([LONGEST_ALONE.format(n=MOST_PROPOSED)] if is_cut else []), *customers.notes),
    )  # fmt: skip


_SUMS = {
    "customers": ("customer", "size"), "visited": ("is_visited", "mean"), "visits_due": ("visit_due", "sum"),
    "surveys_due": ("survey_due", "sum"), "complaints": ("complaints_open", "sum"), "answers": ("answers", "sum"),
    "in_time": ("in_time", "sum"),
}  # fmt: skip
_OF_OWNER = {"at_stake": ("at_stake", "sum"), "to_change": ("is_to_change", "sum")}
# What has to be loaded for a column to say anything.
_NEEDS = {
    "visit": NEEDED, "visited": NEEDED, "visits_due": NEEDED, "visited_on": NEEDED, "to_change": NEEDED,
    "surveys_due": "surveys", "complaints": "tickets", "complaints_open": "tickets", "answered": "tickets",
}  # fmt: skip


def _own(ask: Ask, scope: Scope) -> tuple[Population | None, pd.DataFrame]:
    """The customers of today's tiers with what is due of each."""
    customers = standing(ask, scope)
    if customers is None:
        return None, pd.DataFrame()
    return customers, ask.keep(("promised", customers.scope), lambda: _promised(ask, customers))


def _promised(ask: Ask, customers: Population) -> pd.DataFrame:
    day = customers.scope.as_of
    frame = customers.everyone.assign(at_stake=stakes(ask, customers))
    frame["since"] = pd.Timestamp(day) - pd.to_timedelta(frame["age"], unit="D")
    own = promised(frame.merge(looked_after(ask, day), on="customer", how="left"), day, ask.rules)
    own["is_to_change"] = own["owner_state"] == CHANGED
    own["owner"] = own["owner"].astype(object).where(own["owner"].notna(), None)
    for key in ("last_order", "visited_on"):
        days = pd.to_datetime(own[key]).dt.date
        own[key] = days.astype(object).where(own[key].notna(), None)
    return own


def _known(ask: Ask, columns: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(c for c in columns if ask.has(_NEEDS.get(c.key, "orders")))


def _behind(ask: Ask, customers: pd.DataFrame) -> Text:
    if not ask.has(NEEDED):
        return NO_VISITS
    due = customers[customers["visit_due"]]
    if due.empty:
        return NONE_BEHIND
    high = int((due["tier"] == "high").sum())
    return BEHIND.format(n=write(len(due), COUNT), high=write(high, COUNT))
