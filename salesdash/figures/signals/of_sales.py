"""What is seen of sales: channels that fall, prices given away, share lost, promotions that took it back."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from salesdash.analysis import parts
from salesdash.catalog.channels.pricing import HANGOVER, PRICE_CONFLICT
from salesdash.figures.channels.operations.promotions import BY, runs_of
from salesdash.figures.signals.spans import (
    NOBODY,
    YEAR,
    a_year_before,
    company,
    last_year,
    of_all,
    of_each,
    reaches,
    recent,
)
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask


def channel_down(ask: Ask, scope: Scope) -> pd.DataFrame:
    """Channels by how far three months lie below those of the year before, and the share that they lost."""
    now, before = recent(scope), a_year_before(recent(scope))
    sides = of_each(ask, ["sales"], "channel", scope, now, before)
    if sides is None or not reaches(ask, scope, "orders", now, before):
        return NOBODY
    sold, earlier = (side["sales"] for side in sides)
    earlier = earlier[earlier > 0]
    sold = sold.reindex(sold.index.union(earlier.index)).fillna(0.0)
    if sold.sum() <= 0 or earlier.empty or len(sold) < 2:
        return NOBODY
    # a channel that took back more than it sold has no part, and none of the others more than all
    shares, earlier_shares = (parts.shares(side.clip(lower=0.0)) for side in (sold, earlier))
    frame = pd.DataFrame(
        {
            "drop": 1 - sold / earlier,
            "share": shares,
            "share_before": earlier_shares,
            "share_lost": earlier_shares - shares,
            "money": earlier - sold,
        }
    )
    return frame[frame["drop"].notna()]


def price_down(ask: Ask, scope: Scope) -> pd.DataFrame:
    """Products by how far their average price fell on last year, and how far their volume moved; those of
    which enough was sold on both sides that one discount is not the average."""
    now, before = recent(scope), a_year_before(recent(scope))
    sides = of_each(ask, ["price", "quantity", "orders"], "product", scope, now, before)
    if sides is None or not reaches(ask, scope, "orders", now, before):
        return NOBODY
    enough = (PRICE_CONFLICT.units, PRICE_CONFLICT.lines)
    sold, earlier = (
        side[(side["quantity"] >= enough[0]) & (side["orders"] >= enough[1])] for side in sides
    )
    both = sold.join(earlier.add_suffix("_before"), how="inner")
    if both.empty:
        return NOBODY
    change = both["quantity"] / both["quantity_before"] - 1
    given = both["price_before"] - both["price"]
    return pd.DataFrame(
        {
            "price_drop": given / both["price_before"],
            "volume_change": change,
            "volume_move": change.abs(),
            "money": given * both["quantity"],
        }
    )


def share_down(ask: Ask, scope: Scope) -> pd.DataFrame:
    """The company's market share of twelve months and of the twelve before."""
    now = recent(scope, YEAR)
    before = a_year_before(now)
    if not all(reaches(ask, scope, dataset, now, before) for dataset in ("orders", "market")):
        return NOBODY
    sides = of_all(ask, ["market_share", "market_size"], scope, now, before)
    if sides is None:
        return NOBODY
    share, earlier = (side["market_share"] for side in sides)
    lost = earlier - share
    return company(
        share=share, share_before=earlier, share_lost=lost, money=lost * sides[0]["market_size"]
    )


def hangover(ask: Ask, scope: Scope) -> pd.DataFrame:
    """Promotions that ended in the last twelve months and can be judged, by what the weeks after lost."""
    by = next((key for key in BY if ask.members(key)), None)
    orders = ask.coverage.get("orders")
    if by != BY[0] or orders is None or orders.first_day is None:
        return NOBODY
    span = last_year(scope)
    frames = [
        one
        for one in runs_of(ask, scope.over(span), by, orders.first_day)
        if one.verdict != "early"
    ]
    after = timedelta(days=HANGOVER.around)
    return pd.DataFrame(
        {
            "member": [one.member for one in frames],
            "promotion": [one.name for one in frames],
            "hangover": [one.hangover for one in frames],
            "lift": [one.lift for one in frames],
            "loss": [one.hangover for one in frames],
            "net": [one.net for one in frames],
            "money": [one.hangover for one in frames],
            "until": [one.days.last_day + after for one in frames],
        },
        index=[f"{one.name}:{one.member}:{one.days.start}" for one in frames],
    )
