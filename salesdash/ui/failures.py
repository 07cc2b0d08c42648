"""What went wrong, said in one calm sentence; a bug goes into the log with its trace."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from salesdash import journal
from salesdash.errors import SalesdashError
from salesdash.text import Lang, Text
from salesdash.ui.markdown import safe
from salesdash.warehouse.database import workspace

LOG = logging.getLogger("salesdash")
BUG = Text(
    "这一部分出了意外，其他部分不受影响。详情已记入日志：{log}",
    "Something unexpected happened here; the rest is not affected. The log has the details: {log}",
)


@contextmanager
def told(lang: Lang) -> Iterator[None]:
    """Show what the user can put right; log the rest and say so."""
    try:
        yield
    except SalesdashError as error:
        st.error(safe(error.message[lang]), icon=":material/error:")
    except Exception:
        LOG.exception("while drawing it")
        st.error(safe(BUG.format(log=workspace() / journal.FILE)[lang]), icon=":material/error:")
