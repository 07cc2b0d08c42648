"""Bytes of a text file → UTF-8, strictly; no character is ever replaced by a mark of ignorance."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.errors import FileError
from salesdash.intake.texts.headers import is_known
from salesdash.text import Text

SAMPLE = 1 << 16
CLOSE = 0.85
# Candidates for text without a mark, besides UTF-8. Chinese files are what people here have.
CANDIDATES = ("gb18030", "big5hkscs", "cp1252")
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB18030 (GBK)",
    "big5hkscs": "Big5",
    "cp1252": "Windows-1252",
}
UNREADABLE = Text(
    "无法确定文件的文字编码，内容可能已损坏。请用 Excel 打开后另存为“CSV UTF-8”再上传。",
    "The encoding of this file cannot be determined; it may be damaged. Open it in Excel and save "
    "it as “CSV UTF-8”.",
)
DAMAGED_TEXT = Text(
    "文件是 UTF-8 编码，但有几个字节已损坏或被截断。请重新导出后再上传。",
    "The file is UTF-8, but some of its bytes are broken or cut off. Export it again.",
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASCII = bytes(range(128))
_WORD = re.compile(r"[^\s,;|\t\"']+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file as UTF-8 without a mark, and the encoding it was in.

    `readings` are the first telling words in the encoding and in its `rival`.
    """

    utf8: bytes
    encoding: str
    rival: str | None = None
    readings: tuple[str, ...] = ()


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """`encoding` is the user's own word. Raises FileError where no reading fits every byte."""
    rival = None
    is_told = encoding in NAMES
    if not is_told:
        encoding, rival = encoding_of(raw)
    assert encoding is not None
    if encoding in ("utf-8", "utf-8-sig"):
        # without a mark, UTF-8 is what was found by reading every byte
        if (is_told or encoding == "utf-8-sig") and not is_utf8(raw):
            raise FileError(DAMAGED_TEXT)
        return Decoded(raw.removeprefix(codecs.BOM_UTF8), encoding)
    try:
        utf8 = raw.decode(encoding).encode("utf-8")
    except UnicodeError as error:
        raise FileError(UNREADABLE) from error
    return Decoded(utf8, encoding, rival, _readings(raw, encoding, rival) if rival else ())


def _readings(raw: bytes, *encodings: str) -> tuple[str, ...]:
    line = next((line for line in raw.splitlines() if not line.isascii()), b"")
    words = [_WORD.findall(line.decode(encoding, "ignore")) for encoding in encodings]
    return tuple("、".join([word for word in each if not word.isascii()][:3]) for each in words)


def encoding_of(raw: bytes) -> tuple[str, str | None]:
    """The encoding, and another one that reads as well, if there is one."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding, None
    if wide := _wide(raw[:SAMPLE]):
        return wide, None
    if is_utf8(raw):
        return "utf-8", None
    if _is_damaged_utf8(raw):
        raise FileError(DAMAGED_TEXT)
    # With GB18030 first: of equal readings the one that is likelier here is taken.
    fitting = [encoding for encoding in CANDIDATES if _fits(raw, encoding)]
    if not fitting:
        raise FileError(UNREADABLE)
    sample = _telling_lines(raw)
    scores = {encoding: _sense(sample, encoding) for encoding in fitting}
    best, *rest = sorted(fitting, key=lambda encoding: -scores[encoding])
    rivals = [encoding for encoding in rest if scores[encoding] > CLOSE * scores[best]]
    return best, rivals[0] if rivals else None


def _is_damaged_utf8(raw: bytes) -> bool:
    """Nearly all of what is not ASCII is sound UTF-8: a few bytes are broken or cut off."""
    kept = raw.decode("utf-8", "ignore").encode("utf-8")
    sound = len(kept.translate(None, _ASCII))
    lost = len(raw) - len(kept)
    return sound > 0 and lost < 0.05 * sound


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its separators and digits is zero."""
    if sample.count(0) < len(sample) / 8:
        return None
    return "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"


def is_utf8(raw: bytes) -> bool:
    """The quick way; it is the one encoding that Arrow can check."""
    ends = pa.array([0, len(raw)], pa.int64()).buffers()[1]
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(raw)])
    try:
        pc.cast(whole, pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeError:
        return False
    return True


def _telling_lines(raw: bytes) -> bytes:
    """The header and such lines as hold more than ASCII, whole, so that no character is cut."""
    lines = raw[: 16 * SAMPLE].splitlines()
    return b"\n".join(lines[:5] + [line for line in lines[5:] if not line.isascii()][:500])


def _sense(sample: bytes, encoding: str) -> float:
    """How much the text says when read so: known words and common characters, 0 to about 2."""
    try:
        text = sample.decode(encoding)
    except UnicodeError:
        return 0.0
    foreign = [ch for ch in text if ord(ch) > 127]
    if not foreign:
        return 1.0
    words = [word for word in _WORD.findall(text[:4000]) if not word.isascii()]
    known = sum(map(is_known, words[:60])) / max(1, min(60, len(words)))
    return sum(_COMMON[encoding](text, i) for i in _foreign(text)) / len(foreign) + known


def _foreign(text: str) -> list[int]:
    return [i for i, ch in enumerate(text) if ord(ch) > 127]


def _common_gb(text: str, i: int) -> bool:
    """One of the 3,755 frequent characters or a sign of GB 2312."""
    code = _code(text[i], "gb2312")
    return len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3)


def _common_big5(text: str, i: int) -> bool:
    """One of the 5,401 frequent characters or a sign of Big5."""
    code = _code(text[i], "big5")
    return len(code) == 2 and 0xA1 <= code[0] <= 0xC6


def _common_western(text: str, i: int) -> bool:
    """An accented letter inside a word, or a sign between blanks."""
    beside = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
    if text[i].isalpha():
        return any(ch.isascii() and ch.isalpha() for ch in beside)
    return text[i] in "€£©®°–—‘’“”…·" and not any(ord(ch) > 127 for ch in beside)


def _code(ch: str, encoding: str) -> bytes:
    try:
        return ch.encode(encoding)
    except UnicodeError:
        return b""


_COMMON = {"gb18030": _common_gb, "big5hkscs": _common_big5, "cp1252": _common_western}
