"""Writes the sample company: the same numbers in Chinese and English, its messy files, and its stories."""

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import xlsxwriter

# Run as a script it would find the modules beside it, but not the package that they are.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sample_data.company import AS_OF, COMPANY, FILE_TIME, START
from sample_data.customers import make_customers
from sample_data.ledger import order_lines
from sample_data.management import (
    events,
    market,
    people,
    products,
    region_targets,
    salesperson_targets,
    spend,
)
from sample_data.messy import write_messy
from sample_data.names import NamePool
from sample_data.relations import customer_file, opportunities, returns, surveys, tickets, visits
from sample_data.sheets import SHEETS, TEXT, Sheet, english_words, worded
from sample_data.stories import STORIES

HERE = Path(__file__).parent
LANGUAGES = ("zh", "en")
MONEY_IN_CENTS = {"orders": ("unit_price", "discount", "amount", "cost"), "returns": ("amount",)}


def company_tables() -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Each sheet's rows, in Chinese and yuan, and the dictionary to read them in English."""
    names = NamePool()
    customers = make_customers(names)
    lines = order_lines(customers)
    visited = visits(customers, lines)
    tables = {
        "orders": lines,
        "targets": region_targets(),
        "salesperson_targets": salesperson_targets(),
        "spend": spend(customers),
        "customers": customer_file(customers, lines, visited),
        "opportunities": opportunities(customers, lines, names),
        "tickets": tickets(lines),
        "surveys": surveys(lines),
        "market": market(lines),
        "returns": returns(lines),
        "people": people(),
        "products": products(),
        "visits": visited,
        "events": events(),
    }
    for key, fields in MONEY_IN_CENTS.items():
        in_yuan = {field: tables[key][field] / 100 for field in fields}
        tables[key] = tables[key].assign(**in_yuan)
    own_names = {customer.name.zh: customer.name.en for customer in customers}
    return tables, english_words(names.english | own_names)


def write_workbook(path: Path, shown: Mapping[Sheet, pd.DataFrame], language: int) -> None:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"company": COMPANY[language], "created": FILE_TIME})
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    title = book.add_format({"bold": True, "font_size": 13})
    formats = {
        c.format: book.add_format({"num_format": c.format}) for s in shown for c in s.columns
    }
    for sheet, frame in shown.items():
        page = book.add_worksheet(sheet.name[language])
        top = 0
        if sheet.title:
            page.write_string(0, 0, sheet.title[language], title)
            top = 1
        page.freeze_panes(top + 1, 0)
        page.write_row(top, 0, list(frame.columns), bold)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            cell_format = None if column.format == TEXT else formats[column.format]
            for row, value in enumerate(frame.iloc[:, at].tolist(), start=top + 1):
                if isinstance(value, date):
                    page.write_datetime(row, at, value, cell_format)
                elif isinstance(value, str):
                    page.write_string(row, at, value)
                elif value is not None:
                    page.write_number(row, at, value, cell_format)
    book.close()


def write_company(
    folder: Path, tables: Mapping[str, pd.DataFrame], words: Mapping[str, str]
) -> None:
    for language, code in enumerate(LANGUAGES):
        (folder / code).mkdir(parents=True, exist_ok=True)
        for file in dict.fromkeys(sheet.file for sheet in SHEETS):
            shown = {
                sheet: worded(tables[sheet.key], sheet, words if code == "en" else None)
                for sheet in SHEETS
                if sheet.file == file
            }
            write_workbook(folder / code / file[language], shown, language)


def write_stories(folder: Path, words: Mapping[str, str]) -> None:
    told = [
        {
            "key": each.key,
            "zh": each.zh,
            "en": each.en,
            "members": {
                field: [{"zh": zh, "en": words[zh]} for zh in members]
                for field, members in each.members.items()
            },
            "since": each.since.isoformat(),
            "until": each.until.isoformat(),
            "magnitude": dict(each.magnitude),
        }
        for each in STORIES
    ]
    whole = {
        "company": {"zh": COMPANY[0], "en": COMPANY[1]},
        "first_day": START.isoformat(),
        "as_of": AS_OF.isoformat(),
        "stories": told,
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    (folder / "stories.json").write_text(text, encoding="utf-8")
    (folder / "STORIES.md").write_text(_stories_page(), encoding="utf-8")


def _stories_page() -> str:
    """For readers; written from the same declarations that the generator obeys."""
    page = [
        f"# {COMPANY[0]} · {COMPANY[1]}",
        "",
        f"一家虚构的公司，数据从 {START} 到 {AS_OF}。下面是埋在数据里的故事；除此之外，没有同类的事情。",
        "",
        f"A made-up company, from {START} to {AS_OF}. These stories are planted in its data, and "
        "nothing else of their kind is.",
        "",
        "`zh/` 与 `en/` 逐行同数；`messy/` 是同一家公司的文件原样，真实合计见 `messy/expected.csv`。",
        "",
        "`zh/` and `en/` tell the same numbers row by row; `messy/` holds the same company's files "
        "as people send them, with their true totals in `messy/expected.csv`.",
        "",
    ]
    for each in STORIES:
        page += [f"## {each.key} ({each.since} – {each.until})", "", each.zh, "", each.en, ""]
    return "\n".join(page)


def main() -> None:
    tables, words = company_tables()
    write_company(HERE, tables, words)
    write_messy(HERE / "messy", tables)
    write_stories(HERE, words)


if __name__ == "__main__":
    main()
