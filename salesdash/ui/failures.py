"""What went wrong, said in one calm sentence; a bug goes into the log with its trace."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from salesdash.errors import SalesdashError
from salesdash.text import Lang, Text
from salesdash.ui.markdown import safe

LOG = logging.getLogger("salesdash")
BUG = Text(
    "这一部分出了意外，已记入日志；其他部分不受影响。",
    "Something unexpected happened here and was logged; the rest is not affected.",
)


@contextmanager
def told(lang: Lang) -> Iterator[None]:
    """Show what the user can put right; log the rest and say so."""
    try:
        yield
    except SalesdashError as error:
        st.error(safe(error.message[lang]), icon=":material/error:")
    except Exception:
        LOG.exception("while drawing a page")
        st.error(safe(BUG[lang]), icon=":material/error:")
