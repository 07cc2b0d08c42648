"""The pictures of empty pages show the sample company as it is, in both languages and modes."""

import json
from typing import Any

import pytest

from salesdash.text import LANGS
from sample_data.pictures import FIGURES, MODES, TARGET, pictures

AGAIN = "the pictures are of another company: run make sample"


def kept(page: str, lang: str) -> dict[str, Any]:
    picture: dict[str, Any] = json.loads(
        (TARGET / f"{page}_{lang}.json").read_text(encoding="utf-8")
    )
    return picture


@pytest.mark.parametrize("lang", LANGS)
def test_every_picture_is_drawn_from_the_numbers_of_the_company(lang):
    drawn = pictures(lang)
    for page, picture in drawn.items():
        assert kept(page, lang)["title"] == picture["title"], AGAIN
        assert kept(page, lang)["datasets"] == picture["datasets"], AGAIN


@pytest.mark.parametrize("page", FIGURES)
def test_a_picture_has_rows_for_both_modes_and_words_of_its_language(page):
    for lang in LANGS:
        picture = kept(page, lang)
        assert all(picture[mode]["layer"] or picture[mode]["mark"] for mode in MODES)
        assert all(picture["datasets"].values())
        assert picture["title"].isascii() == (lang == "en")
