"""Which channel earns its cost?"""

import streamlit as st

from salesdash.figures import channels, price_conflicts, promotions
from salesdash.ui import running_spend
from salesdash.ui.screen import PageEnds, open_screen

screen = open_screen("channels")
ask, scope = screen.ask, screen.scope

answer = st.container()
choices = channels.choices(ask)
if not channels.has_channels(ask):
    screen.show(channels.without_channels(scope, choices))
if not choices:
    with answer:
        screen.headline(screen.say(channels.NOT_COMPARABLE))
    raise PageEnds
by = screen.choose("compare_by", channels.COMPARED_BY, choices)
with answer:
    screen.headline(screen.answer(channels.headline, by))

screen.show(screen.answer(channels.ranking_table, by))
running_spend.choice(screen)
returns, sales = screen.answer(channels.roi_ranking, by), screen.answer(channels.sales_ranking, by)
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
screen.show(screen.answer(channels.trends, by))
