"""The figures of a meeting as they are kept when it is closed, and what later data made of the same question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import Meeting
from salesdash.charts.figure import Headline
from salesdash.charts.rows import number
from salesdash.figures import overview
from salesdash.figures.actions.effect import value_now
from salesdash.figures.comparison import day_name, in_view
from salesdash.figures.lights.current import standings
from salesdash.figures.lights.wording import value_words
from salesdash.figures.targets import meeting_line
from salesdash.figures.targets.projections import projections
from salesdash.period import Period
from salesdash.scope import Filters, Met, Scope
from salesdash.text import BLANK, Text
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask

# 元; a sum of rows reckoned in another order may differ by less
LEAST = 0.005
NO_TARGET = Text("无", "none")
NEW_TARGET = Text("目标由 {before} 改为 {now}。", "The target went from {before} to {now}.")
# its parts were changed, or the working days by which they are counted: from the figures that cannot be told
NEW_PART = Text(
    "目标总额没变，到{day}应完成的数变动 {moved}。",
    "The target is the same; its part due by {day} moved by {moved}.",
)


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """The line of the meeting in figures: what the period brought by a day, in 元, of the days and members for which
    there are targets; `target` is that of the whole period and `ahead` what was reached beyond its part to date,
    None without targets. `plain` are all sales, whatever targets there are; None where a meeting kept none."""

    period: Period
    as_of: date
    filters: Filters
    sold: float | None
    target: float | None
    ahead: float | None
    plain: float | None = None

    @property
    def planned(self) -> float | None:
        """What was to be reached by then."""
        return None if self.ahead is None or self.sold is None else self.sold - self.ahead

    @property
    def reached(self) -> float | None:
        """The share of the whole period's target."""
        return None if not self.target or self.sold is None else self.sold / self.target

    def is_of_the_same(self, other: FrozenLine) -> bool:
        """Whether both look at one period and one selection."""
        return (self.period, self.filters) == (other.period, other.filters)


def line_of(ask: Ask, scope: Scope) -> FrozenLine:
    """The line as it stands."""
    scope = in_view(scope)
    plain = number(ask(["sales"], [], scope)["sales"].iloc[0])
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    paced = meeting_line.pace_of(ask, scope) if period.start <= scope.as_of else None
    if paced is None:
        return FrozenLine(period, scope.as_of, scope.filters, plain, None, None, plain)
    pace = paced.pace
    return FrozenLine(
        period, scope.as_of, scope.filters, pace.actual, pace.target, pace.ahead, plain
    )


def freeze(ask: Ask, scope: Scope, actions: Sequence[Action]) -> dict[str, Any]:
    """All that the minutes tell in figures, as plain values: the line, its projections, the lights, the cards, the
    figures of the promises, and to which day each dataset reaches."""
    if not ask.coverage:
        return {}
    line, seen = line_of(ask, scope), in_view(scope)
    cards = overview.cards(ask, seen)
    values = ask([card.key for card in cards], [], seen).iloc[0]
    verdict = meeting_line.headline(ask, scope)
    return {
        "line": {
            "period": str(line.period), "as_of": str(line.as_of), "sold": line.sold,
            "target": line.target, "ahead": line.ahead, "plain": line.plain,
            "filters": [[by, list(members)] for by, members in line.filters],
            "light": verdict.light, "words": _both(Headline(verdict.sentence, verdict.light, verdict.state).text),
        },
        "projections": {one.rule: one.value for one in projections(ask, seen) if not one.is_wild},
        "lights": {
            one.metric.key: {
                "light": one.verdict.light, "value": one.value,
                "words": _both(value_words(one, scope.scale)), "name": _both(one.metric.name),
            }
            for one in standings(ask, scope)
            if one.verdict.light != "grey"
        },
        "cards": [
            {"key": card.key, "name": _both(card.title), "words": _both(card.value)}
            for card in cards
        ],
        "figures": {
            str(key): value for key, one in values.items() if (value := number(one)) is not None
        },
        "promises": {str(one.action_id): value_now(ask, one) for one in actions},
        "days": {key: str(c.last_day) for key, c in ask.coverage.items() if c.last_day},
    }  # fmt: skip


def frozen_line(meeting: Meeting | None) -> FrozenLine | None:
    """The line that a closed meeting kept; None where there is no meeting or it had no data."""
    kept = meeting.frozen.get("line") if meeting else None
    if not kept:
        return None
    filters = tuple((by, tuple(members)) for by, members in kept["filters"])
    return FrozenLine(
        Period.parse(kept["period"]), date.fromisoformat(kept["as_of"]), filters,
        kept["sold"], kept["target"], kept["ahead"],
        # of a meeting that kept it not: without targets it is what was sold
        kept.get("plain", kept["sold"] if kept["target"] is None else None),
    )  # fmt: skip


def met_of(meeting: Meeting | None) -> Met | None:
    """A closed meeting as something to compare with; None where there is none, or it had no data."""
    line = frozen_line(meeting)
    if meeting is None or line is None:
        return None
    # one that kept no figures of the cards kept the line at least
    sales = {} if line.plain is None else {"sales": line.plain}
    figures = meeting.frozen.get("figures", sales)
    return Met(line.as_of, line.period, line.filters, tuple(sorted(figures.items())))


@dataclass(frozen=True, slots=True)
class Since:
    """How what was sold by a meeting became what is sold now, in 元: `then` as it was frozen, `today` the same
    question about the same day as the data answer it now."""

    then: float
    today: float
    now: float

    @property
    def corrected(self) -> float:
        """What later data changed about the days before the meeting."""
        difference = self.today - self.then
        return difference if abs(difference) >= LEAST else 0.0

    @property
    def sold(self) -> float:
        """What was sold after the day of that meeting."""
        return self.now - self.today


def today_of(ask: Ask, scope: Scope, then: FrozenLine) -> FrozenLine | None:
    """The question of a meeting about its day, as the data answer it now; None where there are none any more."""
    if not ask.coverage:
        return None
    day = min(then.as_of, ask.as_of)
    return line_of(ask, replace(scope, as_of=day, period=then.period, filters=then.filters))


def since(then: FrozenLine, today: FrozenLine | None, now: FrozenLine) -> Since | None:
    """What was sold since a meeting, corrections of the days before it apart: sales alone, as targets that were
    loaded or changed meanwhile are neither. None where the two look at different periods or selections, or nothing
    was known."""
    if today is None or not then.is_of_the_same(now):
        return None
    lines = (then, today, now)
    sold = [one.plain for one in lines]
    if then.plain is None and not retargeted(then, today):
        sold = [one.sold for one in lines]
    before, same_day, by_now = sold
    if before is None or same_day is None or by_now is None:
        return None
    return Since(before, same_day, by_now)


def retargeted(then: FrozenLine, today: FrozenLine) -> bool:
    """Whether the target of the period or its part to date is another than it was at the meeting."""
    return _differ(then.target, today.target) or _differ(then.planned, today.planned)


def restated(then: FrozenLine, today: FrozenLine, moved: Since) -> FrozenLine | None:
    """The line of a meeting by the targets of today, to be set beside what is reached by them now; None where
    corrections cannot be told by what there are targets for."""
    if not retargeted(then, today):
        return then
    if today.sold is None or (moved.corrected and _differ(today.sold, today.plain)):
        return None
    ahead = None if today.ahead is None else today.ahead - moved.corrected
    return replace(then, sold=today.sold - moved.corrected, target=today.target, ahead=ahead)


def target_words(then: FrozenLine, today: FrozenLine, scope: Scope) -> Text:
    """That the target, or its part due by the day of the meeting, is another than it was then; blank where neither
    is."""
    if _differ(then.target, today.target):
        before, now = (
            NO_TARGET if one.target is None else write(one.target, MONEY, scope.scale)
            for one in (then, today)
        )
        return NEW_TARGET.format(before=before, now=now)
    if then.planned is None or today.planned is None or not retargeted(then, today):
        return BLANK
    moved = write(today.planned - then.planned, MONEY, scope.scale, signed=True)
    return NEW_PART.format(day=day_name(then.as_of), moved=moved)


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) >= LEAST


def frozen_words(kept: Mapping[str, Any] | None, key: str = "words") -> Text:
    """Words as they were frozen, in both languages."""
    zh, en = (kept or {}).get(key, ("", ""))
    return Text(zh, en)


def _both(words: Text) -> list[str]:
    return [words.zh, words.en]
