"""Limits in days by which rows are judged before they are counted; SQL gets them laid out as a table."""

from __future__ import annotations

from salesdash.catalog.model import Rule, registry
from salesdash.text import Text

RULES = registry(
    (
        Rule(
            "new_after",
            Text("新客户判定起点", "New customers known after"),
            Text(
                "数据开头的这些天里，首次出现的客户分不清是新是老，记为未知",
                "Who first shows up in so many first days of the data may have bought before: unknown",
            ),
            90,
        ),
        Rule(
            "ship_within",
            Text("发货时限", "Ship within"),
            Text(
                "下单后这些天以内发出为准时",
                "A line that leaves within so many days of its order is in time",
            ),
            3,
        ),
    )
)
