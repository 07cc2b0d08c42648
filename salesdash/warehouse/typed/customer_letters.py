"""Which customer is under which letter in reports that leave the house: the same in every form and every week."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import count

from salesdash.errors import StoreError
from salesdash.warehouse.store.database import Warehouse

LOG = logging.getLogger(__name__)


class CustomerLetters:
    """The letters by their numbers, 0 for A."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def of(self, customers: Iterable[str]) -> dict[str, int]:
        """The number of each customer. New ones take the next free numbers in the order given, and keep them
        where the store can be written just now."""
        wanted = list(dict.fromkeys(customers))
        kept = self._kept()
        if not set(wanted) <= kept.keys():
            try:
                kept = self._with(wanted)
            except StoreError as error:  # the report is wanted all the same
                LOG.warning("letters of customers are not kept: %s", error)
                kept |= _next(kept, wanted)
        return {name: kept[name] for name in wanted}

    def _kept(self) -> dict[str, int]:
        return dict(self._warehouse.rows("SELECT customer, nth FROM app.customer_letters"))

    def _with(self, wanted: list[str]) -> dict[str, int]:
        with self._warehouse.transaction(beside=True) as db:
            kept = dict(db.execute("SELECT customer, nth FROM app.customer_letters").fetchall())
            new = _next(kept, wanted)
            db.execute(
                "INSERT INTO app.customer_letters SELECT unnest(?::VARCHAR[]), unnest(?::INTEGER[])",
                [list(new), list(new.values())],
            )
        return kept | new


def _next(kept: dict[str, int], wanted: list[str]) -> dict[str, int]:
    new = [name for name in wanted if name not in kept]
    return dict(zip(new, count(max(kept.values(), default=-1) + 1), strict=False))
