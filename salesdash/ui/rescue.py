"""A store that cannot be opened or read: instead of any page, why, and its backups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from salesdash.errors import FullError, HeldError, LackingError, StoreError
from salesdash.text import Lang
from salesdash.ui.session import failures, store
from salesdash.ui.session.markdown import safe
from salesdash.ui.settings import backups_desk


@contextmanager
def offered(lang: Lang) -> Iterator[None]:
    """Around all of a visit. What passes by itself (held, full) goes on to who tells it."""
    backups_desk.tell(lang)
    try:
        with failures.covered():
            yield
    except (HeldError, FullError):
        raise
    except StoreError as error:
        st.error(safe(error.message[lang]), icon=":material/database_off:")
        backups_desk.rescue(store.warehouse(), lang, lacks=isinstance(error, LackingError))
