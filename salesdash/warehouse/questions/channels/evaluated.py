"""What people typed of the evaluation of channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from salesdash.warehouse.questions.ask import Ask


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The class chosen for a channel and the day of its last review; None where nobody said so."""

    channel: str
    chosen: str | None = None
    reviewed: date | None = None


def evaluated(ask: Ask) -> list[Evaluated]:
    """Every channel that the orders name, most sales first."""
    frame = ask.query("SELECT channel, evaluation, reviewed FROM app.channels", ())
    typed = {
        str(channel): Evaluated(
            str(channel),
            None if pd.isna(chosen) else str(chosen),
            None if pd.isna(reviewed) else pd.Timestamp(reviewed).date(),
        )
        for channel, chosen, reviewed in frame.itertuples(index=False)
    }
    return [typed.get(name, Evaluated(name)) for name in ask.members("channel")]
