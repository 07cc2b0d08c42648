"""A small course that stands beside a number, without axes: its form is all it tells."""

from __future__ import annotations

from collections.abc import Sequence

from salesdash.charts.look import Mode
from salesdash.charts.theme import PALETTES

WIDTH, HEIGHT, MARGIN = 120, 17, 2


def sparkline(values: Sequence[float | None], mode: Mode) -> str:
    """The course as SVG, a missing value as a gap; nothing of fewer than two values."""
    heights = [value for value in values if value is not None]
    if len(heights) < 2:
        return ""
    low, high = min(heights), max(heights)
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    rise = (HEIGHT - 2 * MARGIN) / ((high - low) or 1.0)
    path, pen = "", "M"
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        path += f"{pen}{MARGIN + at * step:.1f} {HEIGHT - MARGIN - (value - low) * rise:.1f}"
        pen = "L"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<path d="{path}" fill="none" stroke="{PALETTES[mode].series[0]}" stroke-width="2"/></svg>'
    )
