"""Reports without a screen: one command, one file, and the same numbers as anywhere else."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image, ImageFont
from pptx import Presentation

from salesdash.__main__ import main
from salesdash.export import image
from salesdash.export.safe_names import without_unseen
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.customer_letters import CustomerLetters
from salesdash.warehouse.typed.weekly_deck import ReportChoice, WeeklyDeck
from tests.stores import daily, fill

SALES = {"天猫": 300.0, "门店": 100.0}
FEW = ("--pages", "channels")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An order of each channel on each of the first 59 days of two years; 2025 sells twice as much."""
    folder = tmp_path_factory.mktemp("small")
    warehouse = Warehouse(folder / "store")
    rows = [
        {**row, "order_id": f"{row['order_id']}/{channel}"}
        for year, times in ((2024, 1), (2025, 2))
        for channel, amount in SALES.items()
        for row in daily(
            f"{year}-01-01", 59, channel=channel, amount=amount * times, customer=f"{channel}客户"
        )
    ]
    fill(warehouse, folder, "订单.csv", orders=rows)
    warehouse.close()
    return folder / "store"


def run(store: Path, *words: object, lang: str = "zh") -> int:
    return main(["--store", str(store), "--lang", lang, *map(str, words)])


def texts(file: Path) -> list[str]:
    """All words on all slides, in tables, charts and notes."""
    found: list[str] = []
    for slide in Presentation(str(file)).slides:
        for shape in [*slide.shapes, *slide.notes_slide.shapes]:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if getattr(shape, "has_table", False):
                found += [cell.text for row in shape.table.rows for cell in row.cells]
            if getattr(shape, "has_chart", False):
                plot = shape.chart.plots[0]
                found += [*map(str, plot.categories), *(series.name for series in plot.series)]
    return found


@pytest.fixture(scope="module")
def deck(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "周会.pptx"
    assert run(store, "deck", out, *FEW) == 0
    return out


def chart(file: Path, key: str) -> Any:
    for slide in Presentation(str(file)).slides:
        for shape in slide.shapes:
            if shape.name == f"salesdash:{key}:figure":
                return shape.chart
    raise AssertionError(key)


def test_the_decks_chart_has_the_numbers_of_the_orders(deck):
    ranked = chart(deck, "channels.channel_sales").plots[0]
    assert list(ranked.categories) == ["天猫", "门店"]
    assert list(ranked.series[0].values) == [59 * 600.0, 59 * 200.0]


def test_a_deck_that_is_there_is_updated(store, deck, capsys):
    own = Presentation(str(deck))
    own.slides[0].shapes.title.text_frame.paragraphs[0].runs[0].text = "我的开场"
    copy = deck.with_name("改过的.pptx")
    own.save(str(copy))
    assert run(store, "deck", copy, *FEW, "--as-of", "2025-01-31") == 0
    said = capsys.readouterr().out
    assert "保留了您改过的文字：“我的开场”" in said
    assert Presentation(str(copy)).slides[0].shapes.title.text_frame.text == "我的开场"
    ranked = chart(copy, "channels.channel_sales").plots[0]
    assert list(ranked.series[0].values) == [31 * 600.0, 31 * 200.0]


def test_our_font_has_every_letter_of_a_deck_in_either_language(store, deck, tmp_path):
    english = tmp_path / "deck.pptx"
    assert run(store, "deck", english, *FEW, lang="en") == 0
    font = ImageFont.truetype(Path(image.__file__).parent / "fonts" / "NotoSansSC-Regular.otf", 30)
    box = bytes(font.getmask("\ue123"))
    written = [
        {ch for words in texts(file) for ch in without_unseen(words)} for file in (deck, english)
    ]
    for letters in written:
        shown = {ch for ch in letters if ch.isprintable() and not ch.isspace()}
        assert [ch for ch in sorted(shown) if bytes(font.getmask(ch)) == box] == []
    assert {ch for ch in written[1] if ch > "\u3000"} <= set("天猫门店客户")  # the data's own names


def test_workbook_page_and_figure_are_written(store, tmp_path):
    book, page, picture = (tmp_path / name for name in ("a.xlsx", "a.html", "a.png"))
    assert [run(store, "workbook", book, *FEW), run(store, "report", page, *FEW)] == [0, 0]
    assert run(store, "figure", "channel_sales", picture, "--period", "2024") == 0
    names = openpyxl.load_workbook(io.BytesIO(book.read_bytes())).sheetnames
    assert names[0] == "目录"
    assert names[-1] == "口径"
    assert "vegaEmbed" in page.read_text(encoding="utf-8")
    assert Image.open(picture).size == (2560, 1440)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("deck", "a.ppt"), "要以 .pptx 结尾"),
        (("deck", "nowhere/a.pptx"), "不存在"),
        (("deck", "a.pptx", "--pages", "overveiw"), "overview"),
        (("deck", "a.pptx", "--template", "a.docx"), "无法读取"),
        (("figure", "chanel_sales", "a.png"), "channels.channel_sales"),
        (("figure", "overview.worst_lights", "a.png"), "没有图"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is_left(
    store, tmp_path, monkeypatch, capsys, words, said
):
    monkeypatch.chdir(tmp_path)
    assert run(store, *words) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_deck_is_refused_and_stays(store, tmp_path, capsys):
    out = tmp_path / "a.pptx"
    out.write_bytes(b"not a deck")
    assert run(store, "deck", out) == 2
    assert "PowerPoint" in capsys.readouterr().err
    assert out.read_bytes() == b"not a deck"


def test_without_data_there_is_no_report(tmp_path):
    assert run(tmp_path / "store", "deck", tmp_path / "a.pptx") == 2
    assert not (tmp_path / "a.pptx").exists()


def test_the_weekly_deck_is_remembered(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    weekly = WeeklyDeck(warehouse)
    assert weekly.kept() is None
    choice = ReportChoice(("kpis", "overview"), ("kpis.wall_sales",), "en", True, True)
    version = warehouse.version
    weekly.keep(choice, b"deck", "李雷")
    assert warehouse.version == version  # no answer of anybody's rests on it
    warehouse.close()
    kept = WeeklyDeck(Warehouse(tmp_path / "store")).kept()
    assert kept is not None
    assert (kept.choice, kept.deck, kept.saved_by) == (choice, b"deck", "李雷")
    assert kept.deck_for(replace(choice, pages=("risks",))) == b"deck"
    for other in ({"lang": "zh"}, {"is_dark": False}, {"is_masked": False}):
        assert kept.deck_for(replace(choice, **other)) is None


def test_letters_of_customers_are_the_stores_in_every_form(store, tmp_path):
    warehouse = Warehouse(store)
    letters = CustomerLetters(warehouse)
    assert letters.of(["门店客户"]) == {"门店客户": 0}  # once the only one
    warehouse.close()
    page = tmp_path / "a.html"
    assert run(store, "report", page, "--pages", "customers", "--mask") == 0
    assert "门店客户" not in page.read_text(encoding="utf-8")
    kept = CustomerLetters(Warehouse(store)).of(["天猫客户", "门店客户"])
    assert kept == {"天猫客户": 1, "门店客户": 0}
