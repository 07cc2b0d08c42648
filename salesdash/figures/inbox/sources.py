"""Where what waits is found: triggers, signals, lights, delivery, diagnoses, prices and customers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from salesdash.analysis.triggers import excess
from salesdash.catalog.channels.diagnoses import DIAGNOSES
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.overrides import owners_of, worded
from salesdash.catalog.risks.signals import SIGNALS
from salesdash.charts.column import KPI, Marks
from salesdash.charts.rows import number
from salesdash.figures.channels.diagnosis.findings import findings
from salesdash.figures.channels.diagnosis.findings import said_of as of_finding
from salesdash.figures.channels.operations.delivery import NEEDED, late_words, running_late
from salesdash.figures.channels.operations.price_conflicts import conflicts_in, said_of
from salesdash.figures.comparison import in_view
from salesdash.figures.customers.calls.week import week
from salesdash.figures.inbox.waiting import WaitingCase
from salesdash.figures.lights.current import LightStanding
from salesdash.figures.lights.turned import turned_worse
from salesdash.figures.lights.wording import LIGHT_NAMES, limit_words, value_words
from salesdash.figures.risks.alarms import Watched, pressing
from salesdash.figures.signals.current import standing
from salesdash.figures.signals.spans import last_year
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.warehouse.questions.ask import Ask

WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
TURNED = Text(
    "{kpi}一周内从{before}变为{now}：{value}（达标线 {limit}）",
    "{kpi} turned from {before} to {now} within a week: {value} (line {limit})",
)
TRIGGERED: dict[str, Text] = {
    "fired": Text(
        "“{title}”的触发条件已触发：{trigger}，现在 {value}",
        "“{title}” has fired: {trigger}, now {value}",
    ),
    "near": Text(
        "“{title}”接近触发：{trigger}，现在 {value}", "“{title}” is near: {trigger}, now {value}"
    ),
}
OPEN_PLAN = Text("打开应急预案，逐条落实", "Open the plan, line by line")
OPEN_PLAN_HOW = Text(
    "按“{title}”的应急预案逐条落实，每条定人定期",
    "Carry out the plan of “{title}” line by line, each with a name and a day",
)
FIND_WHY = Text("看是谁拉低的，定责任人", "Find who drew it, name an owner")
FIND_WHY_HOW = Text(
    "把{kpi}按成员拆开，找出是谁拉低的，定责任人和措施",
    "Split {kpi} by member, find who drew it down, and agree on an owner and a remedy",
)
UNDERSELLING = DIAGNOSES["price_conflict"]
AT_ODDS = Text("{product}渠道价格冲突", "Channels at odds on {product}")
ALIGN_HOW = Text(
    "和{channel}核对“{product}”的低价来源，停掉没有审批的促销价，各渠道回到同一价格区间",
    "Find with {channel} where the low price of {product} comes from, end what nobody approved, align all channels",
)
CALL_HOW = Text(
    "{step}：{customer}，本周内给出结果", "{customer}: {step}, and report within the week"
)
# Of which money a light's distance from green is a part.
IN_MONEY: Mapping[str, str] = {
    "attainment": "planned_target", "margin_rate": "costed_sales", "return_rate": "booked_sales", "roi": "paid",
}  # fmt: skip
CATEGORY_OF: Mapping[str, str] = {
    "sales": "market", "customers": "customer_loss", "channels": "market", "service": "demand", "market": "competition",
    "money": "market",
}  # fmt: skip


def found(ask: Ask, scope: Scope, watched: Sequence[Watched]) -> list[WaitingCase]:
    """Everything that may wait, in no order; the scope is of all the company."""
    return [
        *of_triggers(scope, watched),
        *ask.keep(("inbox", scope), lambda: _in_the_data(ask, scope)),
    ]


def _in_the_data(ask: Ask, scope: Scope) -> list[WaitingCase]:
    owners = owners_of(ask.decided)
    return [
        *_signals(ask, scope, owners),
        *_lights(ask, scope, owners),
        *_delivery(ask, scope, owners),
        *_diagnoses(ask, scope, owners),
        *_prices(ask, scope, owners),
        *_customers(ask, scope),
    ]


def of_triggers(scope: Scope, watched: Sequence[Watched]) -> Iterator[WaitingCase]:
    """Those that have fired or are near."""
    for one in pressing(watched):
        trigger, risk = one.trigger, one.risk
        far = excess(trigger, one.now)
        if far is None:  # not known, and so not to be judged by how far it has gone
            continue
        member = (trigger.by, trigger.member) if trigger.by and trigger.member else None
        stake = risk.exposure if risk.exposure is not None else risk.at_stake
        yield WaitingCase(
            f"trigger:{risk.risk_id}:{one.state}", "trigger", plain(risk.title),
            TRIGGERED[one.state].format(title=plain(risk.title), trigger=trigger.words, value=one.value),
            None if stake is None else float(stake), "trigger", scope, OPEN_PLAN,
            OPEN_PLAN_HOW.format(title=plain(risk.title)), risk.owner, scope.as_of + WEEK,
            _marks(trigger.metric, member), 1.0 + far, risk.category, member, of_risk=risk.risk_id,
        )  # fmt: skip


def _signals(ask: Ask, scope: Scope, owners: Mapping[str, str]) -> Iterator[WaitingCase]:
    for one in standing(ask, scope):
        signal = one.signal
        member = (signal.by, one.member) if signal.by and one.member else None
        worst = (
            (str(one.read["worst_by"]), str(one.read["worst_of"]))
            if one.read.get("worst_of")
            else None
        )
        name = signal.name if member is None else _of(member, signal.name)
        yield WaitingCase(
            f"signal:{one.key}", "signal", name, one.words, one.money, signal.evidence, scope,
            signal.step, worded(signal.how, ask.rules), one.owner or owners.get(signal.kpi, ""),
            scope.as_of + timedelta(days=signal.within), _marks(signal.kpi, member or worst), one.size,
            signal.category, member or worst, asked=(signal.key,),
        )  # fmt: skip


def _lights(ask: Ask, scope: Scope, owners: Mapping[str, str]) -> Iterator[WaitingCase]:
    for before, now in turned_worse(ask, scope):
        metric = now.metric
        yield WaitingCase(
            f"light:{metric.key}:{now.verdict.light}", "light", metric.name, _turned(before, now),
            _missing(ask, now), f"trend_{metric.key}", scope, FIND_WHY,
            FIND_WHY_HOW.format(kpi=metric.name), owners.get(metric.key, ""), scope.as_of + WEEK,
            {KPI: metric.key}, now.verdict.shortfall, CATEGORY_OF[now.light.perspective],
        )  # fmt: skip


def _turned(before: LightStanding, now: LightStanding) -> Text:
    return TURNED.format(
        kpi=now.metric.name, before=LIGHT_NAMES[before.verdict.light],
        now=LIGHT_NAMES[now.verdict.light], value=value_words(now),
        limit=limit_words(now.metric, now.verdict.green),
    )  # fmt: skip


def _missing(ask: Ask, now: LightStanding) -> float | None:
    """What is missing to green, in money; None where it is no part of any."""
    base = IN_MONEY.get(now.metric.key)
    if base is None or now.value is None or not now.verdict.shortfall:
        return None
    amount = number(ask([base], (), now.scope)[base].iloc[0])
    low, high = now.verdict.green
    gap = low - now.value if now.value < low else now.value - high
    return None if amount is None else gap * amount


def _delivery(ask: Ask, scope: Scope, owners: Mapping[str, str]) -> Iterator[WaitingCase]:
    if not all(map(ask.has, NEEDED)) or not ask.members("category"):
        return
    view = in_view(scope)
    run = running_late(ask, view, "category")
    if run is None:
        return
    late, member = SIGNALS["late"], ("category", run.member)
    amount = number(
        ask(["late_amount"], (), scope.over(Period(run.since.start, run.last.end)).where(*member))
        ["late_amount"].iloc[0]
    )  # fmt: skip
    yield WaitingCase(
        f"delivery:{run.member}", "delivery", _of(member, late.name),
        late_words(run, "category", ask.rules["late_from"]), amount, late.evidence, view, late.step,
        worded(late.how, ask.rules), owners.get(late.kpi, ""), scope.as_of + WEEK,
        _marks(late.kpi, member), run.share, late.category, member,
    )  # fmt: skip


def _diagnoses(ask: Ask, scope: Scope, owners: Mapping[str, str]) -> Iterator[WaitingCase]:
    if not ask.members("channel"):
        return
    view = in_view(scope)
    for one in findings(ask, view, "channel"):
        if one.diagnosis == UNDERSELLING:
            continue  # a conflict of prices waits by itself, product by product
        member, proposal = ("channel", one.member), one.proposal
        yield WaitingCase(
            f"diagnosis:{one.key}", "diagnosis", _of(member, one.diagnosis.name),
            of_finding(one, "channel"), one.told.stake, "diagnosis_evidence", view, one.diagnosis.step, proposal.what,
            owners.get(proposal.kpi, ""), proposal.due, _marks(proposal.kpi, member),
            one.told.stake, "market", member, asked=(one.key,),
        )  # fmt: skip


def _prices(ask: Ask, scope: Scope, owners: Mapping[str, str]) -> Iterator[WaitingCase]:
    """Conflicts that lasted into the last whole month."""
    year = scope.over(last_year(scope))
    for one in conflicts_in(ask, year):
        if one.last < _last_month(scope):
            continue
        member = ("channel", one.channel)
        yield WaitingCase(
            f"price:{one.product}:{one.channel}", "price", AT_ODDS.format(product=one.product),
            said_of(one, scope), one.cost, "price_course", year, UNDERSELLING.step,
            ALIGN_HOW.format(channel=one.channel, product=one.product), owners.get("margin_rate", ""),
            scope.as_of + FORTNIGHT, {"product": one.product, "channel": one.channel}, one.cost,
            "competition", member,
        )  # fmt: skip


def _last_month(scope: Scope) -> date:
    return Period.of(scope.months_end - timedelta(days=1), "month").start


def _customers(ask: Ask, scope: Scope) -> Iterator[WaitingCase]:
    """Those to call this week."""
    for one in week(ask, scope):
        member = ("customer", one.customer)
        yield WaitingCase(
            f"customer:{one.customer}", "customer", plain(one.customer),
            Text("{name}：{reason}", "{name}: {reason}").format(name=plain(one.customer), reason=one.reason),
            one.at_stake, "customer_life", scope, one.step,
            CALL_HOW.format(step=one.step, customer=plain(one.customer)), one.owner or "",
            scope.as_of + WEEK, _marks("retention_rate", member), one.at_stake, "customer_loss", member,
        )  # fmt: skip


def _of(member: tuple[str, str], name: Text) -> Text:
    return Text("{who}：{name}", "{who}: {name}").format(who=member_name(*member), name=name)


def _marks(kpi: str | None, member: tuple[str, str] | None) -> Marks:
    marks: Marks = {KPI: kpi} if kpi in METRICS and kpi else {}
    return marks | ({member[0]: member[1]} if member else {})
