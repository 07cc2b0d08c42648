"""What becomes of each row of a table: every one is loaded, left out by a rule, or put aside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesdash.intake.tables.totals.total_rows import Mask, TotalRow


@dataclass(frozen=True)
class RowFates:
    """The fate of each body row, one mask for each; rows that none of them marks are put aside.

    `repeated` say the headers once more, `payments` are lines of an account that are no sales, `beside`
    are the fees and taxes of a settlement, `not_won` those that say that nothing was sold, `not_returned` the
    lines of a returns sheet that say 否, `unanswered` the lines of a work list that nobody has filled in,
    `unseen` are hidden and not to count. `sums` are the total lines.
    """

    loaded: Mask
    blank: Mask
    repeated: Mask
    payments: Mask
    beside: Mask
    not_won: Mask
    footers: Mask
    not_returned: Mask
    unanswered: Mask
    unseen: Mask
    sums: tuple[TotalRow, ...]

    @cached_property
    def left_out(self) -> Mask:
        by_rule = (
            self.blank,
            self.repeated,
            self.payments,
            self.beside,
            self.not_won,
            self.footers,
        )
        left_out: Mask = np.logical_or.reduce(
            [*by_rule, self.not_returned, self.unanswered, self.unseen]
        )
        left_out[[total.index for total in self.sums]] = True
        return left_out

    @cached_property
    def rejected(self) -> Mask:
        return ~(self.loaded | self.left_out)
