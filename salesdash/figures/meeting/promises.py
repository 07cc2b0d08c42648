"""The promises that are due at a meeting, one at a time: whose, what, the figure then and now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from salesdash.catalog.actions import FIELD_NAMES, Action
from salesdash.catalog.meetings import KINDS, OUTCOMES, Entry, Meeting, Outcome
from salesdash.charts.figure import Card, Figure, Headline
from salesdash.figures.actions import board, effect
from salesdash.figures.comparison import capital, day_name
from salesdash.figures.kpis.kpi_trend import trend
from salesdash.figures.lights.current import standings
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.warehouse.questions.ask import Ask

ABOUT = "action.{}"
SAID = Text("{n} 项承诺到期", "{n} {n:promise is|promises are} due")
NONE_DUE = Text("没有到期的承诺", "No promise is due")
OVERDUE = Text("已过期 {n} 天", "{n} {n:day|days} overdue")
TODAY = Text("今天到期", "due today")
TIMES = Text("第 {n} 次延期", "put off {n:once|{n} times}")
OF = Text("第 {nth} / {n} 项", "{nth} of {n}")
DONE_WHEN = Text("怎样算完成：{words}。", "Done when: {words}.")
EXPECTED = Text("预期效果：{words}。", "Expected: {words}.")


def due(actions: Sequence[Action], outcomes: Mapping[str, Entry], as_of: date) -> list[Action]:
    """Those open by their day, and those that the meeting has dealt with already; in an order that the meeting
    does not change while it goes on."""
    promised = [
        one
        for one in actions
        if ABOUT.format(one.action_id) in outcomes
        or (one.is_open and one.due is not None and one.due <= as_of)
    ]
    return sorted(promised, key=lambda one: one.action_id)


def touched(action: Action, outcome: Outcome, meeting: Meeting) -> Action:
    """The promise as the outcome leaves it: kept on this day, dropped, or due by the next meeting of its kind."""
    day = meeting.frame.as_of
    if outcome == "kept":
        return replace(action, status="done", done_on=day)
    if outcome == "dropped":
        return replace(action, status="dropped")
    again = KINDS[meeting.kind].due(day)
    return replace(action, status="open", due=max(again, action.due or again))


def entry(ask: Ask, action: Action, outcome: Outcome) -> Entry:
    """The line of the minutes: the promise, whose it is, and its figure then and now."""
    return Entry(
        ABOUT.format(action.action_id), plain(action.title), outcome, action.owner,
        action.action_id, facts=facts(ask, action),
    )  # fmt: skip


def facts(ask: Ask, action: Action) -> dict[str, Any]:
    """What its figure was when it was promised and is now."""
    then, now = effect.then_words(action), effect.now_words(ask, action)
    return {"then": [then.zh, then.en], "now": [now.zh, now.en]} if now else {}


def headline(action: Action, scope: Scope, times: int, outcome: Outcome | None) -> Headline:
    """What was promised, and how it stands by its day."""
    late = (scope.as_of - action.due).days if action.due else 0
    if outcome:
        light = "green" if outcome == "kept" else "grey" if outcome == "dropped" else "amber"
        return Headline(plain(action.title), light, OUTCOMES[outcome], _more(action))
    state = OVERDUE.format(n=late) if late > 0 else TODAY
    if times:
        state = state + Text("，", ", ") + TIMES.format(n=times)
    return Headline(
        plain(action.title), "red" if late > 0 else "amber", capital(state), _more(action)
    )


def _more(action: Action) -> Text:
    parts = [
        words.format(words=plain(value))
        for words, value in ((DONE_WHEN, action.done_when), (EXPECTED, action.effect))
        if value
    ]
    return join(parts, zh="", en=" ") if parts else BLANK


def cards(ask: Ask, action: Action, times: int) -> list[Card]:
    """Its day, what it is about, and its figure then and now."""
    all_cards = [
        Card("due", FIELD_NAMES["due"], day_name(action.due) if action.due else BLANK,
             against=TIMES.format(n=times) if times else BLANK),
    ]  # fmt: skip
    if about := board.about(replace(action, kpi=None)):
        all_cards.append(Card("about", board.ABOUT, about))
    if action.kpi in board.kpis():
        kpi = board.kpis()[action.kpi]
        all_cards.append(
            Card("then", FIELD_NAMES["value_then"], effect.then_words(action), against=kpi)
        )
        all_cards.append(Card("now", board.NOW, effect.now_words(ask, action), against=kpi))
    return all_cards


def proof(ask: Ask, scope: Scope, action: Action) -> list[Figure]:
    """Whom or what it is about beside the rest, around the day of the promise; of all the company, the course of its
    KPI; nothing without a KPI."""
    if action.link_by:
        return effect.figures(ask, scope, action)
    lights = standings(ask, scope) if ask.coverage and action.kpi else []
    standing = next((one for one in lights if one.metric.key == action.kpi), None)
    return [trend(ask, scope, standing)] if standing else []
