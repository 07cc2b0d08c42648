"""The prices of one conflict month by month: since when the channel lies below the others, and by how much."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.channels.pricing import PRICE_CONFLICT
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.over_time import trend
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.operations.price_conflicts import (
    CHANNEL,
    PRICE,
    beside,
    conflicts_in,
    whole_months,
)
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import MONEY
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.price_gaps import monthly_prices

TITLE = Text(
    "“{product}”每月均价：{channel}与{others}", "Monthly price of {product}: {channel} and {others}"
)


def course(ask: Ask, scope: Scope, product: str, channel: str) -> Figure | None:
    """The price of the channel and that of those that it undersells together; None where there is no conflict."""
    months = whole_months(ask, scope)
    conflict = next(
        (
            one
            for one in conflicts_in(ask, scope, channel)
            if (one.product, one.channel) == (product, channel)
        ),
        None,
    )
    if months is None or conflict is None:
        return None
    sold = monthly_prices(ask, scope, months, product, PRICE_CONFLICT)
    others = beside(conflict)
    frame = pd.concat(
        [
            _priced(sold[sold["channel"] == channel], channel),
            _priced(sold[sold["channel"].isin(conflict.others)], others),
        ]
    )
    who, month, price = (
        dimension_column("channel", CHANNEL),
        dimension_column("month"),
        Column("price", PRICE, MONEY),
    )
    return Figure.of(
        scope.over(months),
        "price_course",
        TITLE.format(product=product, channel=channel, others=others),
        frame,
        (who, month, price),
        lambda look: trend.line(frame, month, price, look, color=who),
        metrics=("price",),
    )


def _priced(sold: pd.DataFrame, who: str | Text) -> pd.DataFrame:
    """What was paid for a unit in each month, by whom it was sold."""
    monthly = sold.groupby("month")[["paid", "units"]].sum()
    prices = monthly["paid"] / monthly["units"]
    return pd.DataFrame(
        {"channel": [who] * len(prices), "month": prices.index, "price": prices.values}
    )
