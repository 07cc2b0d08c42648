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
from salesdash.figures.comparison import in_view
from salesdash.figures.lights.current import standings
from salesdash.figures.lights.wording import value_words
from salesdash.figures.targets import meeting_line
from salesdash.figures.targets.projections import projections
from salesdash.period import Period
from salesdash.scope import Filters, Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask

# 元; a sum of rows reckoned in another order may differ by less
LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Line:
    """The line of the meeting in figures: what the period brought by a day, in 元; `target` is that of the whole
    period and `ahead` what was reached beyond its part to date, None without targets."""

    period: Period
    as_of: date
    filters: Filters
    sold: float | None
    target: float | None
    ahead: float | None

    @property
    def reached(self) -> float | None:
        """The share of the whole period's target."""
        return None if not self.target or self.sold is None else self.sold / self.target

    def is_of_the_same(self, other: Line) -> bool:
        """Whether both look at one period and one selection."""
        return (self.period, self.filters) == (other.period, other.filters)


def line_of(ask: Ask, scope: Scope) -> Line:
    """The line as it stands; of the days for which there are targets, where there are any."""
    scope = in_view(scope)
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    paced = meeting_line.pace_of(ask, scope) if period.start <= scope.as_of else None
    if paced is None:
        sold = number(ask(["sales"], [], scope)["sales"].iloc[0])
        return Line(period, scope.as_of, scope.filters, sold, None, None)
    pace = paced.pace
    return Line(period, scope.as_of, scope.filters, pace.actual, pace.target, pace.ahead)


def freeze(ask: Ask, scope: Scope, actions: Sequence[Action]) -> dict[str, Any]:
    """All that the minutes tell in figures, as plain values: the line, its projections, the lights, the cards, the
    figures of the promises, and to which day each dataset reaches."""
    if not ask.coverage:
        return {}
    line, seen = line_of(ask, scope), in_view(scope)
    said = meeting_line.headline(ask, scope)
    return {
        "line": {
            "period": str(line.period), "as_of": str(line.as_of), "sold": line.sold,
            "target": line.target, "ahead": line.ahead,
            "filters": [[by, list(members)] for by, members in line.filters],
            "light": said.light, "words": _both(Headline(said.sentence, said.light, said.state).text),
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
            for card in overview.cards(ask, scope)
        ],
        "promises": {str(one.action_id): value_now(ask, one) for one in actions},
        "days": {key: str(c.last_day) for key, c in ask.coverage.items() if c.last_day},
    }  # fmt: skip


def frozen_line(meeting: Meeting | None) -> Line | None:
    """The line that a closed meeting kept; None where there is no meeting or it had no data."""
    kept = meeting.frozen.get("line") if meeting else None
    if not kept:
        return None
    filters = tuple((by, tuple(members)) for by, members in kept["filters"])
    return Line(
        Period.parse(kept["period"]), date.fromisoformat(kept["as_of"]), filters,
        kept["sold"], kept["target"], kept["ahead"],
    )  # fmt: skip


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


def corrected(ask: Ask, scope: Scope, then: Line) -> float | None:
    """By how much later data moved what a meeting froze, in 元; None where nothing can be asked any more."""
    if then.sold is None or not ask.coverage:
        return None
    asked = replace(
        scope, as_of=min(then.as_of, ask.as_of), period=then.period, filters=then.filters
    )
    today = line_of(ask, asked).sold
    return None if today is None else Since(then.sold, today, today).corrected


def since(ask: Ask, scope: Scope, then: Line, now: Line) -> Since | None:
    """What was sold since a meeting, corrections of the days before it apart; None where the two look at
    different periods or selections, or nothing was known."""
    if then.sold is None or now.sold is None or not then.is_of_the_same(now):
        return None
    moved = corrected(ask, scope, then)
    return None if moved is None else Since(then.sold, then.sold + moved, now.sold)


def frozen_words(kept: Mapping[str, Any] | None, key: str = "words") -> Text:
    """Words as they were frozen, in both languages."""
    zh, en = (kept or {}).get(key, ("", ""))
    return Text(zh, en)


def _both(words: Text) -> list[str]:
    return [words.zh, words.en]
