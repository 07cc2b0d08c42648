"""One warehouse per server, and answers kept for as long as the data stays the same."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import streamlit as st

from salesdash import journal, upkeep
from salesdash.figures.cache import Cache
from salesdash.figures.foresight import foresee
from salesdash.incoming.inbox_folder import Inbox, watch
from salesdash.incoming.watch import evaluate_calmly
from salesdash.push import rounds
from salesdash.units import keep_money_in
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse, workspace
from salesdash.warehouse.typed.rates import currency
from salesdash.warehouse.typed.register import Register


@st.cache_resource(show_spinner=False)
def warehouse() -> Warehouse:
    """The store, opened when it is first used, and anew whenever it could not be."""
    journal.keep(workspace(), aloud=True)
    return Warehouse(workspace(), at_once=False)


@st.cache_resource(show_spinner=False)
def inbox() -> Inbox:
    """The inbox of the workspace, looked into for as long as the server runs; and from then on whoever
    wants to be told of new data is."""
    rounds.begin(warehouse())
    return watch(warehouse(), upkeep.ERRANDS)


@contextmanager
def asking(*, by_engine: bool = True) -> Iterator[Ask]:
    """Answers about one state of the data, so that nobody sees half of what another imports.

    The same question about the same state is put to the database once.
    """
    _evaluated(warehouse().version, Register(warehouse()).edition)
    with warehouse().state(by_engine=by_engine) as state:
        memory = _memory(state.version)

        def answer(sql: str, values: tuple[Any, ...]) -> pd.DataFrame:
            frame = memory.keep((sql, values), lambda: state.query(sql, values))
            return frame.copy(deep=False)  # pandas copies on writing

        keep_money_in(memory.keep("currency", lambda: currency(warehouse())))
        yield Ask(answer, memory.keep, foresee)


@st.cache_resource(show_spinner=False, max_entries=2)
def _evaluated(version: int, edition: int) -> None:  # noqa: ARG001
    """Triggers are evaluated once for all that was imported, edited or taken out."""
    evaluate_calmly(warehouse())


@st.cache_resource(show_spinner=False, max_entries=2)
def _memory(version: int) -> Cache:  # noqa: ARG001
    return Cache()


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once, when all is loaded: what stays for good is not looked through for garbage again."""
    gc.collect()
    gc.freeze()
