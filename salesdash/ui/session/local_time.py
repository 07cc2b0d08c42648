"""When something was done, by the clock of who reads it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from salesdash.period import by_clock


def local(moment: datetime) -> str:
    """A moment of the audit trail, kept in UTC, in the reader's time zone: `2025-11-16 09:30`."""
    return by_clock(moment, _zone())


def today() -> date:
    """The reader's day, by which promises are judged while no data is loaded that has a day of its own."""
    return datetime.now(_zone()).date()


def _zone() -> ZoneInfo:
    """The browser's zone; UTC where it names none that is known."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
