"""How finely the sheets state what was spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdash.period import Grain
from salesdash.warehouse.questions.sql.dialect import days_between

if TYPE_CHECKING:
    from salesdash.warehouse.questions.ask import Ask


def spend_grain(ask: Ask) -> Grain:
    """Weeks, where no spend is stated for longer than one, else months."""
    longest = ask.query(
        f"SELECT max({days_between('start', 'finish')}) AS days FROM model.spend_periods WHERE figure = 'spend'",
        (),
    )["days"].iloc[0]
    return "week" if longest <= 7 else "month"
