"""Which channel earns its cost?"""

import streamlit as st

from salesdash.figures.channels import price_conflicts, promotions, side_by_side
from salesdash.ui.screen import PageEnds, open_screen
from salesdash.ui.settings import running_spend

screen = open_screen("channels")
ask, scope = screen.ask, screen.scope

answer = st.container()
choices = side_by_side.choices(ask)
if not side_by_side.has_channels(ask):
    screen.show(side_by_side.without_channels(scope, choices))
if not choices:
    with answer:
        screen.headline(side_by_side.NOT_COMPARABLE)
    raise PageEnds
by = screen.choose("compare_by", side_by_side.COMPARED_BY, choices)
with answer:
    screen.headline(screen.answer(side_by_side.headline, by))

screen.show(screen.answer(side_by_side.ranking_table, by))
running_spend.choice(screen)
returns, sales = (
    screen.answer(side_by_side.roi_ranking, by),
    screen.answer(side_by_side.sales_ranking, by),
)
if returns.is_empty:
    screen.show(sales)
    screen.show(returns)
else:
    left, right = st.columns(2)
    with left:
        screen.show(returns)
    with right:
        screen.show(sales)
screen.show_some(screen.answer(price_conflicts.in_prices), screen.answer(promotions.in_money))
screen.show(screen.answer(side_by_side.trends, by))
