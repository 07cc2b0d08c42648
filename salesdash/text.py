"""A phrase in both languages, so that nothing shown can lack one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One phrase, said in Chinese and in English: `TEXT[lang]` is the phrase."""

    zh: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.zh or self.en)

    def format(self, **values: object) -> Text:
        """Fill the places in braces; a value that is itself a `Text` speaks the same language.

        `{n:customer|customers}` is the one word or the other by the number `n`, which may be written
        already: `{n} {n:customer is|customers are} leaving`.
        """
        return Text(
            *(_COUNTING.vformat(self[lang], (), _in_language(values, lang)) for lang in LANGS)
        )

    def __add__(self, other: Text) -> Text:
        return Text(self.zh + other.zh, self.en + other.en)


BLANK = Text("", "")


def plain(words: object) -> Text:
    """A name out of the data: the same in both languages."""
    return Text(str(words), str(words))


def join(parts: list[Text], zh: str = "、", en: str = ", ") -> Text:
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


def listed(words: Iterable[object]) -> Text:
    """Names out of the data, one after the other: 甲、乙 and A, B."""
    return join([plain(word) for word in words])


class _Counting(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        one, is_counted, more = format_spec.partition("|")
        if is_counted:
            return one if str(value) == "1" else more
        return str(super().format_field(value, format_spec))


_COUNTING = _Counting()


def _in_language(values: dict[str, object], lang: Lang) -> dict[str, object]:
    return {key: v[lang] if isinstance(v, Text) else v for key, v in values.items()}
