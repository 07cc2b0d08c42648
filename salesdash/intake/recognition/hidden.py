"""What a workbook hides from sight counts all the same, is said, and is left out where that is wanted."""

from __future__ import annotations

import numpy as np

from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import Mask
from salesdash.receipt import Question
from salesdash.text import Text, listed

ROWS, COLUMNS = "hidden", "hidden_columns"
CHOICES = (ROWS, COLUMNS)
COUNT, LEAVE_OUT = "count", "leave_out"


def without_columns(table: Table, decisions: TableDecisions) -> Table:
    """The table without its hidden columns, where the answer is that they are not to count."""
    hidden = [i for i in range(len(table.headers)) if is_hidden(table, i)]
    if not hidden:
        return table
    names = listed([*(f"“{table.headers[i]}”" for i in hidden[:6]), *["…"] * (len(hidden) > 6)])
    wanted = decisions.choose(
        Question(
            COLUMNS,
            Text(
                f"{names.zh}在文件里是隐藏列。要一并读取吗？",
                f"{names.en}: hidden in the file. Read them all the same?",
            ),
            (COUNT, LEAVE_OUT),
            COUNT,
        )
    )
    if wanted == LEAVE_OUT:
        decisions.note(
            f"{names.zh}在文件里是隐藏列，按你的选择未读取。",
            f"{names.en}: hidden in the file and left out, as you chose.",
        )
        return table.only([i for i in range(len(table.headers)) if i not in hidden])
    decisions.note(
        f"{names.zh}在文件里是隐藏列，已一并读取。",
        f"{names.en}: hidden in the file, read all the same.",
    )
    return table


def is_hidden(table: Table, column: int) -> bool:
    """Whether the column cannot be seen in the file."""
    place = table.places[column]
    return isinstance(place, int) and place in table.sheet.hidden_columns


def unseen(table: Table, decisions: TableDecisions) -> Mask:
    """The hidden rows that are not to count, because the user wants it so."""
    hidden: Mask = np.isin(table.rows, table.sheet.hidden_rows)
    count = len(np.unique(table.rows[hidden]))
    if not count:
        return hidden
    wanted = decisions.choose(
        Question(
            ROWS,
            Text(
                f"有 {count} 行在文件里被隐藏或筛掉。要一并计入吗？",
                f"{count} rows are hidden or filtered out in the file. Count them all the same?",
            ),
            (COUNT, LEAVE_OUT),
            COUNT,
        )
    )
    if wanted == LEAVE_OUT:
        decisions.note(
            f"{count} 行在文件里被隐藏或筛掉，按你的选择未计入。",
            f"{count} rows are hidden or filtered out in the file and left out, as you chose.",
        )
        return hidden
    decisions.note(
        f"有 {count} 行在文件里被隐藏或筛掉，已一并计入。",
        f"{count} rows are hidden or filtered out in the file; they are counted all the same.",
    )
    return np.zeros_like(hidden)
