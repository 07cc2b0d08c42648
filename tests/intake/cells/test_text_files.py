"""Text files: encodings told strictly, delimiters, ragged rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesdash.errors import FileError
from salesdash.intake.cells.text_files.decode import decode, encoding_of
from salesdash.intake.cells.text_files.delimited import sniff

CHINESE = "订单编号,订单日期,客户名称,销售额\nA1,2025-03-05,上海贸易公司,100\nA2,2025-03-06,王小明,200.5\n"
TRADITIONAL = "訂單編號,訂單日期,客戶名稱,銷售額\nA1,2025-03-05,臺北貿易公司,100\nA2,2025-03-06,陳大文,200.5\n"
WESTERN = (
    "Order ID,Order Date,Customer,Sales\nA1,2025-03-05,Müller & Søn,100\nA2,2025-03-06,Café,200.5\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (WESTERN, "cp1252", "cp1252"),
        (WESTERN, "utf-8", "utf-8"),
        ("plain,ascii\n1,2\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_told(text, encoding, expected):
    raw = text.encode(encoding)
    assert encoding_of(raw)[0] == expected
    assert decode(raw).utf8.decode() == text


def test_bytes_that_no_encoding_reads_are_refused():
    with pytest.raises(FileError):
        decode(b"a,b\n\x81\xff\x81,2\n\x81")


@pytest.mark.parametrize(
    ("opening", "delimiter", "width"),
    [
        ("a,b,c\n1,2,3\n", ",", 3),
        ("a;b;c\n1,5;2;3\n", ";", 3),
        ("a\tb\n1\t2\n", "\t", 2),
        ("a|b\n1|2\n", "|", 2),
        ("甲，乙，丙\n1，2，3\n", "，", 3),
        ('name,sum\n"Li, Wei","1,234.5"\n"Wu, Di","2,000"\n', ",", 2),
        ("销售报表\n\n日期,金额\n2025-01-01,5\n2025-01-02,6\n", ",", 2),
        ("'a','b'\n'x, y','2'\n'z','3'\n", ",", 2),
        ("日期:客户:金额\n2025-01-05:甲:5\n2025-01-06:乙:7\n", ":", 3),
        ('a:b:c\n1:"12:30":x, y\n2:"13:30":z\n', ":", 3),
        ("Minutes\nbegun at 12:30:00\nended at 13:30:00\n", ",", 1),
        ("one column\nonly\n", ",", 1),
    ],
)
def test_the_delimiter_is_told_on_the_decoded_text(opening, delimiter, width):
    dialect = sniff(opening)
    assert (dialect.delimiter, dialect.width) == (delimiter, width)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_gives_the_same_rows(one, encoding, newline):
    batch = one(CHINESE.replace("\n", newline), encoding=encoding)
    assert batch.receipt.rows_loaded == 2
    assert str(batch.receipt.amount_loaded) == "300.5000"
    assert batch.rows["customer"].to_pylist() == ["上海贸易公司", "王小明"]


def test_traditional_headers_are_known(one):
    batch = one(TRADITIONAL, encoding="big5")
    assert batch.receipt.columns == {
        "order_id": "訂單編號",
        "order_date": "訂單日期",
        "customer": "客戶名稱",
        "amount": "銷售額",
    }
    assert batch.rows["customer"].to_pylist() == ["臺北貿易公司", "陳大文"]


def test_ragged_rows_are_put_aside_with_their_number(one):
    body = "".join(f"2025-03-{d:02},华东,{d}\n" for d in range(1, 20))
    batch = one(
        "日期,区域,金额\n" + body + "2025-03-20,5\n2025-03-21,华东,多,7\n2025-03-22,华东,8,,\n"
    )
    assert [entry.row for entry in batch.put_aside] == [21, 22]
    assert "2 格" in batch.put_aside[0].reason.zh
    assert batch.put_aside[1].cells == ("2025-03-21", "华东", "多", "7")
    assert batch.receipt.rows_loaded == 20


def test_newlines_and_delimiters_inside_quotes_belong_to_the_cell(one):
    batch = one('日期,客户,金额\n2025-03-01,"甲,\n乙","1,000"\n2025-03-02,丙,"2,000"\n')
    assert batch.rows["customer"].to_pylist() == ["甲, 乙", "丙"]
    assert str(batch.receipt.amount_loaded) == "3000.0000"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
@pytest.mark.parametrize("blanks", ["", " ", "   "])
@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_quote_after_blanks_is_a_quote(one, delimiter, blanks, quote, newline):
    between = delimiter + blanks
    rows = [["日期", "客户", "备注", "金额"]]
    rows += [
        [
            f"2025-03-{d:02}",
            f"{quote}甲{between}{d}{quote}",
            f"{quote}{quote}",
            f"{quote}{d}{quote}",
        ]
        for d in range(1, 11)
    ]
    batch = one(newline.join(between.join(row) for row in rows))
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (55, 0)
    assert batch.rows["customer"].to_pylist()[0] == " ".join(f"甲{between}1".split())


@pytest.mark.parametrize("signs", ["``", "“”", "””", "‘’", "„“", "«»", "「」"])
def test_backticks_and_quotes_of_print_are_quotes(one, signs):
    left, right = signs
    lines = (
        f'{left}2025-03-0{day}{right},{left}A, "{day}"{right},{left}{day}{right}'
        for day in (1, 2, 3)
    )
    batch = one("\n".join(["日期,客户,金额", *lines, ""]))
    assert batch.rows["customer"].to_pylist() == ['A, "1"', 'A, "2"', 'A, "3"']
    assert batch.receipt.amount_loaded == 6


def test_a_name_that_stands_in_quotes_of_print_keeps_them(one):
    names = ["“甲”", "乙", "丙", "丁"]
    lines = (f"2025-03-0{day},{name},5" for day, name in enumerate(names, 1))
    batch = one("\n".join(["日期,客户,金额", *lines, ""]))
    assert batch.rows["customer"].to_pylist() == names


def test_a_quote_after_a_blank_far_below_the_first_lines_is_a_quote(one):
    plain = [f"2025-03-01,客户{n},1" for n in range(20_000)]
    batch = one(
        "\n".join(["日期,客户,金额", *plain, '2025-03-01, "甲, 乙",1', '2025-03-01, "丙",1'])
    )
    assert batch.receipt.rows_loaded == 20_002
    assert batch.rows["customer"].to_pylist()[-2:] == ["甲, 乙", "丙"]


def test_rows_know_their_number_below_titles_and_blank_lines(one):
    batch = one("三月销售明细\n\n日期,客户,金额\n2025-03-01,甲,1\n\n2025-03-02,乙,2\n")
    assert batch.rows["row"].to_pylist() == [4, 6]
    assert batch.receipt.rows_left_out == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("broken", [b"\xff", b"\xe5\x85", "公司".encode("gbk")])
def test_rows_with_broken_bytes_are_put_aside_and_never_replaced(one, encoding, broken):
    lines = [f"A{n},2025-03-05,上海贸易公司,10" for n in range(1, 31)]
    raw = "\n".join(["订单编号,订单日期,客户名称,销售额", *lines]).encode(encoding)
    batch = one(raw.replace("上海".encode(), broken, 1), answers={"encoding": "utf-8"})
    assert batch.receipt.amount_loaded == 290
    [entry] = batch.put_aside
    assert entry.row == 2
    assert f"\\x{broken[0]:02x}" in entry.cells[2]
    assert "损坏的字节" in entry.reason.zh


def test_broken_utf8_is_asked_about_with_both_readings(one):
    raw = "\n".join(["日期,客户,金额", *["2025-03-05,Müller & Söhne,10"] * 20]).encode()
    batch = one(raw.replace("ü".encode(), b"\xfc", 1))
    [question] = batch.questions
    assert question.choices[0] == "utf-8"
    assert "M\\xfcller" in question.text.zh
    assert one(raw.replace("ü".encode(), b"\xfc", 1), accept=True).receipt.amount_loaded == 190


GERMAN = "Datum,Kunde,Umsatz\n2025-03-01,Müller & Söhne,5\n2025-03-02,Jäger Größe,7\n"
FRENCH = "Date,Client,Sales\n2025-03-01,Père Noël,5\n2025-03-02,Société Générale à Évry,7\n"
SPANISH = "Fecha,Cliente,Sales\n2025-03-01,Peña y Muñoz,5\n2025-03-02,Compañía León,7\n"
POLISH = "Data,Klient,Sales\n2025-03-01,Łukasz Wójcik,5\n2025-03-02,Święty Żółw,7\n"
CZECH = "Datum,Zákazník,Sales\n2025-03-01,Dvořák Plzeň,5\n2025-03-02,Němcová Žižka,7\n"
HUNGARIAN = "Dátum,Vevő,Sales\n2025-03-01,Szűcs Győr,5\n2025-03-02,Kovács Pécs,7\n"
KOREAN = "판매일,거래처,금액\n2025-03-01,주식회사 한빛,5\n2025-03-02,서울상사 부산,7\n"
JAPANESE = "日付,顧客,売上\n2025-03-01,株式会社アオイ,5\n2025-03-02,サクラ商事 大阪,7\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, "mac_roman") for text in (GERMAN, FRENCH, SPANISH)),
        *((text, "cp850") for text in (GERMAN, FRENCH, SPANISH)),
        *((text, "cp1250") for text in (POLISH, CZECH, HUNGARIAN)),
        (JAPANESE, "cp932"),
        (KOREAN, "cp949"),
    ],
)
def test_rare_encodings_are_told_and_both_readings_shown(text, encoding):
    decoded = decode(text.encode(encoding))
    assert (decoded.encoding, decoded.utf8.decode()) == (encoding, text)
    assert decoded.rival is not None
    assert all(word in text for word in decoded.readings[0].split("、"))
    assert decoded.readings[0] != decoded.readings[1]


@pytest.mark.parametrize("text", [GERMAN, FRENCH, SPANISH])
def test_usual_encodings_are_not_asked_about(text):
    assert decode(text.encode("cp1252")).rival is None


LINES = [f"A{d},2025-03-{d:02},客户{d},{d * 10}" for d in range(1, 13)]


def _file(lines: list[str], delimiter: str = ",") -> str:
    return "\n".join(["订单编号,订单日期,客户名称,销售额", *lines, ""]).replace(",", delimiter)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
@pytest.mark.parametrize("before", ["", "sep={}\n"])
@pytest.mark.parametrize("after", ["", "{}", "{0}{0}"])
def test_delimiters_announced_and_trailing_ones_change_nothing(one, delimiter, before, after):
    lines = (line + after.format(delimiter) for line in _file(LINES, delimiter).splitlines())
    batch = one(before.format(delimiter) + "\n".join(lines) + "\n")
    assert batch.receipt.amount_loaded == 780
    assert batch.receipt.rows_read == batch.receipt.rows_loaded == 12
    assert batch.rows["customer"].to_pylist()[0] == "客户1"


@pytest.mark.parametrize(
    "slip",
    [
        {3: ("客户4", '"客户4')},
        {3: ("客户4", '"客户4'), 4: ("客户5", '"客户5')},
        {3: ("客户4", '5" 管')},
        {3: ("客户4", '"5" 管"')},
        {0: ("客户1", '"客户1'), 11: ("客户12", '客户12"')},
    ],
)
def test_a_quote_without_its_fellow_swallows_no_rows(one, slip):
    lines = [line.replace(*slip.get(i, ("", ""))) for i, line in enumerate(LINES)]
    batch = one(_file(lines))
    assert (batch.receipt.rows_read, batch.receipt.rows_loaded) == (12, 12)
    assert batch.receipt.amount_loaded == 780


def test_lines_and_delimiters_inside_a_cell_stay_in_it_beside_a_stray_quote(one):
    lines = [*LINES]
    lines[2] = lines[2].replace("客户3", '"客,户\n3,上海\n,,"')
    lines[7] = lines[7].replace("客户8", '"客户8')
    batch = one(_file(lines))
    assert batch.receipt.rows_loaded == 12
    assert batch.rows["customer"].to_pylist()[2] == "客,户 3,上海 ,,"


def test_apostrophes_before_numbers_are_marks_of_text_and_no_quotes(one):
    batch = one(_file([line.replace("A", "'00") for line in LINES]))
    assert batch.rows["order_id"].to_pylist()[:2] == ["001", "002"]


def test_apostrophes_inside_cells_between_apostrophes_are_kept(one):
    lines = [f"'{line}'".replace(",", "','") for line in LINES]
    lines[3] = lines[3].replace("客户4", "Men's, 4")
    batch = one(_file(lines))
    assert batch.receipt.amount_loaded == 780
    assert batch.rows["customer"].to_pylist()[3] == "Men's, 4"


def test_apostrophes_around_few_cells_and_inside_of_most_are_read(one):
    """Rows of which no two lines seem to have as many cells, and colons that are more alike."""
    cells = (line.split(",") for line in LINES)
    lines = [f"'{order}',{day},'It's, isn't it: {name}',{sum_}" for order, day, name, sum_ in cells]
    batch = one(_file(lines))
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (780, 0)
    assert batch.rows["customer"].to_pylist()[0] == "It's, isn't it: 客户1"


@pytest.mark.parametrize("at", [0, 1, 8])
@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_a_single_row_may_be_parted_by_another_sign(one, at, sign):
    lines = _file(LINES).split("\n")
    lines[at] = lines[at].replace(",", sign)
    batch = one("\n".join(lines))
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (780, 0)


def test_of_two_possible_encodings_both_readings_are_shown(one):
    raw = "Date,Customer,Sales\n2025-01-01,贵喇缆敌,5\n".encode("gbk")
    [question] = one(raw).questions
    assert question.choices == ("gb18030", "big5hkscs")
    assert "贵喇缆敌" in question.text.zh
    assert "幛嶽擢菩" in question.text.zh
    answered = one(raw, answers={"encoding": "big5hkscs"})
    assert answered.rows["customer"].to_pylist() == ["幛嶽擢菩"]


def test_cells_of_a_page_over_several_rows_keep_the_others_in_their_columns(one):
    page = (
        "<table><tr><th>日期</th><th>客户</th><th>金额</th></tr>"
        "<tr><td rowspan=2>2025-01-01</td><td>甲</td><td>5</td></tr><tr><td>乙</td><td>6</td></tr>"
        "<tr><td>2025-01-02</td><td>丙</td><td>7</td></tr></table>"
    )
    rows = one(page, name="export.xls").rows
    assert rows["customer"].to_pylist() == ["甲", "乙", "丙"]
    assert [str(day) for day in rows["order_date"].to_pylist()] == [
        "2025-01-01",
        "2025-01-01",
        "2025-01-02",
    ]


def test_quotes_that_are_never_closed_are_signs_like_any_other_however_many(one):
    lines = [f'A{i},2025-01-05,"客户{i},{i}' for i in range(1, 2_001)]
    batch = one("\n".join(["单号,日期,客户,金额", *lines]))
    assert (batch.receipt.rows_loaded, batch.receipt.rows_put_aside) == (2_000, 0)
    assert batch.receipt.amount_loaded == 2_001_000
    assert batch.rows["customer"][1_999].as_py().endswith("客户2000")


def test_columns_that_only_blanks_keep_apart_are_columns(one):
    text = " 客户   日期      数量  金额\n 00004 20250101  2   29.33\n 00021 20250118  2  129.73\n"
    batch = one(text, name="list.txt")
    assert batch.receipt.amount_loaded == Decimal("159.06")
    assert batch.rows["customer"].to_pylist() == ["00004", "00021"]


def test_lines_of_words_are_no_columns(one):
    text = "we met the client on monday\nhe wants more\nprices are too high he says\n"
    assert one(text, name="notes.txt").receipt.dataset is None


ESCAPED = {
    r'2025-01-05,"O\"Neil, Bros",5': 'O"Neil, Bros',
    r"2025-01-05,O\"Neil,5": 'O"Neil',
    r'2025-01-05,"Lee \"Ann\"",5': 'Lee "Ann"',
    r'2025-01-05,"C:\shop\",5': "C:\\shop\\",
}


@pytest.mark.parametrize("line", ESCAPED)
def test_a_backslash_before_a_quote_makes_it_a_sign_where_the_rows_stay_alike(one, line):
    batch = one(f"date,customer,amount\n{line}\n2025-01-06,Wu,7\n")
    assert batch.receipt.amount_loaded == 12
    assert batch.rows["customer"].to_pylist() == [ESCAPED[line], "Wu"]


@pytest.mark.parametrize("header", ["date,customer,amount", '"date,customer,amount"'])
def test_rows_that_stand_in_quotes_as_one_cell_are_rows(one, header):
    batch = one(f'{header}\n"2025-01-05,""Lee, Ann"",5"\n"2025-01-06,Wu,7"\n')
    assert batch.receipt.amount_loaded == 12
    assert batch.rows["customer"].to_pylist() == ["Lee, Ann", "Wu"]


@pytest.mark.parametrize("delimiter", [" ", "；", "^", "~"])
def test_rare_delimiters_part_cells_in_quotes(one, delimiter):
    rows = [["Order Date", "Customer", "Sales"], ["2025-01-05", "Lee, Ann", "5"]]
    rows += [["2025-01-06", f"Wu {n}", "7"] for n in range(9)]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    batch = one(text)
    assert batch.receipt.amount_loaded == 68
    assert batch.rows["customer"].to_pylist()[0] == "Lee, Ann"


@pytest.mark.parametrize(
    "text",
    [
        "日期,客户,金\0额\n2025-01-05,\0,7\n2025-01-09,宏达\0\0,5\n",
        "日期,客户,金额\0\n2025-01-05,宏\0达,7\n2025-01-09,\0甲,5\0\n",
        "日期,客户,金额\n2025-01-05,甲,7\n2025-01-09,乙,5\n\0\0\0\0",
        "<table><tr><td>日期<td>金\0额<tr><td>2025-01-05<td>7\0<tr><td>2025-01-09<td>5</table>",
    ],
)
def test_a_stray_nul_is_nothing(one, text):
    receipt = one(text, name="b.csv" if text.startswith("日") else "b.xls").receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside) == (12, 0)


def test_a_nul_within_an_amount_puts_its_row_aside(one):
    lines = [f"2025-01-{day:02},甲,7" for day in range(1, 12)]
    receipt = one("\n".join(["日期,客户,金额", *lines, "2025-01-19,乙,1\x0050"])).receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside) == (77, 1)


def test_a_text_that_nuls_go_on_amid_a_line_was_cut_off(drop):
    with pytest.raises(FileError):
        drop("日期,客户,金额\n2025-01-05,甲,7\n2025-01-09,乙,15" + "\0" * 50)


def test_headers_that_are_fewer_than_the_cells_are_asked_about_before_what_they_lack(one):
    lines = [f"{day}/01/2018,00:{day},{day},MG-{day},{day}.5,Boots" for day in range(13, 19)]
    text = "\n".join(["Moment,Qty,Product code,Price,Category", *lines, ""])
    batch = one(text)
    assert [question.key for question in batch.questions] == ["headers"]
    assert "5 个名称" in batch.receipt.reason.zh
    told = one(text, answers={"headers": "last_cell"}, accept=True).receipt
    assert told.amount_loaded == sum(day * (day + 0.5) for day in range(13, 19))


def test_tabs_behind_every_field_are_padding_and_part_nothing(one):
    lines = ["日期,门店,金额", "2025-03-03,东门店,256", "2025-03-05,西门店,315"]
    text = "\n".join(line.replace(",", "\t,") + "\t" for line in lines)
    assert one(text).receipt.amount_loaded == 571


def test_cells_behind_backticks_are_read_without_them_and_sums_below_are_none_of_the_orders(one):
    lines = ["交易时间,微信订单号,交易状态,订单金额,退款金额"]
    lines += [f"`2025-03-0{n} 10:11:12,`42000{n},`SUCCESS,`{10 * n}.00,`0.00" for n in range(1, 7)]
    lines += ["总交易单数,应结订单总金额,退款总金额", "`6,`210.00,`0.00"]
    receipt = one("\r\n".join(lines), encoding="utf-8-sig").receipt
    assert (receipt.needs, receipt.rows_loaded, receipt.rows_put_aside) == ((), 6, 0)
    assert receipt.amount_loaded == 210
