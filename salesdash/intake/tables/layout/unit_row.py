"""A row below the headers that gives the unit of each column: 万元 below 销售额, kUSD below Sales."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from salesdash.intake.tables.layout.heading import Heading
from salesdash.intake.texts.goods_units import unit_in
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.scales import size_of

_LABEL = re.compile(r"[(（\[]?\s*(?:单位|units?)\s*[)）\]]?\s*[:：]?", re.IGNORECASE)
_AROUND = "()（）[]【】 "


def with_units_below(heading: Heading, row: Sequence[str | None]) -> Heading:
    """The heading with the units of this row, the first one below it, behind its names; the same where
    the row holds anything else."""
    units = {
        at: cell.strip(_AROUND)
        for at, cell in enumerate(row)
        if cell and cell.strip() and not _LABEL.fullmatch(simplified(cell).strip())
    }
    named = {at for at, path in enumerate(heading.paths) if path}
    if not units or not units.keys() <= named or not all(map(_is_unit, units.values())):
        return heading
    if not any(map(_is_of_money, units.values())):
        return heading
    paths = tuple(
        (*path[:-1], f"{path[-1]}（{units[at]}）") if at in units else path
        for at, path in enumerate(heading.paths)
    )
    return replace(heading, bottom=heading.bottom + 1, paths=paths)


def _is_of_money(words: str) -> bool:
    return not words.isdigit() and size_of(simplified(words)) is not None and words != "%"


def _is_unit(words: str) -> bool:
    return words == "%" or _is_of_money(words) or unit_in(f"({words})") is not None
