"""What each tier is promised and who is behind; where another owner would serve better, who then takes over with a
click; what one owner hands over."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from salesdash.errors import SalesdashError
from salesdash.figures.customers.service import service_plan
from salesdash.text import Text
from salesdash.ui.figure.lines import Act
from salesdash.ui.screen import LIST, Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.customers import OWNER, decide

TAKE_OVER, TAKES_OVER = (
    Text("换人", "Change"),
    Text(
        "由建议的负责人接手，从数据日起算，可在“全部客户”里改回。",
        "The one proposed takes over from the day of the data; All customers takes it back.",
    ),
)
TAKEN = Text("{customer}改由{owner}负责", "{owner} now looks after {customer}")
WARNED_ONLY = Text(
    "{customer}：没有建议的接手人，先提醒负责人联系。",
    "{customer}: nobody is proposed; have the owner make contact first.",
)
WHY = Text(
    "{n} 天没有联系，原由{owner}负责", "Not contacted for {n} {n:day|days}; {owner} looked after it"
)


def show(screen: Screen) -> None:
    """The plan by tier with the load of each owner, who needs another owner, or one owner's list."""
    part = screen.choose("served", service_plan.MORE, service_plan.VIEWS, is_plain=True)
    if part == "plan":
        screen.show(screen.answer(service_plan.table), in_low_rows=True)
        screen.row(screen.answer(service_plan.load))
    elif part == "changes":
        _changes(screen)
    elif owners := screen.answer(service_plan.owners):
        owner = screen.choose("owner_of", service_plan.WHOSE, owners, as_list=True, is_plain=True)
        screen.row(screen.answer(service_plan.hand_over, owner), height=LIST)
    else:
        screen.note(service_plan.NO_OWNER)


def _changes(screen: Screen) -> None:
    lang, figure = screen.lang, screen.answer(service_plan.changes)
    if figure.is_empty:
        screen.show(figure)
        return
    rows = figure.frame.to_dict("records")
    take = Act("owner", TAKE_OVER[lang], TAKES_OVER[lang], ":material/swap_horiz:",
               lambda row: _hand_on(screen, rows[row]))  # fmt: skip
    screen.show(figure, acts=[take])


def _hand_on(screen: Screen, row: Mapping[Hashable, Any]) -> None:
    """Let the one proposed look after the customer from now on; kept with what was before and why."""
    customer, proposed = str(row["customer"]), row["proposed"]
    words = {"customer": customer, "owner": proposed}
    if not proposed:
        st.toast(safe(screen.say(WARNED_ONLY.format(**words))), icon=":material/info:")
        return
    reason = screen.say(WHY.format(n=int(row["silent_for"]), owner=row["owner"]))
    try:
        decide(
            screen.warehouse,
            customer,
            OWNER,
            proposed,
            reason=reason,
            since=screen.scope.as_of,
            by=who(),
        )
    except SalesdashError as error:
        st.toast(safe(screen.say(error.message)), icon=":material/error:")
    else:
        st.toast(safe(screen.say(TAKEN.format(**words))), icon=":material/check:")
