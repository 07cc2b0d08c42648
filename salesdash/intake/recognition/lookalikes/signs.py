"""By which headers a table is told to be something else than sales."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from salesdash.text import Text


@dataclass(frozen=True, slots=True)
class Stranger:
    """A kind of sheet that is no sales, known by its headers.

    `signs` are patterns of whole headers, `many` how many of them it takes; `beside` are headers that
    count where a sign stands beside them. It is sales all the same where the amount is named as sales
    and one of `sold_by` is there; it takes one of `needs`, where there are any, and none of `unless`.
    Fields are those of the orders. `of_lines`: fields of an order line, which call for one sign more.
    `having` is a pattern that some header has to contain. `may_be`: the datasets that it may be for all that.
    """

    signs: str
    many: int
    why: Text
    beside: str = "(?!)"
    sold_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    of_lines: tuple[str, ...] = ("order_id", "unit_price")
    having: str = ""
    may_be: tuple[str, ...] = ()

    def is_it(self, headers: Collection[str], fields: Collection[str], *, sales: bool) -> bool:
        if sales and set(self.sold_by) & set(fields):
            return False
        if (self.needs and set(self.needs).isdisjoint(fields)) or set(self.unless) & set(fields):
            return False
        if not any(re.search(self.having, header) for header in headers):
            return False
        signs = sum(bool(re.fullmatch(self.signs, header)) for header in headers)
        beside = sum(bool(re.fullmatch(self.beside, header)) for header in headers) if signs else 0
        of_a_line = not set(self.of_lines).isdisjoint(fields)
        return signs + beside >= self.many + of_a_line
