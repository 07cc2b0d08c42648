"""Columns of the instalments of a contract, which are not its own date and amount."""

from __future__ import annotations

import re
from collections import Counter

from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts import headers
from salesdash.intake.texts.sample_values import Sample


def instalments_of(table: Table) -> set[int]:
    """The columns of days and money that stand under one banner after another, beside a day and money
    under none: those of instalments, and not of the whole."""
    parted = [header.rpartition(headers.BETWEEN) for header in table.headers]
    banners: dict[str, set[str]] = {}
    for banner, between, leaf in parted:
        if between:
            banners.setdefault(banner, set()).add(re.sub(r" \(\d+\)$", "", leaf))
    alike = Counter(frozenset(leaves) for leaves in banners.values())
    repeated = {
        b for b, leaves in banners.items() if len(leaves) > 1 and alike[frozenset(leaves)] > 1
    }
    if not repeated:
        return set()
    whole = [Sample(table.sample(i)) for i, (_, between, _) in enumerate(parted) if not between]
    if not any(s.are_days for s in whole) or not any(s.are_figures for s in whole):
        return set()
    return {i for i, (banner, _, _) in enumerate(parted) if banner in repeated}
