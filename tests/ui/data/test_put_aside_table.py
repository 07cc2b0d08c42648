"""Which rows of those put aside go back: those of which a cell was typed over, with what was typed."""

from salesdash.receipt import AsideTable, PutAside
from salesdash.text import plain
from salesdash.ui.data.put_aside_table import changed

BAD = PutAside("S", 3, "金额", "待定", plain("?"), ("A1", "待定"), ("B3",), ("金额",))
RAGGED = PutAside("S", 4, "", "", plain("?"), ("A2", "7", "8"), ("A4",))
LISTED = AsideTable("S", ("单号", "金额"), (), (BAD, RAGGED))
AS_THEY_STAND = {"S!B3": ("A1", "待定", ""), "S!A4": ("A2", "7", "8")}


def test_rows_that_nobody_typed_over_stay():
    assert changed([LISTED], [AS_THEY_STAND]) == ()


def test_a_row_typed_over_goes_back_under_the_place_where_it_stood():
    [table] = changed([LISTED], [AS_THEY_STAND | {"S!B3": ("A1", "70", "")}])
    [row] = table.rows
    assert (table.headers, row.place, row.cells) == (LISTED.headers, "S!B3", ("A1", "70", ""))


def test_cells_too_many_can_be_emptied():
    [table] = changed([LISTED], [AS_THEY_STAND | {"S!A4": ("A2", "78", "")}])
    assert [row.cells for row in table.rows] == [("A2", "78", "")]
