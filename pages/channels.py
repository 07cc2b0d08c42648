"""Which channel earns its cost?"""

import streamlit as st

from salesdash.figures import channels
from salesdash.ui.screen import open_screen

screen = open_screen("channels")
ask, scope = screen.ask, screen.scope

answer = st.container()
choices = channels.choices(ask)
if not channels.has_channels(ask):
    screen.show(channels.without_channels(scope, choices))
if not choices:
    with answer:
        screen.headline(screen.say(channels.NOT_COMPARABLE))
    st.stop()
by = screen.choose("compare_by", channels.COMPARED_BY, choices)
with answer:
    screen.headline(channels.headline(ask, scope, by))

screen.show(channels.ranking_table(ask, scope, by))
returns, sales = channels.roi_ranking(ask, scope, by), channels.sales_ranking(ask, scope, by)
if returns.is_empty:
    screen.show(sales)
    screen.show(returns)
else:
    left, right = st.columns(2)
    with left:
        screen.show(returns)
    with right:
        screen.show(sales)
screen.show(channels.trends(ask, scope, by))
