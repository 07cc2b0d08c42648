"""The words of days: names of months in the languages of the users, figures in Chinese, and what is none of a day."""

from __future__ import annotations

import re
import unicodedata

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january janv ene gen januar jänner enero janvier janeiro gennaio januari",
            "feb february fév févr fevr fev februar febrero février fevrier fevereiro febbraio februari",
            "mar march mär mrz märz maerz marz marzo mars março marco maart mrt",
            "apr april avr abr abril avril aprile",
            "may mai mayo maio maggio mei",
            "jun june giu juni junio juin junho giugno",
            "jul july juil lug juli julio juillet julho luglio",
            "aug august ago agosto août aout augustus",
            "sep sept september septiembre setiembre septembre setembro settembre",
            "oct october ott oktober okt octubre octobre outubro ottobre",
            "nov november noviembre novembre novembro",
            "dec december déc dic dezember dez diciembre décembre decembre dezembro dicembre",
        ],
        1,
    )
    for name in names.split()
}
DIGITS = {ch: n for n, ch in enumerate("〇一二三四五六七八九")} | {"零": 0}
_DASHES = str.maketrans("–−‐‑、", "-----")
MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = re.compile(
    r"[(]?(星期|周|礼拜)[一二三四五六日天][)]?|[(]?\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[.,]?[)]?\s*|"
    r"(?:(?<=[日号])|(?<=[-/.]\d)|(?<=[-/.]\d\d))\s*[(][一二三四五六日天][)]$"
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_PART_IN_WORDS = re.compile(r"\b(first|second|third|fourth) (quarter|half)\b(?: of)?")  # as Q1, H1


def tidy(text: str) -> str:
    """Half-width, lower case, one sort of dash, without the day of the week and the `de` of Spanish."""
    words = unicodedata.normalize("NFKC", text).translate(_DASHES).strip(" '").casefold()
    words = _PART_IN_WORDS.sub(lambda m: f"{m[2][0]}{ORDINALS[m[1]]}", words.replace(" de ", " "))
    return without_weekday(words) if not words[:1].isdigit() or len(words) > 5 else words


def without_weekday(words: str) -> str:
    """A day in lower case and half width without the day of the week beside it: 3/5(周三), 1日(六), wed 5 mar."""
    return _WEEKDAY.sub("", words).strip()


def numeral(text: str) -> int:
    """三十一 → 31."""
    tens, ten, ones = text.rpartition("十")
    units = DIGITS[ones] if ones else 0
    return units + ((DIGITS[tens] if tens else 1) * 10 if ten else 0)
