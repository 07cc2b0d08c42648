"""What is at stake in money, and what all risks come to beside the gap to the target."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from salesdash.catalog.risks.risk import Risk
from salesdash.charts.rows import number
from salesdash.errors import QuestionError
from salesdash.figures.comparison import in_view
from salesdash.figures.targets.meeting_line import pace_of
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask

# To what a risk may be linked, and the metric by which that is at stake: a customer's sales, of whatever has costs
# its gross profit.
LINKS = {
    "customer": "sales",
    "channel": "gross_profit",
    "product": "gross_profit",
    "region": "gross_profit",
    "salesperson": "sales",
    "category": "gross_profit",
}
MONTHS = 12
FEN = Decimal("0.01")
PREFILLED = Text(
    "按近 {months} 个月的{metric}预填，可以改。",
    "Prefilled with the {metric} of the last {months} months; change it as you like.",
)
BESIDE_GAP = Text(
    "未关闭风险的敞口共 {exposure}（涉及金额 × 可能性）{after}{gap}。",
    "Open risks expose {exposure} (at stake × probability){after}{gap}.",
)
AFTER = Text("，应对后 {after}", ", {after} after the response")
GAP = Text("；目前比计划{way} {gap}", "; sales are {gap} {way} plan")
BEHIND, AHEAD = Text("落后", "behind"), Text("超前", "ahead of")
UNPRICED = Text("另有 {n} 项没有填金额。", " {n} more {n:names|name} no money.")


def measure(ask: Ask, by: str) -> str:
    """By which metric a member of the dimension is at stake: sales, where there are no costs."""
    chosen = LINKS[by]
    return "sales" if ask.missing(chosen) else chosen


def stake(ask: Ask, scope: Scope, by: str, member: str) -> Decimal | None:
    """What the member brought in the last twelve months; None where that is not known, or nothing."""
    end = ask.as_of + DAY
    asked = scope.over(Period(add_months(end, -MONTHS), end)).where(by, member)
    key = measure(ask, by)
    try:
        amount = number(ask([key], [], asked)[key].iloc[0])
    except QuestionError:
        return None
    return Decimal(repr(amount)).quantize(FEN) if amount and amount > 0 else None


def total(risks: Sequence[Risk]) -> Decimal | None:
    """The exposure of all open risks; None where none names money."""
    each = [risk.exposure for risk in risks if risk.is_open and risk.exposure is not None]
    return sum(each, Decimal(0)) if each else None


def beside_gap(ask: Ask, scope: Scope, risks: tuple[Risk, ...]) -> Text:
    """The exposure before and after the response, beside the gap to plan; nothing where no money is named."""
    before = total(risks)
    if before is None:
        return BLANK
    pending = [risk for risk in risks if risk.is_open]
    priced = [risk for risk in pending if risk.exposure is not None]
    left = sum((_left(risk) for risk in priced), Decimal(0))
    answered = any(risk.exposure_after is not None for risk in priced)
    words = BESIDE_GAP.format(
        exposure=_money(before, scope),
        after=AFTER.format(after=_money(left, scope)) if answered else BLANK,
        gap=_gap(ask, scope),
    )
    rest = len(pending) - len(priced)
    return words + (UNPRICED.format(n=rest) if rest else BLANK)


def _left(risk: Risk) -> Decimal:
    """What the response leaves; all of it where that is not judged."""
    after = risk.exposure_after
    return after if after is not None else risk.exposure or Decimal(0)


def _gap(ask: Ask, scope: Scope) -> Text:
    if not ask.coverage or "orders" not in ask.coverage:
        return BLANK
    year = scope.over(scope.calendar.of(scope.as_of, "year"))
    paced = pace_of(ask, in_view(year))
    if paced is None:
        return BLANK
    ahead = paced.pace.ahead
    way = AHEAD if ahead >= 0 else BEHIND
    return GAP.format(way=way, gap=write(abs(ahead), MONEY, scope.scale))


def _money(amount: Decimal, scope: Scope) -> Text:
    return write(float(amount), MONEY, scope.scale)
