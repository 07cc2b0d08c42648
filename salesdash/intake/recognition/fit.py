"""How well a table fits one dataset: which of its columns is which field."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from salesdash.catalog.model import Dataset, Field
from salesdash.catalog.sheets.selling import ORDERS, SPEND
from salesdash.intake.recognition.amounts import (
    AFTER_FEES,
    before_discounts_and_fees,
    before_fees,
    before_owed,
    sum_of_the_others,
)
from salesdash.intake.recognition.by_values.counted import counted
from salesdash.intake.recognition.currency_column import currency_column
from salesdash.intake.recognition.evidence import beside
from salesdash.intake.recognition.hidden import is_hidden
from salesdash.intake.recognition.instalments import instalments_of
from salesdash.intake.recognition.likeness import ALIKE, likeness
from salesdash.intake.recognition.lookalikes.expenses import is_order
from salesdash.intake.recognition.named import (
    is_sum,
    named,
    of_buyers,
    of_the_staff,
    says_sales,
    weighs,
)
from salesdash.intake.recognition.rivals import rivalled, unless_paid, unless_priced, unless_rate
from salesdash.intake.recognition.sold import sold
from salesdash.intake.recognition.substitutes import substitutes, unless_minor
from salesdash.intake.tables.context.subject import holds_figures, is_of_a_life
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_total
from salesdash.intake.texts import headers
from salesdash.intake.texts.amount_headers import amount_order, is_of_an_order
from salesdash.intake.texts.currencies import stated_in
from salesdash.intake.texts.headers import MatchedColumn
from salesdash.intake.texts.metric_headers import (
    is_actual,
    is_of_another_time,
    target_metric,
)
from salesdash.intake.texts.pieces import names_a_count
from salesdash.intake.texts.sample_values import TIME_KINDS, Sample
from salesdash.text import Text, join
from salesdash.units import OURS

_EXPECTED = re.compile(r"预计|预期|计划|expect|forecast|planned|previsto", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The dataset, the column of each field, and how strongly the table speaks for it; `rival` may be
    meant as well, and just as likely where that `is_open`."""

    dataset: Dataset
    columns: dict[str, MatchedColumn]
    score: float
    missing: tuple[Text, ...] = ()
    lacking: tuple[Field, ...] = ()
    sparse: bool = False
    rival: Dataset | None = None
    is_open: bool = False

    def is_sure(self, table: Table) -> bool:
        """Whether the rows can be nothing else: what merely looks like orders replaces none."""
        return self.dataset is not ORDERS or is_order(table, self.columns)


def fitted(
    table: Table,
    samples: list[Sample],
    dataset: Dataset,
    file: str,
    chosen: Callable[[str], str | None],
) -> Recognised:
    candidates: dict[str, list[tuple[tuple[float, ...], int]]] = {}
    instalments = instalments_of(table)
    for index, header in enumerate(table.headers):
        match = None if index in instalments else named(header, samples[index], dataset)
        if match and samples[index].fits(match.field, header):
            order = _preference(table, samples[index], index, match, dataset)
            candidates.setdefault(match.field.key, []).append((order, index))
    columns = {
        key: MatchedColumn(ranked[0][1], True, tuple(index for _, index in ranked[1:]))
        for key, ranked in ((key, sorted(options)) for key, options in candidates.items())
    }
    columns |= _alike(table, samples, dataset, columns)
    columns = _spent(table, samples, dataset, _as_chosen(columns, table, dataset, chosen))
    fields_chosen = {field.key for field in dataset.fields if chosen(field.key) is not None}
    if dataset is ORDERS:
        if "customer" not in fields_chosen:
            columns = of_the_staff(columns, table.headers, (*table.titles, table.sheet.name))
            columns = of_buyers(columns, table.headers)
        columns = sold(table, samples, columns, fields_chosen)
        columns = counted(columns, table, samples, fields_chosen)
        if "amount" not in fields_chosen:
            columns = unless_minor(table, samples, columns)
        if "order_date" not in fields_chosen:
            columns = unless_paid(table, samples, columns)
        if "amount" not in fields_chosen:
            columns = unless_priced(table, columns)
        if "amount" in columns and columns["amount"].sure and "amount" not in fields_chosen:
            columns = rivalled(table, samples, columns)
    return stood_in(dataset, columns, table, file, fields_chosen)


def stood_in(
    dataset: Dataset,
    columns: dict[str, MatchedColumn],
    table: Table,
    file: str,
    fields_chosen: Collection[str],
) -> Recognised:
    if dataset is ORDERS and "unit_price" not in fields_chosen:
        columns = unless_rate(table, columns)
    columns = substitutes(dataset, columns, table, fields_chosen)
    if dataset is ORDERS:
        columns = _in_one_of_currencies(table, columns, fields_chosen)
        columns = _in_currency(table, columns, fields_chosen)
    score = score_of(table, dataset, columns, file)
    return Recognised(
        dataset, columns, score, _missing(dataset, columns), _lacked(dataset, columns)
    )


def _as_chosen(
    columns: dict[str, MatchedColumn],
    table: Table,
    dataset: Dataset,
    chosen: Callable[[str], str | None],
) -> dict[str, MatchedColumn]:
    """The columns with the user's own choice in place of ours."""
    mine = dict(columns)
    for field in dataset.fields:
        header = chosen(field.key)
        if header in table.headers:
            index = table.headers.index(header)
            standing = mine.get(field.key)
            others = standing.others if standing and standing.index == index else ()
            mine = {key: column for key, column in mine.items() if column.index != index}
            mine[field.key] = MatchedColumn(index, others=others)
        elif header == "":
            mine.pop(field.key, None)
    return mine


def _in_one_of_currencies(
    table: Table, columns: dict[str, MatchedColumn], fields_chosen: Collection[str]
) -> dict[str, MatchedColumn]:
    """The columns with a doubt about the amount where it stands once more in another currency, as its
    header says: 金额(USD) beside 金额(CNY), 美元总价 beside 合计."""
    amount = columns.get("amount")
    if amount is None or "amount" in fields_chosen:
        return columns
    if stated_in(table.headers[amount.index]) not in (None, OURS):
        used = {column.index for column in columns.values()}
        for total, header in enumerate(table.headers):
            if total not in used and says_total(header) and holds_figures(table, total):
                doubt = MatchedColumn(total, False, amount.others, (amount.index,))
                return columns | {"amount": doubt}
    stated = {
        i: currency
        for i in (amount.index, *amount.others)
        if headers.without_unit(table.headers[i])
        == headers.without_unit(table.headers[amount.index])
        and (currency := stated_in(table.headers[i]))
    }
    if len(set(stated.values())) < 2:
        return columns
    home = next((i for i, currency in stated.items() if currency == OURS), amount.index)
    rivals = tuple(i for i in stated if i != home)
    return columns | {"amount": MatchedColumn(home, sure=False, rivals=rivals)}


def _in_currency(
    table: Table, columns: dict[str, MatchedColumn], fields_chosen: Collection[str]
) -> dict[str, MatchedColumn]:
    """The columns with the currency of what was sold, under whatever header it stands."""
    money = columns.get("amount") or columns.get("unit_price")
    if money is None or "currency" in fields_chosen:
        return columns
    named = columns.get("currency")
    taken = {c.index for c in columns.values()} - ({named.index} if named else set())
    currency = currency_column(table, money.index, taken)
    return columns | {"currency": currency} if currency else columns


def _preference(
    table: Table, sample: Sample, index: int, match: headers.Match, dataset: Dataset
) -> tuple[float, ...]:
    """Columns of one field in the order of trust: of each line, no doubt, kind of amount, in sight, how full, the
    better name."""
    header = table.headers[index]
    blank = table.held[index].null_count / max(1, table.height)
    doubtful, kind, whole_order, once = False, 0, False, False
    if (dataset.key, match.field.key) == ("orders", "amount"):
        net_of = (before_fees, before_discounts_and_fees, before_owed)
        after = any(whole(table, index) is not None for whole in net_of)
        kind = AFTER_FEES if after else amount_order(header)
        whole_order = is_of_an_order(header)
        once = header in table.once
        doubtful = says_sales(header) or stated_in(header) not in (None, OURS)
    elif match.field.key == "closed":
        kind = int(bool(_EXPECTED.search(header)))
    elif (dataset.key, match.field.key) == ("targets", "amount"):
        kind = 2 * (target_metric(header) != "sales") + is_of_another_time(header)
    is_time = match.field.kind in TIME_KINDS
    vague = is_time and 2 * sample.yearless + (dataset is ORDERS and sample.name_periods)
    unseen = is_hidden(table, index)
    return (once, doubtful, kind, whole_order, unseen, vague, round(blank * 4), match.rank, index)


def _alike(
    table: Table, samples: list[Sample], dataset: Dataset, taken: dict[str, MatchedColumn]
) -> dict[str, MatchedColumn]:
    """Fields that no header names exactly, suggested by headers that nearly do."""
    used = {column.index for column in taken.values()}
    used |= {index for column in taken.values() for index in column.others}
    used |= instalments_of(table)
    suggested: list[tuple[float, int, str]] = []
    counts = [names_a_count(h) or weighs(h, s) for h, s in zip(table.headers, samples, strict=True)]
    for index, header in enumerate(table.headers):
        if index in used or headers.is_known(header):
            continue
        for field in dataset.fields:
            if field.key in taken or (is_sum(field) and counts[index]):
                continue
            if field.key == dataset.date and is_of_a_life(header):
                continue
            alike = likeness(header, dataset.key, field.key)
            if alike >= ALIKE and samples[index].speaks_for(field, header):
                suggested.append((-alike, index, field.key))
    amounts = [i for _, i, key in sorted(suggested) if (dataset, key) == (ORDERS, "amount")]
    whole = sum_of_the_others(table, amounts)
    columns: dict[str, MatchedColumn] = {}
    for _, index, key in sorted(suggested, key=lambda each: (each[1] != whole, each)):
        if key not in columns and index not in used:
            rivals = tuple(i for i in amounts if i != index) if key == "amount" else ()
            columns[key] = MatchedColumn(index, sure=False, rivals=rivals)
            used.add(index)
    return columns


def _spent(
    table: Table, samples: list[Sample], dataset: Dataset, columns: dict[str, MatchedColumn]
) -> dict[str, MatchedColumn]:
    """Beside a budget or a purpose what is merely called actual was spent, and only there."""
    if dataset is SPEND and {"budget", "purpose"}.isdisjoint(columns):
        return {
            key: column
            for key, column in columns.items()
            if key != "spend" or not is_actual(table.headers[column.index])
        }
    if dataset is not SPEND or "spend" in columns:
        return columns
    spend = dataset.field("spend")
    actual = (
        i
        for i, header in enumerate(table.headers)
        if is_actual(header) and samples[i].fits(spend, header)
    )
    index = next(actual, None)
    return columns if index is None else columns | {"spend": MatchedColumn(index)}


def score_of(table: Table, dataset: Dataset, columns: dict[str, MatchedColumn], file: str) -> float:
    """Each field counts, the more the fewer datasets know its header; names of sheet and file add."""
    score = 0.0
    for column in columns.values():
        known_by = max(1, headers.commonness(table.headers[column.index]))
        score += (1 + 2 / known_by) * (1 if column.sure else 0.4)
    return score + (beside(table, dataset, file) if columns else 0)


def _missing(dataset: Dataset, columns: dict[str, MatchedColumn]) -> tuple[Text, ...]:
    missing = [field.name for field in dataset.required if field.key not in columns]
    for group in dataset.one_of:
        if not _has_one(group, columns):
            parts = [[p for p in member.split("*") if p not in columns] for member in group]
            names = [
                join([dataset.field(part).name for part in each], zh="×", en=" × ")
                for each in parts
            ]
            others = join(names[1:], zh="、", en=", ")
            missing.append(names[0] + Text(f"（或{others.zh}）", f" (or {others.en})"))
    return tuple(missing)


def _lacked(dataset: Dataset, columns: dict[str, MatchedColumn]) -> tuple[Field, ...]:
    """The fields any of which would complete it: of alternatives the first."""
    required = [field for field in dataset.required if field.key not in columns]
    firsts = [group[0].split("*")[0] for group in dataset.one_of if not _has_one(group, columns)]
    return (*required, *map(dataset.field, firsts))


def _has_one(group: tuple[str, ...], columns: dict[str, MatchedColumn]) -> bool:
    return any(all(part in columns for part in member.split("*")) for member in group)
