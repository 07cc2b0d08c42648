"""What one thing that waits for a decision is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal

from salesdash.catalog.actions import MOST_LETTERS, Action
from salesdash.catalog.risks.risk import Risk
from salesdash.charts.column import KPI, Marks
from salesdash.scope import Scope
from salesdash.text import Lang, Text

Source = Literal["trigger", "signal", "light", "delivery", "diagnosis", "price", "customer"]
SOURCES: dict[Source, Text] = {
    "trigger": Text("触发条件", "Trigger"),
    "signal": Text("信号", "Signal"),
    "light": Text("指标变色", "Light turned"),
    "delivery": Text("发货", "Delivery"),
    "diagnosis": Text("渠道诊断", "Diagnosis"),
    "price": Text("价格冲突", "Price conflict"),
    "customer": Text("客户", "Customer"),
}
FEN = Decimal("0.01")
REVIEW = timedelta(days=30)


@dataclass(frozen=True)
class WaitingCase:
    """One cause that waits for a decision.

    `key` is the same as long as it waits: by it decisions are remembered. `sentence` says what was seen,
    with its figures; `money` is at stake in 元 (None: not known). `evidence` is the key of the figure that
    proves it, asked about `scope` (`proofs.proof` builds it; `asked` are further words of its question).
    `step` is what to do, short, `how` what that means, by `due`; `owner` whose it is ("" nobody's). `marks`
    are the KPI and the members that it is about, `member` the one to which a risk or an action is linked.
    `size` says how far it has gone, in its own measure: larger is worse (None: not known). `is_noise`: its move
    lies within the usual weekly spread. `also`: other things seen that have the same cause.
    """

    key: str
    source: Source
    name: Text
    sentence: Text
    money: float | None
    evidence: str
    scope: Scope
    step: Text
    how: Text
    owner: str
    due: date
    marks: Marks
    size: float | None
    category: str
    member: tuple[str, str] | None = None
    asked: tuple[str, ...] = ()
    of_risk: int | None = None
    is_noise: bool = False
    also: tuple[WaitingCase, ...] = ()

    @property
    def kpi(self) -> str | None:
        return self.marks.get(KPI)

    @cached_property  # each is held against each
    def members(self) -> frozenset[tuple[str, str]]:
        """Whom it is about."""
        return frozenset(pair for pair in self.marks.items() if pair[0] != KPI)

    @property
    def seen(self) -> dict[str, float | None]:
        """How far it has gone, and whatever else has its cause, by key."""
        return {one.key: one.size for one in (self, *self.also)}

    def action(self, lang: Lang) -> Action:
        """The promise that it proposes."""
        by, member = self.member or (None, None)
        return Action(
            self.how[lang][: MOST_LETTERS["title"]], self.owner, self.due, kpi=self.kpi,
            link_by=by, link_member=member, of_risk=self.of_risk,
        )  # fmt: skip

    def risk(self, lang: Lang) -> Risk:
        """The risk that it proposes; how likely and how bad is for people to judge."""
        by, member = self.member or (None, None)
        stake = None if self.money is None else Decimal(repr(self.money)).quantize(FEN)
        return Risk(
            self.name[lang], self.category, self.sentence[lang], self.owner, due=self.due,
            review=self.scope.as_of + REVIEW, link_by=by, link_member=member,
            at_stake=stake if stake and stake > 0 else None,
        )  # fmt: skip
