"""What a page asked when it was last shown it asks again, of another period or filter: all of that at once, side by
side, while the page is still about its first answer: what took longest first. Each is found out once, whoever asks
first.
"""

from __future__ import annotations

import time
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
    """The questions of one run of a page, in their order, and how long it waited for each, in seconds."""

    scope: Scope
    waited: dict[Asked, float] = field(default_factory=dict)

    @contextmanager
    def note(
        self, scope: Scope, question: Question, more: tuple[Any, ...], named: dict[str, Any]
    ) -> Iterator[None]:
        """Keep in mind what can be asked of another scope too: no answer of this one is part of it."""
        begun = time.perf_counter()
        yield
        if replace(scope, filters=self.scope.filters) != self.scope:
            return
        if all(isinstance(one, (str, bool, type(None))) for one in (*more, *named.values())):
            filters = None if scope == self.scope else scope.filters
            one = Asked(question, more, tuple(named.items()), filters)
            self.waited[one] = time.perf_counter() - begun


@st.cache_resource(show_spinner=False)
def _of_anybody() -> dict[str, tuple[Scope, dict[Asked, float]]]:
    """What each page asked last, whoever had it on the screen, and how long one ever waited for it."""
    return {}


@contextmanager
def asked(ask: Ask, page: str, scope: Scope) -> Iterator[Round]:
    """A round of a page, and its last one asked ahead; whoever leaves it early waits for what is being asked."""
    mine = st.session_state.setdefault(_LAST, {})
    before, last = mine.get(page) or _of_anybody().get(page) or (scope, {})
    round_ = Round(scope)
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ahead") as threads:
        for one in sorted(last, key=lambda one: -last[one]):
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
            if round_.waited:
                waited = {one: max(s, last.get(one, 0.0)) for one, s in round_.waited.items()}
                mine[page] = _of_anybody()[page] = (scope, waited)
