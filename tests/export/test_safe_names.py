"""Names of files and sheets are readable, and safe wherever they are written."""

import pytest

from salesdash.charts.figure import SpokenColumn
from salesdash.export.safe_names import file_name, heading, is_formula, sheet_names
from salesdash.units import COUNT, MONEY, RATIO
from tests.export.figures import NASTY, figure


@pytest.mark.parametrize(
    ("title", "context", "name"),
    [
        ("渠道排名", "2025年1月-11月 · 全部", "渠道排名_2025年1月-11月.png"),
        ("渠道排名", "", "渠道排名.png"),
        ('a/b\\c:d*e?f"g<h>i|j', "", "a b c d e f g h i j.png"),
        ("CON", "", "_CON.png"),
        ("com1.x", "", "_com1.x.png"),
        ("..", "", "channels.png"),
        ("行\n列\x00\u202e", "", "行 列.png"),
        ("名" * 300, "", "名" * 100 + ".png"),
    ],
)
def test_a_file_is_called_by_title_and_period(title, context, name):
    assert file_name(figure(title=title, context=context), "png") == name


def test_sheets_have_names_that_excel_takes():
    names = sheet_names(
        ["销售额/目标", "'a'", "", "History", "长" * 40, "长" * 40, "x", "X", "[b]?"]
    )
    assert names == [
        "销售额 目标", "a", "Sheet", "History (2)", "长" * 31, "长" * 27 + " (2)", "x", "X (2)", "b",
    ]  # fmt: skip
    assert all(len(name) <= 31 for name in names)


def test_a_heading_names_the_unit_of_the_raw_values():
    assert heading(SpokenColumn("s", "销售额", MONEY), "zh") == "销售额（元）"
    assert heading(SpokenColumn("s", "Sales", MONEY), "en") == "Sales (¥)"
    assert heading(SpokenColumn("s", "达成率", RATIO), "zh") == "达成率"
    assert heading(SpokenColumn("s", "订单数", COUNT), "zh") == "订单数"
    assert heading(SpokenColumn("s", "渠道"), "zh") == "渠道"


def test_what_a_spreadsheet_would_compute():
    assert [text for text in NASTY if is_formula(text)] == NASTY[:6]
    assert not is_formula("渠道=直销")


@pytest.mark.parametrize("sign", "=+-@＝＋－＠﹦﹢﹣﹫")
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\u3000", "\u200b", "\ufeff", "\x00"])
def test_no_sign_hides_from_the_apostrophe(before: str, sign: str):
    assert is_formula(f"{before}{sign}HYPERLINK(1)")
