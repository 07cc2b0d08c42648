"""Headers that are fewer or more than the cells of the rows below: whose name is whose?"""

from __future__ import annotations

from dataclasses import replace

from salesdash.intake.cells.sheet import letters
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.receipt import Question
from salesdash.text import Text

KEY = "headers"
# The first name is that of the first cell, or the last one is that of the last.
FIRST, LAST = "first_cell", "last_cell"


def aligned(table: Table, decisions: TableDecisions) -> Table:
    """The table with each name over its column, as the user says; unchanged while that is open."""
    names, cells = table.fit.names, table.fit.cells
    if not names:
        return table
    choices = (FIRST, LAST) if names < cells else (FIRST,)
    answer = decisions.answer(KEY)
    if answer not in choices:
        decisions.open(Question(KEY, _asked(table, names, cells), choices, ""))
        return table
    if answer == FIRST:
        return table
    lacking = cells - names
    unnamed = tuple(letters(table.sheet.first_column + i) for i in range(lacking))
    return replace(
        table,
        headers=unnamed + table.headers[:-lacking],
        paths=((),) * lacking + table.paths[:-lacking],
    )


def _asked(table: Table, names: int, cells: int) -> Text:
    first = table.headers[0]
    shown = [(table.sample(column, 1) or [""])[0] for column in range(min(2, len(table.headers)))]
    text = Text(
        f"表头有 {names} 个名称，下面的行却有 {cells} 格，像是多了或少了一个分隔符，名称和数据可能对不上。",
        f"There are {names} headers over rows of {cells} cells; a separator seems to be missing or too "
        "many, so that names may stand over the wrong cells.",
    )
    if names < cells:
        return text + Text(
            f"“{first}”是第 1 格（如“{shown[0]}”）还是第 {cells - names + 1} 格的名称？"
            "都不对时，请在文件里改正表头后再上传。",
            f" Is “{first}” the name of the first cell (such as “{shown[0]}”), or does the last name "
            "belong to the last cell? If neither, mend the headers in the file and drop it again.",
        )
    return text + Text(
        "各名称从第 1 格起依次对应吗？不是的话，请在文件里改正表头后再上传。",
        " Do they belong to the cells from the first one on? If not, mend the headers in the file and "
        "drop it again.",
    )
