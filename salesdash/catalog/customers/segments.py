"""RFM: the usual segments, by whether a customer bought lately (R), often (F) and for much (M)."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.model import registry
from salesdash.text import Text


@dataclass(frozen=True, slots=True)
class Segment:
    """One of the segments. `key` says of R, F and M in turn whether each is high (a capital) or not; `step` is
    what is usually done about it."""

    key: str
    name: Text
    step: Text


# In the order in which they are shown. Three grades, high or not, make eight segments: nobody is in two of them, and
# everybody who bought in 12 months is in one.
SEGMENTS = registry(
    (
        Segment(
            "RFM",
            Text("重要价值客户", "Champions"),
            Text("专人服务，优先供货", "A manager of their own, served first"),
        ),
        Segment(
            "RfM",
            Text("重要发展客户", "Big, but seldom"),
            Text("提高下单频次", "Get them to order more often"),
        ),
        Segment(
            "rFM",
            Text("重要保持客户", "Cannot lose them"),
            Text("主动联系，问清为何停下", "Call, and learn why they stopped"),
        ),
        Segment(
            "rfM",
            Text("重要挽留客户", "Big, slipping away"),
            Text("重点挽留", "Win them back first"),
        ),
        Segment(
            "RFm",
            Text("一般价值客户", "Loyal, small baskets"),
            Text("搭配销售，提高客单价", "Sell them more with each order"),
        ),
        Segment(
            "Rfm",
            Text("一般发展客户", "New or promising"),
            Text("促成第二单、第三单", "Bring about the next orders"),
        ),
        Segment(
            "rFm",
            Text("一般保持客户", "Need attention"),
            Text("定期提醒", "Remind them regularly"),
        ),
        Segment(
            "rfm",
            Text("一般挽留客户", "Hibernating"),
            Text("低成本触达", "Reach them at little cost"),
        ),
    )
)
