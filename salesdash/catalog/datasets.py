"""The thirteen datasets; no header stands for two fields of one."""

from __future__ import annotations

from salesdash.catalog.model import Dataset, registry
from salesdash.catalog.sheets.around import EVENTS, MARKET, OPPORTUNITIES, PEOPLE, PRODUCTS
from salesdash.catalog.sheets.buyers import CUSTOMERS, SURVEYS, TICKETS, VISITS
from salesdash.catalog.sheets.selling import ORDERS, RETURNS, SPEND, TARGETS
from salesdash.catalog.words.headers import normal_header

DATASETS = registry(
    (ORDERS, TARGETS, SPEND, CUSTOMERS, OPPORTUNITIES, TICKETS, SURVEYS, MARKET, RETURNS, PEOPLE,
     PRODUCTS, VISITS, EVENTS)
)  # fmt: skip


def _check(dataset: Dataset) -> None:
    claimed: dict[str, str] = {}
    for field in dataset.fields:
        for header in {normal_header(h) for h in field.headers}:
            owner = claimed.setdefault(header, field.key)
            if owner != field.key:
                raise ValueError(f"{dataset.key}: {header} is claimed by {owner} and {field.key}")
    named = {part for group in dataset.one_of for member in group for part in member.split("*")}
    for key in {*dataset.key_fields, *named, dataset.date, dataset.amount} - {None}:
        dataset.field(str(key))


for _dataset in DATASETS.values():
    _check(_dataset)
