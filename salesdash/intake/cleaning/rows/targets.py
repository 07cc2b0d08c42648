"""Targets whose sheet carries several metrics, one a column, as one row per metric."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Dataset
from salesdash.intake.cleaning.values.fields import FieldReader, Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.texts.headers import MatchedColumn
from salesdash.intake.texts.metric_headers import target_metric
from salesdash.text import Text, join, plain

PREFIX = "amount:"


def read_metrics(reader: FieldReader, recognised: Recognised) -> dict[str, Values]:
    """The further metric columns beside the sales target, under `amount:<metric>`."""
    column = recognised.columns["amount"]
    indices = (column.index, *column.others)
    by_metric: dict[str, int] = {}
    for index in indices:
        if metric := target_metric(reader.table.headers[index]):
            by_metric.setdefault(metric, index)
    main = target_metric(reader.table.headers[column.index]) or "sales"
    height = reader.table.height
    if len(by_metric) < 2:
        if main == "sales" or "metric" in recognised.columns:
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


def _constant(metric: str, height: int) -> Values:
    never = pa.repeat(pa.scalar(False), height)
    return Values({"metric": pa.repeat(pa.scalar(metric), height)}, never)
