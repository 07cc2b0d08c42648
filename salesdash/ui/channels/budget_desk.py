"""Which part of whose budget goes to whom, over which months; kept in the address."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.dimensions import member_name
from salesdash.figures.channels.budget import shift
from salesdash.figures.channels.budget.budgets import AHEAD, BudgetMove, ahead, budgets
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.address import bind_one

MONTHS = Text("时间", "Over")
FROM, TO = Text("从", "From"), Text("挪给", "To")
SHARE = Text("挪动比例", "Part moved")
_SHARE = "move_share"


def show(screen: Screen, by: str) -> None:
    """What the last spend brought each, and what the move that is chosen would bring; why not, where it
    cannot be told."""
    if why := screen.answer(shift.unavailable, by):
        screen.show(why)
        return
    move = _choose(screen, by)
    screen.row(screen.answer(shift.next_yuan, by, move), screen.answer(shift.best, by, move.months))
    screen.show(screen.answer(shift.effect, by, move))


def _choose(screen: Screen, by: str) -> BudgetMove:
    """The move that is looked at; until somebody chooses, the one that brings most."""
    over, giving, taking, part = st.columns([2, 2, 2, 3], vertical_alignment="bottom")
    with over:
        names = {key: AHEAD[key] for key in ahead(screen.scope)}
        months = screen.choose("move_over", MONTHS, names, as_list=True)
    spending = screen.answer(budgets, by, months)
    called = {member: member_name(by, member) for member in sorted(spending.members)}
    best = screen.answer(shift.proposed, by, months)
    with giving:
        giver = screen.choose("move_from", FROM, called, best.giver, as_list=True)
    others = {member: name for member, name in called.items() if member != giver}
    best = screen.answer(shift.proposed, by, months, giver)
    with taking:
        taker = screen.choose("move_to", TO, others, best.taker, as_list=True)
    best = screen.answer(shift.proposed, by, months, giver, taker)
    with part:
        most = spending.most_share(giver, taker, screen.ask.rules["shift_most"])
        return BudgetMove(giver, taker, _share(screen, best.share, most), months)


def _share(screen: Screen, proposed: float, most: float) -> float:
    """The part of the giver's budget, in whole percents up to `most`."""
    last = round(most * 100)
    bind_one(_SHARE, round(proposed * 100), lambda words: _is_percent(words, last), int)
    picked: int = st.slider(screen.say(SHARE), 0, last, key=_SHARE, format="%d%%")
    return picked / 100


def _is_percent(words: str, most: int) -> bool:
    return words.isascii() and words.isdigit() and int(words) <= most
