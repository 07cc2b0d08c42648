"""One table of a file as a card: what it is, whether it adds up, what was done to it in words."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.receipt import Receipt
from salesdash.text import Lang, Text, join
from salesdash.ui.session.markdown import safe
from salesdash.units import exact

LEFT_OUT = Text("未导入", "Left out")
READ = Text("读到 {n} 行", "{n} {n:row|rows} read")
WAITING = Text("等你回答后再导入", "Waits for your answer")
TO_LOAD = Text("可导入 {n} 行", "{n} to load")
LOADED = Text("已导入 {n} 行", "{n} loaded")
# What became of the other rows; named only where there are any.
OTHERS: tuple[tuple[str, Text], ...] = (
    ("rows_duplicate", Text("已有 {n} 行", "{n} already there")),
    (
        "rows_left_out",
        Text("合计、空行等 {n} 行", "{n} {n:total, blank or the like|totals, blanks and the like}"),
    ),
    ("rows_put_aside", Text("待修正 {n} 行", "{n} put aside")),
)
SUM = Text("合计 {amount}", "Total {amount}")
ASIDE = Text("，另有待修正 {amount} 未计入", ", a further {amount} put aside and not counted")
AGREES = Text("，与表内合计一致 ✔", ", as printed in the sheet ✔")
DIFFERS = Text(
    "，表内合计 {printed}，相差 {difference}",
    ", printed in the sheet {printed}, {difference} apart",
)
WARNING = "⚠"  # with which such notes begin
SPAN = Text("{first} 至 {last}", "{first} to {last}")


def head(receipt: Receipt, lang: Lang, counted: Text) -> None:
    """The first lines of the card. `counted` says what `rows_loaded` means: done or about to be."""
    where = " · ".join(part for part in (receipt.file, receipt.sheet) if part)
    if receipt.dataset is None:
        reason = receipt.reason[lang] if receipt.reason else ""
        fate = WAITING if receipt.needs else LEFT_OUT
        st.markdown(f":gray-badge[{fate[lang]}] **{safe(where)}**  \n{safe(reason)}")
        return
    name = DATASETS[receipt.dataset].name[lang]
    account = join([*_counts(receipt, counted), *_sums(receipt)], zh="  ·  ", en="  ·  ")
    st.markdown(f":blue-badge[{safe(name)}] **{safe(where)}**  \n{safe(account[lang])}")
    for note in filter(_warns, receipt.notes):
        st.markdown(f":orange[{safe(note[lang])}]")


def notes(receipt: Receipt, lang: Lang) -> None:
    """What was cleaned and decided, one thing a line."""
    quiet = [note for note in receipt.notes if not _warns(note)]
    if quiet:
        st.caption("\n".join(f"- {safe(note[lang])}" for note in quiet))


def _warns(note: Text) -> bool:
    """Whether it may change the money, so that it stands in sight."""
    return note.zh.startswith(WARNING)


def _counts(receipt: Receipt, counted: Text) -> list[Text]:
    read = READ.format(n=f"{receipt.rows_read:,}")
    if receipt.needs:
        return [read, WAITING]
    others = ((words, getattr(receipt, key)) for key, words in OTHERS)
    return [
        read,
        counted.format(n=f"{receipt.rows_loaded:,}"),
        *(words.format(n=f"{rows:,}") for words, rows in others if rows),
    ]


def _sums(receipt: Receipt) -> list[Text]:
    parts = []
    if receipt.amount_loaded is not None:
        parts.append(_amount(receipt))
    if receipt.first_date and receipt.last_date:
        parts.append(SPAN.format(first=receipt.first_date, last=receipt.last_date))
    return parts


def _amount(receipt: Receipt) -> Text:
    """The sum loaded, against the total that the sheet prints, if it does."""
    assert receipt.amount_loaded is not None
    words = SUM.format(amount=exact(receipt.amount_loaded, receipt.currency))
    if receipt.amount_put_aside:
        words += ASIDE.format(amount=exact(receipt.amount_put_aside, receipt.currency))
    if receipt.amount_printed is None:
        return words
    difference = receipt.amount_loaded - receipt.amount_printed
    if abs(difference) < 1:
        return words + AGREES
    return words + DIFFERS.format(
        printed=exact(receipt.amount_printed, receipt.currency),
        difference=exact(difference, receipt.currency),
    )
