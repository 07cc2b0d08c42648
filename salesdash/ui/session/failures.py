"""What went wrong, said in one calm sentence; a bug goes into the log with its trace."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from salesdash import journal
from salesdash.errors import DamagedError, EngineError, SalesdashError
from salesdash.text import Lang, Text
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.store.database import workspace

LOG = logging.getLogger("salesdash")
BUG = Text(
    "这一部分出了意外，其他部分不受影响。详情已记入日志：{log}",
    "Something unexpected happened here; the rest is not affected. The log has the details: {log}",
)


_is_covered: ContextVar[bool] = ContextVar("_is_covered", default=False)


@contextmanager
def covered() -> Iterator[None]:
    """Let a damaged store, or an engine that fails, end the whole page: a sentence in each part of it would be no
    way out."""
    before = _is_covered.set(True)
    try:
        yield
    finally:
        _is_covered.reset(before)


@contextmanager
def shown(lang: Lang) -> Iterator[None]:
    """Show what the user can put right; log the rest and say so."""
    try:
        yield
    except SalesdashError as error:
        if isinstance(error, DamagedError | EngineError) and _is_covered.get():
            raise
        st.error(safe(error.message[lang]), icon=":material/error:")
    except Exception:
        LOG.exception("while drawing it")
        st.error(safe(bug()[lang]), icon=":material/error:")


def bug() -> Text:
    """What is said of what nobody thought of."""
    return BUG.format(log=workspace() / journal.FILE)
