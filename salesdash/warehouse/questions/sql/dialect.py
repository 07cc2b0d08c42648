"""What only the store's own SQL has a word for: an engine beside it learns to say these, and nothing else.

All other questions are plain SQL. Each column of a grouping or a union is named by its place or its name, so
that nobody has to guess what "all" of them are.
"""

from __future__ import annotations

from salesdash.period import Grain

# What a period is called, by its first day.
LABELS: dict[Grain, str] = {
    "day": "strftime({day}, '%Y-%m-%d')",
    "week": "strftime({day}, '%G-W%V')",
    "month": "strftime({day}, '%Y-%m')",
    "quarter": "strftime({day}, '%Y') || 'Q' || quarter({day})",
    "year": "strftime({day}, '%Y')",
}
# A quarter or year of a fiscal year is named by its first and last month, as `Period` writes it.
FISCAL_LABEL = (
    "strftime({day}, '%Y-%m') || '..' || strftime({day} + INTERVAL {last} MONTH, '%Y-%m')"
)


def by_place(columns: int) -> str:
    """The places of the first columns of a SELECT, to group or order by."""
    return ", ".join(map(str, range(1, columns + 1)))


def grouped_by(columns: int) -> str:
    """GROUP BY the first columns of a SELECT; nothing where there are none."""
    return f" GROUP BY {by_place(columns)}" if columns else ""


def each_day(start: str, finish: str) -> str:
    """A row for every day from one up to another."""
    return f"unnest(generate_series({start}, {finish} - INTERVAL 1 DAY, INTERVAL 1 DAY))::DATE"


def each_of(kind: str) -> str:
    """A row for every value of a list that is bound."""
    return f"unnest(CAST(? AS {kind}[]))"


def days_between(start: str, finish: str) -> str:
    return f"date_diff('day', {start}, {finish})"


def whole_months(start: str, finish: str) -> str:
    """How many months have passed in full."""
    return f"date_sub('month', {start}, {finish})"


def says(column: str, words: str) -> str:
    """Whether a text has one of the words in it, in whatever case."""
    return f"regexp_matches({column}, '{words}', 'i')"
