"""A table → the dataset that it holds and the field that each column is, with the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default

from salesdash.catalog.datasets import DATASETS, ORDERS, SPEND, TARGETS
from salesdash.catalog.model import Dataset, Field, Kind
from salesdash.intake.cells.sheet import UNSTORED
from salesdash.intake.recognition import by_values
from salesdash.intake.recognition.amounts import AFTER_FEES, amount_order, is_after_fees
from salesdash.intake.recognition.evidence import beside, speaking
from salesdash.intake.recognition.expenses import are_expenses, is_order, purpose_of
from salesdash.intake.recognition.hidden import is_hidden
from salesdash.intake.recognition.likeness import ALIKE, likeness
from salesdash.intake.recognition.stand_ins import says_deals, stand_ins
from salesdash.intake.tables.table import Table
from salesdash.intake.tables.totals import without_sums
from salesdash.intake.texts import headers
from salesdash.intake.texts.headers import Column
from salesdash.intake.texts.measures import (
    counts_things,
    is_actual,
    is_of_another_thing,
    is_of_another_time,
    target_metric,
)
from salesdash.intake.texts.sample import TIME_KINDS, Sample
from salesdash.text import Text, join

ENOUGH_COVERED = 1 / 3
ENOUGH_FIELDS = 4

_EXPECTED = re.compile(r"预计|预期|计划|expect|forecast|planned|previsto", re.IGNORECASE)
# How business went beside what was sold, as the panels of shops tell it: no objection to anything.
_INDICATOR = re.compile(
    r"率$|客单价|(?:买家|客户|访客|用户|会员|人|粉丝)数$|人次|次数$|浏览量|访客|曝光|展现|点击|观看|在线|"
    r"(?:订单|单|笔|件|商品)数$|单量$|UV价值|加购|收藏|退款金额|千次",
    re.IGNORECASE,
)
# These have one required field that any list may have; they need a word of their own as well.
_OWN_WORD = {"returns": r"退|return|refund", "visits": r"访|跟进|visit|call|follow"}


@dataclass(frozen=True, slots=True)
class Recognised:
    """The dataset, the column of each field, and how strongly the table speaks for it; `rival` may be
    meant as well."""

    dataset: Dataset
    columns: dict[str, Column]
    score: float
    missing: tuple[Text, ...] = ()
    lacking: tuple[Field, ...] = ()
    sparse: bool = False
    rival: Dataset | None = None

    def is_sure(self, table: Table) -> bool:
        """Whether the rows can be nothing else: what merely looks like orders replaces none."""
        return self.dataset is not ORDERS or is_order(table, self.columns)


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A table that is none of ours, and why; it would be `nearly`, but for the columns missing, and
    `columns` are the headers of its fields."""

    reason: Text
    nearly: Recognised | None = None
    columns: Mapping[str, str] = default(default_factory=dict)

    @property
    def undated(self) -> Dataset | None:
        """Its dataset where only the time of its amounts is missing, which one word could give."""
        dataset = self.nearly.dataset if self.nearly else None
        if self.nearly is None or dataset is None or dataset.amount is None or dataset.date is None:
            return None
        return dataset if self.nearly.missing == (dataset.field(dataset.date).name,) else None


def recognise(
    table: Table,
    file: str,
    wanted: str | None,
    chosen: Callable[[str], str | None],
    *,
    values_tell: bool = False,
) -> Recognised | Unrecognised:
    """The dataset whose fields fit the columns best as a whole.

    `wanted` is the dataset that the user named; `chosen` gives the header that was chosen for a
    field: empty for none, None where nothing was said. `values_tell`: a date and an amount may be
    told by their values alone.
    """
    uncomputed = {place for (_, place), value in table.sheet.errors.items() if value == UNSTORED}
    rows = without_sums(table)
    samples = [
        Sample(rows.sample(i), not table.height or (isinstance(place, int) and place in uncomputed))
        for i, place in enumerate(table.places)
    ]
    datasets = [DATASETS[wanted]] if wanted in DATASETS else list(DATASETS.values())
    tried = [_fit(table, samples, dataset, file, chosen) for dataset in datasets]
    tried = [fit for fit in tried if wanted or not _are_deals(fit, table)]
    if not wanted:
        tried = _judged(tried, table, file)
    if not wanted and any(_sets_targets(fit, table) for fit in tried):
        tried = [fit for fit in tried if not _stands_beside(fit)]
    whole = [r for r in tried if not r.missing]
    complete = [r for r in whole if wanted or _convincing(r, table, file)]
    best = max(complete, key=lambda r: r.score, default=None)
    nearly = max((r for r in tried if r.missing), key=lambda r: r.score, default=None)
    if best and not (nearly and nearly.score > 1.3 * best.score):
        return best
    if values_tell and (told := _told_by_values(tried, table, samples, file, chosen)):
        return told
    if sparse := next((r for r in whole if _plain_but_sparse(r)), None):
        return replace(sparse, sparse=True)
    if nearly and (wanted or (len(nearly.columns) >= 2 and _convincing(nearly, table, file))):
        columns = {key: table.headers[column.index] for key, column in nearly.columns.items()}
        return Unrecognised(_lacking(nearly), nearly, columns)
    return Unrecognised(
        Text(
            "没有认出这是哪一类数据（表头与订单、目标、费用等都不相符），未导入。",
            "Not recognised as any dataset (its headers fit none: orders, targets, spend …); "
            "left out.",
        )
    )


def _fit(
    table: Table,
    samples: list[Sample],
    dataset: Dataset,
    file: str,
    chosen: Callable[[str], str | None],
) -> Recognised:
    found: dict[str, list[tuple[tuple[float, ...], int]]] = {}
    for index, header in enumerate(table.headers):
        match = _match(header, dataset)
        if dataset is ORDERS and samples[index].are_order_numbers:
            match = headers.Match(ORDERS.field("order_id"), 0)
        if match and samples[index].fits(match.field, header):
            order = _preference(table, samples[index], index, match, dataset)
            found.setdefault(match.field.key, []).append((order, index))
    columns = {
        key: Column(ranked[0][1], True, tuple(index for _, index in ranked[1:]))
        for key, ranked in ((key, sorted(options)) for key, options in found.items())
    }
    columns |= _alike(table, samples, dataset, columns)
    columns = _spent(table, samples, dataset, _as_chosen(columns, table, dataset, chosen))
    told = {field.key for field in dataset.fields if chosen(field.key) is not None}
    if dataset is ORDERS:
        columns = by_values.counted(columns, table, samples, told)
    return _stood_in(dataset, columns, table, file, told)


def _stood_in(
    dataset: Dataset,
    columns: dict[str, Column],
    table: Table,
    file: str,
    told: Collection[str],
) -> Recognised:
    columns = stand_ins(dataset, columns, table, told)
    score = _score(table, dataset, columns, file)
    return Recognised(
        dataset, columns, score, _missing(dataset, columns), _lacked(dataset, columns)
    )


def _judged(tried: Sequence[Recognised], table: Table, file: str) -> list[Recognised]:
    """Without orders that were spent, or may have been, which is then asked."""
    orders = next((fit for fit in tried if fit.dataset is ORDERS), None)
    spent = are_expenses(table, orders.columns) if orders else "no"
    if orders is None or spent == "no":
        return list(tried)
    others = [
        _with_purpose(fit, table, file)
        for fit in tried
        if fit is not orders and (fit.dataset is not TARGETS or _sets_targets(fit, table))
    ]
    if spent == "yes":
        return others
    return [replace(fit, rival=ORDERS) if fit.dataset is SPEND else fit for fit in others]


def _with_purpose(fit: Recognised, table: Table, file: str) -> Recognised:
    """A spend with the column of its purposes, told by its words."""
    purpose = purpose_of(table, fit.columns)
    if fit.dataset is not SPEND or "purpose" in fit.columns or purpose is None:
        return fit
    columns = fit.columns | {"purpose": Column(purpose, sure=False)}
    return replace(fit, columns=columns, score=_score(table, SPEND, columns, file))


def _told_by_values(
    tried: Sequence[Recognised],
    table: Table,
    samples: list[Sample],
    file: str,
    chosen: Callable[[str], str | None],
) -> Recognised | None:
    """What would be orders or a spend but for a column that only its values tell."""
    found = []
    for fit in tried:
        told = {field.key for field in fit.dataset.fields if chosen(field.key) is not None}
        columns = by_values.completed(fit.columns, table, samples, fit.dataset, told)
        if columns is not fit.columns:
            found.append(_stood_in(fit.dataset, columns, table, file, told))
    whole = [fit for fit in found if not fit.missing and _convincing(fit, table, file)]
    return max(whole, key=lambda fit: fit.score, default=None)


def _as_chosen(
    columns: dict[str, Column], table: Table, dataset: Dataset, chosen: Callable[[str], str | None]
) -> dict[str, Column]:
    """The columns with the user's own choice in place of ours."""
    mine = dict(columns)
    for field in dataset.fields:
        header = chosen(field.key)
        if header in table.headers:
            index = table.headers.index(header)
            stands = mine.get(field.key)
            others = stands.others if stands and stands.index == index else ()
            mine = {key: column for key, column in mine.items() if column.index != index}
            mine[field.key] = Column(index, others=others)
        elif header == "":
            mine.pop(field.key, None)
    return mine


def _match(header: str, dataset: Dataset) -> headers.Match | None:
    base = re.sub(r" \(\d+\)$", "", header)
    banner, _, _ = base.rpartition(headers.BETWEEN)
    if dataset is ORDERS and is_of_another_thing(banner):
        return None  # the date and amount of an instalment are not those of the order
    known = headers.match(base, dataset)
    if dataset is ORDERS and known and known.field.kind is Kind.MONEY and counts_things(base):
        return headers.Match(ORDERS.field("quantity"), known.rank)
    if known is None and dataset.key == "targets" and target_metric(base):
        return headers.Match(dataset.field("amount"), 1)
    return known


def _preference(
    table: Table, sample: Sample, index: int, match: headers.Match, dataset: Dataset
) -> tuple[float, ...]:
    """Columns of one field in the order of trust: kind of amount, in sight, how full, the better name."""
    header = table.headers[index]
    blank = table.held[index].null_count / max(1, table.height)
    kind = 0
    if (dataset.key, match.field.key) == ("orders", "amount"):
        kind = AFTER_FEES if is_after_fees(table, index) else amount_order(header)
    elif match.field.key == "closed":
        kind = int(bool(_EXPECTED.search(header)))
    elif (dataset.key, match.field.key) == ("targets", "amount"):
        kind = 2 * (target_metric(header) != "sales") + is_of_another_time(header)
    yearless = match.field.kind in TIME_KINDS and sample.yearless
    unseen = is_hidden(table, index)
    return (kind, unseen, yearless, round(blank * 4), match.rank, index)


def _alike(
    table: Table, samples: list[Sample], dataset: Dataset, taken: dict[str, Column]
) -> dict[str, Column]:
    """Fields that no header names exactly, suggested by headers that nearly do."""
    used = {column.index for column in taken.values()}
    used |= {index for column in taken.values() for index in column.others}
    suggested: list[tuple[float, int, str]] = []
    for index, header in enumerate(table.headers):
        if index in used or headers.is_known(header):
            continue
        for field in dataset.fields:
            if field.key in taken:
                continue
            alike = likeness(header, dataset.key, field.key)
            if alike >= ALIKE and samples[index].speaks_for(field, header):
                suggested.append((-alike, index, field.key))
    columns: dict[str, Column] = {}
    for _, index, key in sorted(suggested):
        if key not in columns and index not in used:
            columns[key] = Column(index, sure=False)
            used.add(index)
    return columns


def _missing(dataset: Dataset, columns: dict[str, Column]) -> tuple[Text, ...]:
    missing = [field.name for field in dataset.required if field.key not in columns]
    for group in dataset.one_of:
        if not _has_one(group, columns):
            names = [
                join([dataset.field(part).name for part in member.split("*")], zh="×", en=" × ")
                for member in group
            ]
            others = join(names[1:], zh="、", en=", ")
            missing.append(names[0] + Text(f"（或{others.zh}）", f" (or {others.en})"))
    return tuple(missing)


def _lacked(dataset: Dataset, columns: dict[str, Column]) -> tuple[Field, ...]:
    """The fields any of which would complete it: of alternatives the first."""
    required = [field for field in dataset.required if field.key not in columns]
    firsts = [group[0].split("*")[0] for group in dataset.one_of if not _has_one(group, columns)]
    return (*required, *map(dataset.field, firsts))


def _has_one(group: tuple[str, ...], columns: dict[str, Column]) -> bool:
    return any(all(part in columns for part in member.split("*")) for member in group)


def _are_deals(found: Recognised, table: Table) -> bool:
    """Whether what would be orders says of itself that it is won, lost or still talked about."""
    status = found.columns.get("status")
    return found.dataset is ORDERS and status is not None and says_deals(table, status)


def _sets_targets(found: Recognised, table: Table) -> bool:
    """Whether a header says of itself that it is a target, and all that targets need is there."""
    amount = found.columns.get("amount")
    if found.dataset is not TARGETS or found.missing or amount is None:
        return False
    return target_metric(table.headers[amount.index]) is not None


def _stands_beside(found: Recognised) -> bool:
    """Whether what would be orders or a spend is what was reached of targets: no line of an order."""
    lines = {"order_id", "product_id", "unit_price", "quantity"}
    return found.dataset is SPEND or (found.dataset is ORDERS and lines.isdisjoint(found.columns))


def _spent(
    table: Table, samples: list[Sample], dataset: Dataset, columns: dict[str, Column]
) -> dict[str, Column]:
    """Beside a budget or a purpose what is merely called actual was spent."""
    if dataset is not SPEND or "spend" in columns or {"budget", "purpose"}.isdisjoint(columns):
        return columns
    spend = dataset.field("spend")
    actual = (
        i
        for i, header in enumerate(table.headers)
        if is_actual(header) and samples[i].fits(spend, header)
    )
    index = next(actual, None)
    return columns if index is None else columns | {"spend": Column(index)}


def _score(table: Table, dataset: Dataset, columns: dict[str, Column], file: str) -> float:
    """Each field counts, the more the fewer datasets know its header; names of sheet and file add."""
    told = 0.0
    for column in columns.values():
        known_by = max(1, headers.commonness(table.headers[column.index]))
        told += (1 + 2 / known_by) * (1 if column.sure else 0.4)
    return told + (beside(table, dataset, file) if columns else 0)


def _convincing(found: Recognised, table: Table, file: str) -> bool:
    fields = len(found.columns)
    named = [
        header
        for header, column in zip(table.headers, table.held, strict=True)
        if column.null_count < len(column) and not _INDICATOR.search(header)
    ]
    used = fields + sum(len(column.others) for column in found.columns.values())
    used += len(speaking(table, found.dataset))
    covered = used / max(1, len(named))
    own = _OWN_WORD.get(found.dataset.key)
    evidence = " ".join((*table.headers, table.sheet.name, file, *table.titles)).casefold()
    if own and not re.search(own, evidence):
        return False
    if fields < 2 and len(named) > 1:
        return False
    return covered >= ENOUGH_COVERED or fields >= ENOUGH_FIELDS


def _plain_but_sparse(found: Recognised) -> bool:
    """Few of many columns are known, but the ones that make an order or a spend are, by name."""
    core = {found.dataset.date, found.dataset.amount}
    return None not in core and core <= set(found.columns) and found.dataset.key != "targets"


def _lacking(nearly: Recognised) -> Text:
    lacking = join(list(nearly.missing))
    return Text(
        "像是“{dataset}”，但缺少必需的列：{lacking}。未导入；请指定哪一列是它，或补上后再上传。",
        "This looks like {dataset} but lacks a required column: {lacking}. Left out; say which column "
        "it is, or add it and drop the file again.",
    ).format(dataset=nearly.dataset.name, lacking=lacking)
