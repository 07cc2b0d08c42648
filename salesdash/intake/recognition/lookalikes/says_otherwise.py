"""What a table would be by its headers, and says itself that it is not: deals, people who sold, lines of orders."""

from __future__ import annotations

from collections.abc import Sequence

from salesdash.catalog.sheets.around import PEOPLE, PRODUCTS
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.named import achieves
from salesdash.intake.recognition.substitutes import says_deals
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import stands_for
from salesdash.intake.texts.metric_headers import names_sales
from salesdash.intake.texts.pieces import says_pieces
from salesdash.intake.texts.sample_values import Sample

_OF_GOODS_ORDERED = {"order_id", "order_date", "quantity", "unit_price"}


def says_otherwise(recognised: Recognised, samples: Sequence[Sample], table: Table) -> bool:
    """Whether the table says of itself that it is not what would fit it."""
    match recognised.dataset:
        case dataset if dataset is ORDERS:
            return _are_deals(recognised, table)
        case dataset if dataset is PEOPLE:
            return any(names_sales(header) or achieves(header) for header in table.headers)
        case dataset if dataset is PRODUCTS:
            return _are_lines(samples, table)
    return False


def _are_deals(recognised: Recognised, table: Table) -> bool:
    """Whether what would be orders is won, lost or still talked about. Goods that were ordered at their price
    are sold, whatever is still open of the order."""
    columns = recognised.columns
    status = None if columns.keys() >= _OF_GOODS_ORDERED else columns.get("status")
    return status is not None and says_deals(table, status)


def _are_lines(samples: Sequence[Sample], table: Table) -> bool:
    """Whether what would be a list of products has days, and buyers, or numbers of orders or of pieces."""
    if not any(sample.are_days for sample in samples):
        return False
    return any(
        stands_for(header, ORDERS, "order_id")
        or stands_for(header, ORDERS, "customer")
        or (sample.are_counts and says_pieces(header))
        for header, sample in zip(table.headers, samples, strict=True)
    )
