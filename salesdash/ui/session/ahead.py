"""What a page asked when it was last shown it asks again, of another period or filter: all of that at once, side by
side, while the page is still about its first answer. Each is found out once, whoever asks first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import streamlit as st

from salesdash.figures.report.answered import answered
from salesdash.scope import Filters, Scope
from salesdash.warehouse.questions.ask import Ask

AT_ONCE = 2  # beside the page itself; each query is shared out over all processors as it is
_LAST = "_asked_last"
Question = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a page, in its scope or filtered otherwise."""

    question: Question
    more: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]
    filters: Filters | None


@dataclass(frozen=True, slots=True)
class Round:
    """The questions of one run of a page, in their order."""

    scope: Scope
    asked: dict[Asked, None] = field(default_factory=dict)

    def note(
        self, scope: Scope, question: Question, more: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        """Keep in mind what can be asked of another scope too: no answer of this one is part of it."""
        if replace(scope, filters=self.scope.filters) != self.scope:
            return
        if all(isinstance(one, (str, bool, type(None))) for one in (*more, *named.values())):
            filters = None if scope == self.scope else scope.filters
            self.asked[Asked(question, more, tuple(named.items()), filters)] = None


@st.cache_resource(show_spinner=False)
def _of_anybody() -> dict[str, tuple[Scope, list[Asked]]]:
    """What each page asked last, whoever had it on the screen."""
    return {}


@contextmanager
def asked(ask: Ask, page: str, scope: Scope) -> Iterator[Round]:
    """A round of a page, and its last one asked ahead; whoever leaves it early waits for what is being asked."""
    mine = st.session_state.setdefault(_LAST, {})
    before, last = mine.get(page) or _of_anybody().get(page) or (scope, [])
    round_ = Round(scope)
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ahead") as threads:
        for one in last:
            if one.filters is None or before.filters == scope.filters:
                about = scope if one.filters is None else replace(scope, filters=one.filters)
                threads.submit(
                    copy_context().run,
                    partial(answered, ask, about, one.question, *one.more, **dict(one.named)),
                )
        try:
            yield round_
        finally:
            threads.shutdown(cancel_futures=True)
            if round_.asked:
                mine[page] = _of_anybody()[page] = (scope, list(round_.asked))
