"""One opening of the form on a risk: its widgets, by field, in one language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from salesdash.catalog.risks.risk import FIELD_NAMES, Risk
from salesdash.figures.risks.entries import shown_limit
from salesdash.text import Lang, Text
from salesdash.ui.screen import Screen

LEVELS_JUDGED = ("probability", "impact")  # nothing stands there until somebody judges
LIMITS = ("trigger_limit", "trigger_recovery")


@dataclass(frozen=True, slots=True)
class RiskSheet:
    """One opening of the form: its widgets have keys of their own, so that no old typing shows."""

    number: int
    screen: Screen

    @property
    def lang(self) -> Lang:
        return self.screen.lang

    def key(self, field: str) -> str:
        return f"risk_{self.number}_{field}"

    def value(self, field: str) -> Any:
        return st.session_state.get(self.key(field))

    def put(self, field: str, value: object) -> None:
        st.session_state[self.key(field)] = value

    def stand_on(self, risk: Risk) -> None:
        """Remember the revision that the editor sees."""
        self.put("base", risk)

    def fill(self, risk: Risk, fields: Collection[str]) -> None:
        """Write the risk's values into the widgets; a limit as people write it."""
        for field in fields:
            self.put(
                field,
                getattr(risk, field) or None if field in LEVELS_JUDGED else getattr(risk, field),
            )
        for field in LIMITS:
            if field in fields or "trigger_metric" in fields:
                self.put(field, shown_limit(risk.trigger_metric, getattr(risk, field)))
        if "at_stake" in fields:
            self.put("at_stake", None if risk.at_stake is None else float(risk.at_stake))

    def title(self, field: str) -> str:
        return FIELD_NAMES[field][self.lang]

    def choose(
        self,
        field: str,
        options: Mapping[Any, Text],
        none: Text | None = None,
        *,
        disabled: bool = False,
        on_change: Callable[[], None] | None = None,
    ) -> None:
        """One of a few answers, by key; with `none` it may be left open, and that says so."""
        if self.value(field) not in options:
            self.put(field, None if none else next(iter(options)))
        st.selectbox(
            self.title(field),
            list(options),
            index=None if none else 0,
            placeholder=none[self.lang] if none else None,
            key=self.key(field),
            format_func=lambda key: options[key][self.lang],
            disabled=disabled,
            on_change=on_change,
        )
