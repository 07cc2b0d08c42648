"""Chinese is never boxes: every form that brings no font names one that has it."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from salesdash.export import image, page
from salesdash.export.deck.deck import pptx
from tests.export.figures import figure
from tests.export.reports import ZH, listed, ranked, report

CHINESE = ("Microsoft YaHei", "PingFang SC", "Noto Sans SC")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def test_every_run_and_chart_of_a_deck_names_a_chinese_font():
    with zipfile.ZipFile(io.BytesIO(pptx(report(ranked(), listed([3, 4])), ZH).file)) as pack:
        parts = {
            name: etree.fromstring(pack.read(name))
            for name in pack.namelist()
            if re.search(r"(slides/slide|charts/chart)[^/]*\.xml$", name)
        }
    assert any("chart" in name for name in parts)
    for name, root in parts.items():
        looks = [*root.iter(f"{A}rPr"), *root.iter(f"{A}defRPr")]
        assert looks, name
        for look in looks:
            (east_asian,) = look.findall(f"{A}ea")
            assert east_asian.get("typeface") == "Microsoft YaHei", name


def test_a_drawing_and_the_page_to_read_name_chinese_fonts():
    drawing = image.svg(figure()).decode()
    families = set(re.findall(r'font-family="([^"]*)"', drawing))
    style = re.search(r"font: [^;]*;", page.html(report(ranked()), ZH).decode())
    assert style is not None
    for family in (*families, style[0]):
        assert any(font in family for font in CHINESE), family
