"""A question about the data and a scope, answered once: on its page and in a report alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask

P = ParamSpec("P")
T = TypeVar("T")


def answered(
    ask: Ask,
    scope: Scope,
    question: Callable[Concatenate[Ask, Scope, P], T],
    *more: P.args,
    **named: P.kwargs,
) -> T:
    """What the question finds, kept where there is a memory; said in either language."""
    key = (question.__module__, question.__qualname__, scope, more, *named.items())
    return ask.keep(key, lambda: question(ask, scope, *more, **named))
