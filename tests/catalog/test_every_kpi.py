"""Walks all KPIs: each is defined, spoken of in both languages, and computed a second time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from salesdash.catalog.metrics import LIGHTS, METRICS, base_of
from salesdash.catalog.model import Metric
from salesdash.text import Text
from tests.warehouse.questions.test_kpis_in_pandas import IN_PANDAS

CHINESE = re.compile("[一-鿿]")
HANDBOOKS = ("Plan §", "Channel §")


def faults(metric: Metric) -> list[str]:
    """What a KPI lacks before it may stand on the wall."""
    found = []
    for what, text in (("name", metric.name), ("definition", metric.definition)):
        if not text.zh or not text.en:
            found.append(f"no {what}")
        if CHINESE.search(text.en):
            found.append(f"Chinese in the English {what}")
    if not CHINESE.search(metric.definition.zh):
        found.append("no Chinese definition")
    if not any(base_of(metric)):
        found.append("no formula")
    if metric.light is None or not metric.light.source:
        found.append("no source of its limits")
    if metric.key not in IN_PANDAS:
        found.append("no second computation")
    return found


@pytest.mark.parametrize("metric", LIGHTS, ids=lambda metric: metric.key)
def test_a_kpi_is_complete(metric):
    assert faults(metric) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": Text("毛利率", "")}, "no name"),
        ({"definition": Text("", "Gross profit / sales")}, "no definition"),
        ({"definition": Text("Gross profit / sales", "Gross profit / sales")}, "no Chinese definition"),
        ({"definition": Text("毛利 ÷ 销售额", "毛利 ÷ 销售额")}, "Chinese in the English definition"),
        ({"key": "margin_of_next_year"}, "no second computation"),
        ({"light": None}, "no source of its limits"),
        ({"over": "1", "under": "1"}, "no formula"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_walk_finds_what_a_kpi_lacks(change, fault):
    assert fault in faults(replace(METRICS["margin_rate"], **change))


def test_the_27_kpis_of_the_handbooks_are_declared():
    assert sum(m.light.source.startswith(HANDBOOKS) for m in LIGHTS if m.light) == 27
