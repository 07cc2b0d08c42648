"""Pictures stand alone, show Chinese on any machine, and never run what a name says."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import vl_convert
from PIL import Image, ImageFont

from salesdash.charts.compared import ranking
from salesdash.charts.look import Look
from salesdash.charts.theme import PALETTES
from salesdash.export import image
from tests.export.figures import NAME, NASTY, SALES, figure

FONTS = Path(image.__file__).parent / "fonts"
RARE = "㐂䶮鱻龘囍"


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def written(text: str, weight: int = 400) -> bytes:
    """The pixels of a text in the application's font."""
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
        '<rect width="60" height="60" fill="white"/><text x="5" y="45" '
        f'font-family="Noto Sans SC" font-weight="{weight}" font-size="40">{text}</text></svg>'
    )
    return pixels(vl_convert.svg_to_png(drawn)).tobytes()


@pytest.fixture(scope="session")
def light() -> Image.Image:
    return pixels(image.png(figure()))


def test_a_picture_is_16_to_9_and_twice_as_fine_as_the_screen(light):
    assert light.size == (2560, 1440)
    assert light.getpixel((3, 3)) == (255, 255, 255)


def test_title_chart_and_context_are_all_in_it(light):
    width, height = light.size
    for top, bottom in ((0, 0.14), (0.2, 0.9), (0.9, 1)):
        part = light.crop((0, int(top * height), width, int(bottom * height)))
        assert len(part.getcolors(1 << 20) or []) > 10


def test_a_dark_picture_is_dark():
    data = pixels(image.png(figure(), "dark", scale=1))
    assert data.size == (1280, 720)
    assert data.getpixel((3, 3)) == (0x14, 0x18, 0x1F)
    assert PALETTES["dark"].background == "#14181f"


def test_many_rows_make_it_higher_instead_of_smaller():
    data = pixels(image.png(figure([f"渠道{n}" for n in range(40)]), scale=1))
    assert data.width == 1280
    assert data.height > 40 * ranking.BAR


@pytest.mark.parametrize("weight", [400, 700])
def test_chinese_is_never_boxes(weight):
    nothing = written("\ue123", weight)
    shown = [written(letter, weight) for letter in "增长率" + RARE]
    assert len({nothing, *shown}) == len(shown) + 1


@pytest.mark.parametrize(
    ("file", "text"), [("Regular", "增长率●▲■○¥€，" + RARE), ("Bold", "增长率业绩，")]
)
def test_the_font_itself_holds_the_characters(file, text):
    font = ImageFont.truetype(FONTS / f"NotoSansSC-{file}.otf", 40)
    box = bytes(font.getmask("\ue123"))
    assert font.getname() == ("Noto Sans SC", file)
    assert all(bytes(font.getmask(letter)) != box for letter in text)


def test_names_are_text_and_nothing_else():
    root = ET.fromstring(
        image.svg(figure(NASTY, title="<script>x</script> & co", sentence='"><img>'))
    )
    kinds = {node.tag.split("}")[1] for node in root.iter()}
    assert kinds <= {"svg", "g", "rect", "path", "text", "tspan", "line", "defs", "clipPath"}
    attributes = {name for node in root.iter() for name in node.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name]
    words = [node.text for node in root.iter() if node.tag.endswith("}text")]
    assert "<script>x</script> & co" in words
    assert "<script>alert(1)</script>" in words


def test_an_emoji_that_is_cut_off_costs_no_picture():
    assert pixels(image.png(figure(["😀" * 60, "天猫" + "🎉" * 40]), scale=1)).size == (1280, 720)


def test_svg_text_is_text_in_a_font_that_office_has():
    data = image.svg(figure()).decode()
    fonts = set(re.findall(r'font-family="([^"]*)"', data))
    assert fonts == {"'Microsoft YaHei', 'PingFang SC', 'Noto Sans SC', sans-serif"}
    assert "天猫旗舰店" in data


def test_a_figure_without_a_chart_has_no_picture():
    with pytest.raises(ValueError, match="no chart"):
        image.png(figure(draw=None))


def test_long_words_wrap_and_end_in_dots():
    assert image.wrap("", 100, 10, 2) == []
    assert image.wrap("销售额达成率", 30, 10, 3) == ["销售额", "达成率"]
    assert image.wrap("销售额，达成率", 30, 10, 3) == ["销售额，", "达成率"]
    assert image.wrap("one two three", 42, 10, 3) == ["one two", "three"]
    lines = image.wrap("长" * 100, 100, 10, 2)
    assert [len(line) for line in lines] == [10, 10]
    assert lines[-1].endswith("…")
    assert len(image.wrap("x" * 500, 100, 10, 50)) > 10


def test_a_picture_needs_no_network():
    drawn = ranking.bars(figure().frame, NAME, SALES, Look("zh")).to_dict()
    assert "url" not in str(drawn).replace("$schema", "")


def test_a_drawing_of_many_rows_has_no_more_pixels_than_its_place_shows():
    few, many = figure(), figure()
    many.specs["light"] = {**few.spec("light"), "height": 900}
    drawn = [pixels(image.chart_png(one, "light", 640, 300)) for one in (few, many)]
    assert drawn[0].height == round(300 * image.SHARP)
    assert drawn[1].height == pytest.approx(drawn[0].height, abs=3)
