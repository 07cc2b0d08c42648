"""Which names are one, and which only look so."""

from pathlib import Path

import pytest

from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.spellings import Merge, accept, decisions, proposals, refuse, reverse
from tests.stores import fill

DAY = "2025-03-01"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "store")


def with_names(warehouse: Warehouse, dimension: str, *names: str) -> list[Merge]:
    """One order each, two of the first; what is proposed then."""
    rows = [{"order_date": DAY, "amount": 10, dimension: name} for name in (names[0], *names)]
    fill(warehouse, warehouse.folder.parent, orders=rows)
    return proposals(warehouse)


@pytest.mark.parametrize(
    ("dimension", "kept", "other", "why"),
    [
        ("region", "华东", "华东区", "区"),
        ("region", "华东大区", "华东区", "区"),
        ("region", "广东", "广东省", "省"),
        ("region", "华东", "East China", "两种写法"),
        ("channel", "天猫", "Tmall", "两种写法"),
        ("channel", "京东", "京东商城", "商城"),
        ("channel", "Tmall", "TMALL", "大小写"),
        ("customer", "上海明远", "上海明远有限公司", "有限公司"),
        ("customer", "华为技术有限公司", "华为技术（中国）有限公司", "有限公司"),
        ("customer", "Acme", "ACME Co., Ltd.", "ltd"),
        ("salesperson", "张三", "张 三", "空格"),
        ("product", "Wireless Mouse", "Wirelss Mouse", "一个字母"),
        ("category", "家具", "家具类", "类"),
    ],
)
def test_names_alike_are_proposed_with_their_evidence(
    warehouse: Warehouse, dimension: str, kept: str, other: str, why: str
):
    [merge] = with_names(warehouse, dimension, kept, other)
    assert (merge.dimension, merge.spelling, merge.accepted) == (dimension, other, kept)
    assert why in merge.evidence.zh
    for fact in (kept, other, "2 行", "1 行"):
        assert fact in merge.evidence.zh


@pytest.mark.parametrize(
    ("dimension", "names"),
    [
        ("channel", ("A店", "B店")),
        ("channel", ("Store A", "Store B")),
        ("channel", ("StoreA", "StoreB")),
        ("channel", ("天猫旗舰店", "天猫专营店")),
        ("region", ("华东一区", "华东二区", "华东三区")),
        ("region", ("吉林", "吉林省", "吉林市")),
        ("region", ("Region 1", "Region 2")),
        ("salesperson", ("张三", "张山", "张三丰")),
        ("customer", ("上海明远有限公司", "上海明达有限公司")),
        ("customer", ("Customer 100", "Customer 101")),
        ("product", ("桌子 60cm", "桌子 80cm")),
        ("product", ("Model X", "Model Y")),
        ("category", ("一组", "二组")),
    ],
)
def test_names_that_only_look_alike_are_left_alone(
    warehouse: Warehouse, dimension: str, names: tuple[str, ...]
):
    assert with_names(warehouse, dimension, *names) == []


def test_an_accepted_merge_counts_as_one_and_keeps_what_was_written(warehouse: Warehouse):
    [merge] = with_names(warehouse, "region", "华东", "华东区")
    accept(warehouse, merge, by="李")
    by_region = Ask(warehouse.query)(["sales"], ["region"])
    assert by_region.to_numpy().tolist() == [["华东", 30]]
    assert proposals(warehouse) == []
    assert warehouse.rows("SELECT region FROM loaded.orders WHERE region <> '华东'") == [
        ("华东区",)
    ]
    assert warehouse.rows("SELECT written FROM live.orders WHERE written IS NOT NULL") == [
        ("华东区",)
    ]


def test_a_decision_is_remembered_and_can_be_taken_back(warehouse: Warehouse):
    [merge] = with_names(warehouse, "region", "华东", "华东区")
    refuse(warehouse, merge)
    assert proposals(warehouse) == []
    assert [(d.spelling, d.is_accepted) for d in decisions(warehouse)] == [("华东区", False)]
    reverse(warehouse, merge)
    assert proposals(warehouse) == [merge]
    accept(warehouse, merge)
    reverse(warehouse, merge)
    assert len(Ask(warehouse.query)(["sales"], ["region"])) == 2


def test_merges_of_merges_end_in_one_name(warehouse: Warehouse):
    with_names(warehouse, "channel", "天猫", "Tmall", "TMALL")
    accept(warehouse, Merge("channel", "TMALL", "Tmall", proposals(warehouse)[0].evidence))
    accept(warehouse, Merge("channel", "Tmall", "天猫", proposals(warehouse)[0].evidence))
    assert Ask(warehouse.query)(["sales"], ["channel"]).to_numpy().tolist() == [["天猫", 40]]


def test_width_and_blanks_are_evened_out_at_once_and_said(warehouse: Warehouse, tmp_path: Path):
    assert with_names(warehouse, "channel", "TMALL", "ＴＭＡＬＬ", "TMALL　") == []
    assert Ask(warehouse.query)(["sales"], ["channel"]).to_numpy().tolist() == [["TMALL", 40]]
    [(said,)] = warehouse.rows("SELECT receipt->>'notes' FROM app.receipts")
    assert "ＴＭＡＬＬ" in said
