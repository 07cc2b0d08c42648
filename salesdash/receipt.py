"""What happened to one table of a file: kept with the import, shown, and printed as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from salesdash.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Receipt:
    """The account of one table: every row read is loaded, left out, put aside or a duplicate.

    `sheet` names the table within its file, and no other of it: Sheet1, `Sheet1!H3:L20`, `march.csv`
    and `book.xlsx/Sheet1` in an archive; empty where the file is one table.
    `dataset` None means that the table was politely left out, for `reason`. `amount_loaded` is the
    sum of all rows loaded, in 元 (orders: amount, spend: spend, targets: amount), else None;
    `amount_put_aside` that of the rows put aside whose amount can be read; `amount_printed` is the
    sheet's own total. `columns` maps a field to the header it was read from; `currency` is the one in
    which the money is loaded, where the sheet names any.
    """

    file: str
    sheet: str
    dataset: str | None = None
    reason: Text | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_left_out: int = 0
    rows_put_aside: int = 0
    rows_duplicate: int = 0
    amount_loaded: Decimal | None = None
    amount_put_aside: Decimal | None = None
    amount_printed: Decimal | None = None
    first_date: date | None = None
    last_date: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    currency: str | None = None
    import_id: int | None = None
    needs: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()

    def plain(self, lang: Lang) -> dict[str, Any]:
        """The receipt as plain JSON values, its sentences in one language."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "dataset": self.dataset,
            "reason": self.reason and self.reason[lang],
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_left_out": self.rows_left_out,
            "rows_put_aside": self.rows_put_aside,
            "rows_duplicate": self.rows_duplicate,
            "amount_loaded": _number(self.amount_loaded),
            "amount_put_aside": _number(self.amount_put_aside),
            "amount_printed": _number(self.amount_printed),
            "first_date": self.first_date and self.first_date.isoformat(),
            "last_date": self.last_date and self.last_date.isoformat(),
            "columns": dict(self.columns),
            "currency": self.currency,
            "import_id": self.import_id,
            "needs": [need[lang] for need in self.needs],
            "notes": [note[lang] for note in self.notes],
        }


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


@dataclass(frozen=True, slots=True)
class PutAside:
    """A row that could not be read: its place in the file, the cell at fault, and why.

    `column` and `value` are those of the first cell at fault, `columns` and `addresses` those of
    all of them (`D17`). `cells` is the row under the table's headers; of a row whose cells cannot be
    told apart, the row as it stands.
    """

    sheet: str
    row: int
    column: str
    value: str
    reason: Text
    cells: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the row stands in its file: `Sheet1!D17`."""
        address = self.addresses[0] if self.addresses else str(self.row)
        return f"{self.sheet}!{address}"


@dataclass(frozen=True, slots=True)
class AsideTable:
    """The rows of one table that wait to be corrected, under the headers of their file."""

    sheet: str
    headers: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[PutAside, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a table leaves open. `choices` are what an answer may say, `is_typed` allows
    words of one's own beside them; `guess` is ours, empty where there is none.

    A question of the `whole_file` is answered for all its tables at once.
    """

    key: str
    text: Text
    choices: tuple[str, ...]
    guess: str
    is_typed: bool = False
    whole_file: bool = False


# What a table holds that is not to be loaded, in place of a dataset.
LEAVE_OUT = "none"


@dataclass(frozen=True, slots=True)
class ReadLayout:
    """How a table of this shape was read, so that the next one alike asks nothing.

    `dataset` is a dataset's key or LEAVE_OUT; `columns` maps a field to its header; `answers` maps a
    question's key to what was answered; `titles` stood above the table.
    """

    dataset: str
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    answers: Mapping[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenStore:
    """What of the store decided how a table was understood: imports up to, not including, the number
    of the next one, and the currency of the money that stood, where any did."""

    next_import: int
    currency: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Clean rows of one table, ready to be stored, with the account of how they came about.

    `rows` holds one column for each field recognised (named by the field's key, typed by its
    kind; names and ids may be held as dictionaries), plus `row` (the row's number in its sheet,
    from 1) and `extra` (map of header to text, the columns that no field claims). None where
    nothing is to be loaded. `mode` says how the rows meet those that stand (append, replace,
    update), where that was chosen. `samples` are some values of each of the table's headers, as
    they stand in the file. `rates` are what the user said with the file that foreign money was
    worth, by ISO code and month. `choices` are questions that our guess has settled and that another
    answer may settle otherwise. `seen` is the state of the store by which it was understood; None:
    by itself alone. `is_sure` is False where the rows may be something else than they are taken for:
    they then take the place of none.
    """

    receipt: Receipt
    rows: pa.Table | None = None
    put_aside: tuple[PutAside, ...] = ()
    questions: tuple[Question, ...] = ()
    layout: ReadLayout | None = None
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mode: str | None = None
    rates: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    choices: tuple[Question, ...] = ()
    seen: SeenStore | None = None
    is_sure: bool = True
