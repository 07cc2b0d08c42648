"""Targets whose sheet carries several metrics, one a column, as one row per metric."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Dataset
from salesdash.catalog.words.vocabulary import METRIC_WORDS
from salesdash.intake.cleaning.values.fields import FieldReader, Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.tables.context.metrics_around import ANOTHER
from salesdash.intake.texts.headers import MatchedColumn, simplified
from salesdash.intake.texts.metric_headers import is_bare_target, target_metric
from salesdash.text import Text, join, plain
from salesdash.units import MONEY

PREFIX = "amount:"
METRIC = "metric"
SALES = "sales"  # the targets that name no metric
TAKEN = Text("“{header}”按“{metric}”的目标导入。", "“{header}” is taken as the target of {metric}.")
ASKED = Text(
    "“{header}”是哪项指标的目标？（如 {values}）",
    "Of which metric is “{header}” the target? (such as {values})",
)
CHOICES = tuple(dict.fromkeys(metric for _, metric in METRIC_WORDS))
_SAYS_MONEY = re.compile(r"[额元万亿¥￥$€]|amount|value")
SHOWN = 3  # values of a column as evidence


def read_metrics(reader: FieldReader, recognised: Recognised) -> dict[str, Values]:
    """The further metric columns beside the sales target, under `amount:<metric>`."""
    column = recognised.columns["amount"]
    indices = (column.index, *column.others)
    by_metric: dict[str, int] = {}
    for index in indices:
        if metric := target_metric(reader.table.headers[index]):
            by_metric.setdefault(metric, index)
    main = SALES if "metric" in recognised.columns else _main(reader, column.index)
    height = reader.table.height
    if len(by_metric) < 2:
        if main == SALES:
            return {}
        return {"metric": _constant(main, height)}
    others = {m: i for m, i in by_metric.items() if i != column.index}
    listed = join([plain(f"“{reader.table.headers[i]}”") for i in (column.index, *others.values())])
    reader.decisions.notes.append(
        Text(
            f"每行有 {len(by_metric)} 个指标（{listed.zh}），展开为每个指标一行；金额合计只算销售目标。",
            f"Each row carries {len(by_metric)} metrics ({listed.en}); they become one row per metric. "
            "The control total counts the sales target only.",
        )
    )
    field = recognised.dataset.field("amount")
    read = {
        f"{PREFIX}{metric}": Values(
            {f"{PREFIX}{metric}": (each := reader.read(field, MatchedColumn(index))).main},
            each.failed,
        )
        for metric, index in others.items()
    }
    return read | {"metric": _constant(main, height)}


def _main(reader: FieldReader, index: int) -> str:
    """The metric of the column's targets: as its header says, else as what stands around the table does; what is
    named there and is none of ours is asked about."""
    header = reader.table.headers[index]
    around = reader.setting.metrics
    if not is_bare_target(header) or SALES in around:
        return target_metric(header) or SALES
    if reader.setting.unit != 1 or _SAYS_MONEY.search(simplified(header)):
        around = around & {key for key in CHOICES if METRICS[key].unit is MONEY}
    if not around:
        return SALES
    if len(around) > 1 or ANOTHER in around:
        values = join([*map(plain, reader.table.sample(index)[:SHOWN])])
        text = ASKED.format(header=plain(header), values=values)
        return reader.decisions.ask(METRIC, text, CHOICES, "")
    [metric] = around
    reader.decisions.notes.append(TAKEN.format(header=plain(header), metric=METRICS[metric].name))
    return metric


def unpivoted(rows: pa.Table, dataset: Dataset) -> pa.Table:
    """The further metrics as rows of their own, without those left blank."""
    further = [name for name in rows.column_names if name.startswith(PREFIX)]
    if dataset.key != "targets" or not further:
        return rows
    base = rows.drop_columns(further)
    parts = [base]
    for name in further:
        metric = pa.repeat(pa.scalar(name.removeprefix(PREFIX)), len(rows))
        part = base.set_column(base.column_names.index("amount"), "amount", rows[name])
        part = part.set_column(part.column_names.index("metric"), "metric", metric)
        parts.append(part.filter(pc.is_valid(part["amount"])))
    return pa.concat_tables(parts).combine_chunks()


def metric_of_all(rows: pa.Table | None) -> str:
    """The metric of which all targets are; that of sales where the rows name none or several."""
    named = [] if rows is None or METRIC not in rows.column_names else pc.unique(rows[METRIC])
    return named[0].as_py() or SALES if len(named) == 1 else SALES


def _constant(metric: str, height: int) -> Values:
    never = pa.repeat(pa.scalar(False), height)
    return Values({"metric": pa.repeat(pa.scalar(metric), height)}, never)
