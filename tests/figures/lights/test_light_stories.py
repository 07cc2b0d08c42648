"""The lights of the sample company tell the stories planted in it."""

from __future__ import annotations

import pytest

from salesdash.figures import overview as _overview
from salesdash.figures.kpis import wall as _wall
from tests import sample
from tests.heard import heard
from tests.stores import scope

overview = heard(_overview)
wall = heard(_wall)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return sample.asked(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def found(ask):
    return {s.metric.key: s for s in wall.standings(ask, scope(ask, "2025"), in_depth=True)}


def test_every_kpi_is_live(found):
    assert [key for key, s in found.items() if s.verdict.light == "grey"] == []


def test_the_marketplace_whose_return_falls_is_the_weakest_though_the_whole_is_green(found):
    roi = found["roi"]
    assert roi.verdict.light == "green"
    assert (roi.weak.name.zh, roi.weak.light) == ("天猫", "amber")
    assert roi.weak.judged == pytest.approx(0.6, abs=0.05)


def test_the_region_that_misses_its_target_lags_behind_an_attainment_that_is_green(found):
    attainment = found["attainment"]
    assert attainment.verdict.light == "green"
    assert (attainment.weak.name.zh, attainment.weak.light) == ("西南", "amber")


@pytest.mark.parametrize(
    ("kpi", "dimension", "lit"),
    [
        ("attainment", "region", ["西南"]),
        ("roi", "channel", ["天猫"]),
        ("clv_cac", "channel", ["天猫"]),
        ("margin_rate", "channel", []),
        ("channel_growth", "channel", []),
        ("turnover", "channel", []),
        ("lead_conversion", "channel", []),
        ("discount_rate", "salesperson", []),
    ],
)
def test_only_the_told_members_are_not_green(ask, found, kpi, dimension, lit):
    frame = wall.members(ask, scope(ask, "2025"), found[kpi], dimension).frame
    assert frame.loc[frame["light"] != "达标", dimension].tolist() == lit


def test_the_headline_is_the_line_of_the_meeting(ask):
    # 104.5 of 121.5 million; 215 of 248 workdays; 16.9 million in 33 workdays
    said = overview.headline(ask, scope(ask, "2025"))
    assert said == (
        "有缺口风险：2025年目标已完成 86.1%，比计划进度超前 0.8个百分点（+89.8万元），"
        "但全期预计完成 99.3%–99.9%。"
        "时间已过 86.7%；余下 33 个工作日每天需要 51.3万元，是目前日均的 1.06 倍。"
        "落后最多的是西南（90.1%，差 122.3万元）。"
    )
