"""Colours are read on their background, told apart, and the same as the screen's own."""

import itertools
import tomllib
from pathlib import Path

import pytest

from salesdash.charts.look import Look
from salesdash.charts.theme import PALETTES, SHAPES, colours, text_on
from tests.contrast import contrast

MODES = list(PALETTES)


@pytest.mark.parametrize("mode", MODES)
def test_words_in_the_colour_of_a_light_or_a_line_are_read(mode):
    palette = PALETTES[mode]
    for colour in (*palette.lights.values(), *palette.series):
        assert contrast(colour, palette.background) >= 4.5, colour
    for light, ground in palette.zones.items():
        assert contrast(palette.lights[light], ground) >= 4.5, light


@pytest.mark.parametrize("mode", MODES)
def test_text_is_read_wherever_it_stands(mode):
    palette = PALETTES[mode]
    grounds = (palette.background, *palette.zones.values(), *palette.diverging, *palette.sequential)
    for ground in grounds:
        assert contrast(palette.ink, ground) >= 4.5, ground
    assert contrast(palette.quiet, palette.background) >= 4.5
    for colour in (*palette.series, *palette.lights.values()):  # written on the bars
        assert contrast(text_on(colour), colour) >= 4.5, colour


@pytest.mark.parametrize("mode", MODES)
def test_each_light_has_a_shape_and_no_two_the_same_colour(mode):
    lights = PALETTES[mode].lights
    assert set(lights) == set(SHAPES) == set(PALETTES[mode].zones)
    assert len(set(SHAPES.values())) == 4
    assert len(set(lights.values())) == 4
    # green and red differ for eyes that do not tell green from red, by how light they are
    assert abs(contrast(lights["green"], "#000000") - contrast(lights["red"], "#000000")) > 0.3


@pytest.mark.parametrize("mode", MODES)
def test_the_charts_have_the_colours_of_the_screen(mode):
    config = Path(__file__).parents[2] / ".streamlit" / "config.toml"
    theme = tomllib.loads(config.read_text("utf-8"))["theme"][mode]
    palette = PALETTES[mode]
    assert list(palette.series) == theme["chartCategoricalColors"]
    assert (palette.background, palette.ink) == (theme["backgroundColor"], theme["textColor"])
    for light, name in (("green", "green"), ("amber", "orange"), ("red", "red"), ("grey", "gray")):
        assert theme[f"{name}Color"] == theme[f"{name}TextColor"] == palette.lights[light]


def test_colours_begin_again_after_the_last():
    names = [str(n) for n in range(8)]
    hues = colours(names, Look("zh"))
    assert hues["domain"] == names
    assert hues["range"][6] == hues["range"][0]
    assert all(a != b for a, b in itertools.pairwise(hues["range"]))
