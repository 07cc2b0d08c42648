"""Figures as somebody hears them: what a module answers, said in the language of whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from inspect import isfunction
from types import SimpleNamespace
from typing import Any

from salesdash.charts.figure import Card, Figure, Headline
from salesdash.scope import Scope
from salesdash.text import Lang, Text

# What a page says by itself; other texts are asked for in both languages.
SENTENCES = ("headline", "headline_of", "compared_with", "judged_by")


@dataclass(frozen=True, slots=True)
class Reader(Scope):
    """A scope and the language in which its answers are heard."""

    lang: Lang = "zh"


def heard(asked: Any) -> Any:
    """A question, or all questions of a module, answered in words."""
    return _answering(asked) if isfunction(asked) else _Heard(asked)


class _Heard:
    def __init__(self, module: Any) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        return _answering(found) if isfunction(found) else found


def _answering(question: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(question)
    def answer(*asked: Any, **named: Any) -> Any:
        lang: Lang = next((one.lang for one in asked if isinstance(one, Reader)), "zh")
        found = question(*asked, **named)
        if isinstance(found, Headline):
            found = found.text
        return found[lang] if question.__name__ in SENTENCES else in_words(found, lang)

    return answer


def in_words(found: Any, lang: Lang) -> Any:
    """Figures and cards, one or several, in a language; anything else as it is."""
    if isinstance(found, Figure):
        return found.in_(lang)
    if isinstance(found, Card):
        words = {field.name: getattr(found, field.name) for field in fields(found)}
        return SimpleNamespace(
            **{key: v[lang] if isinstance(v, Text) else v for key, v in words.items()}
        )
    if type(found) in (list, tuple):
        return type(found)(in_words(one, lang) for one in found)
    return found
