"""The CSV holds exactly the figure's values, and nothing that a spreadsheet would run."""

import csv
import io

import pandas as pd

from salesdash.export import csv_file
from tests.export.figures import FRAME, NASTY, figure


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_values_come_back_as_they_were():
    data = csv_file.csv(figure())
    assert data.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    assert list(back) == ["渠道", "销售额（元）", "同比", "订单数", "占比变化", "首单日期"]
    back.columns = FRAME.columns
    expected = FRAME.assign(since=["2023-01-05", "2024-02-29", float("nan")])
    pd.testing.assert_frame_equal(back, expected, check_dtype=False)


def test_text_that_would_be_computed_is_marked_and_all_other_text_is_left_alone():
    names = [row[0] for row in read(csv_file.csv(figure(NASTY)))[1:]]
    assert names == ["'" + text for text in NASTY[:6]] + NASTY[6:]


def test_a_negative_number_is_a_number():
    assert read(csv_file.csv(figure()))[2][1] == "-5100000"


def test_an_empty_figure_has_its_header():
    assert len(read(csv_file.csv(figure(frame=FRAME.head(0))))) == 1
