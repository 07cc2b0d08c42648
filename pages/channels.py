"""Which channel earns its cost?"""

import streamlit as st

from salesdash.figures.channels import (
    answer,
    brought,
    courses,
    online_offline,
    side_by_side,
    whole,
)
from salesdash.figures.channels.condition import reviews
from salesdash.figures.channels.money_table import money_table
from salesdash.figures.channels.operations import (
    delivery,
    floor_prices,
    market_coverage,
    price_conflicts,
    promotions,
    purposes,
    stock,
)
from salesdash.ui.channels import budget_desk, condition_desk, findings_desk, kinds, moment_desk
from salesdash.ui.figure.missing import lacking
from salesdash.ui.screen import BELOW_CHOICES, BELOW_SENTENCES, PageEnds, open_screen
from salesdash.ui.settings import running_spend


def table() -> None:
    running_spend.choice(screen)
    screen.show(screen.answer(side_by_side.ranking_table, by))
    kinds.link(screen)


def online() -> None:
    kinds.link(screen)
    if why := screen.answer(online_offline.unavailable):
        screen.show(why)
        return
    screen.show(screen.answer(online_offline.sides))
    screen.row(screen.answer(online_offline.course))


def events() -> None:
    if conflicts := screen.answer(price_conflicts.in_prices):
        screen.show(conflicts)
    screen.show(screen.answer(floor_prices.below, by))
    if campaigns := screen.answer(promotions.in_money):
        screen.show(campaigns)


def goods() -> None:
    screen.row(*screen.answer(delivery.figures, by), height=BELOW_SENTENCES)
    screen.show(screen.answer(delivery.table, by))
    screen.row(
        screen.answer(stock.turnover, by), screen.answer(stock.course), height=BELOW_SENTENCES
    )


def coverage() -> None:
    screen.row(screen.answer(brought.brought))
    screen.row(screen.answer(market_coverage.where, by), screen.answer(purposes.by_purpose, by))
    screen.show(screen.answer(market_coverage.table, by))


screen = open_screen("channels")
ask = screen.ask

top = st.container()
choices = side_by_side.choices(ask)
if not choices:
    screen.headline(screen.answer(whole.headline))
    returns = screen.answer(whole.returns_by_month)
    if returns.is_empty:
        lacking(side_by_side.NEEDED, screen.lang, at="channels")
        screen.would_show()
        raise PageEnds
    screen.cards(screen.answer(answer.cards))
    told = screen.answer(brought.brought)
    spent_on = screen.answer(whole.spend_by_channel)
    if told:
        screen.row(told, returns, weights=(3, 2))
        screen.row(spent_on)
    else:
        screen.row(returns, spent_on)
    raise PageEnds
with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
    by = screen.choose("compare_by", side_by_side.COMPARED_BY, choices, is_plain=True)
    screen.note(screen.answer(answer.rests_on, by))
with top:
    screen.headline(screen.answer(answer.headline, by))
    screen.cards(screen.answer(answer.cards))

money = screen.answer(money_table, by)
screen.row(
    money,
    screen.answer(answer.second, by),
    weights=(7, 3) if len(money.columns) > 6 else (3, 2),
    height=BELOW_CHOICES,
)
screen.note(screen.answer(reviews.overdue, by))
views = {
    "diagnosis": lambda: findings_desk.show(screen, by),
    "table": table,
    "trends": lambda: screen.show(screen.answer(courses.trends, by)),
    "health": lambda: condition_desk.show(screen, by),
    "shift": lambda: budget_desk.show(screen, by),
    "before": lambda: moment_desk.show(screen, by),
    "online": online,
    "events": events,
    "delivery": goods,
    "coverage": coverage,
}
views[screen.choose("more", side_by_side.MORE, side_by_side.MORE_VIEWS, is_plain=True)]()
