"""How much a text says when its bytes are read in an encoding: what tells one encoding from another."""

from __future__ import annotations

import re
from collections.abc import Callable

from salesdash.intake.texts.headers import is_known

# The letters beyond ASCII that one language writes: a text has those of one, by far most of all.
_WESTERN = (
    "äöüß", "éèêëàâçîïôùûüœæÿ", "áéíóúñü", "ãõáéíóúâêôàç", "àèéìíòóùú", "åäöæøéü", "ëïéèöü", "þðáéíóúýöæ",
)  # fmt: skip
_CENTRAL = (
    "áčďéěíňóřšťúůýž",
    "ąćęłńóśźż",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "čćđšž",
    "ăâîşţ",
    "äöüß",
)
_SIGNS = "€£©®°–—‘’“”…·"
WORD = re.compile(r"[^\s,;|\t\"']+")


def sense(text: str, encoding: str) -> float:
    """Known words and common characters: 0 to about 2."""
    foreign = [i for i, ch in enumerate(text) if ord(ch) > 127]
    if not foreign:
        return 1.0
    words = [word for word in WORD.findall(text[:4000]) if not word.isascii()]
    share_of_headers = sum(map(is_known, words[:60])) / max(1, min(60, len(words)))
    return (
        max(common(text, foreign) for common in _COMMON[encoding]) / len(foreign) + share_of_headers
    )


def _of_east_asia(codec: str, lead: range, signs: range) -> Callable[[str, list[int]], int]:
    """Characters among the frequent ones, or signs, of a national set."""

    def common(text: str, foreign: list[int]) -> int:
        return sum(
            len(code := _code(text[i], codec)) == 2
            and (code[0] in lead or code[0] in signs)
            and not _inside_small_letters(text, i)
            for i in foreign
        )

    return common


def _of_letters(alphabet: str) -> Callable[[str, list[int]], int]:
    """Letters of the language inside a word, large ones only where a word may have them; and signs
    between blanks."""
    letters = frozenset(alphabet)

    def common(text: str, foreign: list[int]) -> int:
        return sum(_is_common_letter(text, i, letters) for i in foreign)

    return common


def _is_common_letter(text: str, i: int, letters: frozenset[str]) -> bool:
    ch, before, after = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if not ch.isalpha():
        return ch in _SIGNS and not any(ord(beside) > 127 for beside in before + after)
    if ch.lower() not in letters or (ch.isupper() and before.islower()):
        return False
    return any(beside.isalpha() and (beside.isascii() or beside.lower() in letters)
               for beside in (before, after))  # fmt: skip


def _inside_small_letters(text: str, i: int) -> bool:
    beside = text[max(0, i - 1) : i + 2 : 2]
    return len(beside) == 2 and beside.isascii() and beside.islower()


def _code(ch: str, encoding: str) -> bytes:
    try:
        return ch.encode(encoding)
    except UnicodeError:
        return b""


_OF_WESTERN = tuple(map(_of_letters, _WESTERN))
_COMMON = {
    # the 3,755 frequent characters of GB 2312, the 5,401 of Big5, the 2,965 of JIS X 0208 with kana, the
    # 2,350 syllables of KS X 1001
    "gb18030": (_of_east_asia("gb2312", range(0xB0, 0xD8), range(0xA1, 0xA4)),),
    "big5hkscs": (_of_east_asia("big5", range(0xA4, 0xC7), range(0xA1, 0xA4)),),
    "cp932": (_of_east_asia("shift_jis", range(0x88, 0x99), range(0x81, 0x84)),),
    "cp949": (_of_east_asia("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xA4)),),
    "cp1252": _OF_WESTERN,
    "mac_roman": _OF_WESTERN,
    "cp850": _OF_WESTERN,
    "cp1250": tuple(map(_of_letters, _CENTRAL)),
}
ENCODINGS = tuple(_COMMON)
