"""Reads the sample company once: as its files tell it, and as its script makes it."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from sample_data.make import company_tables
from sample_data.sheets import SHEETS

SAMPLE = Path(__file__).parents[2] / "sample_data"

Tables = dict[str, pd.DataFrame]


def _read(code: str) -> Tables:
    """Each sheet as cells; columns by field name, so that tests read alike in both languages."""
    language = ("zh", "en").index(code)
    books = {
        file: CalamineWorkbook.from_path(SAMPLE / code / file[language])
        for file in {sheet.file for sheet in SHEETS}
    }
    tables = {}
    for sheet in SHEETS:
        cells = books[sheet.file].get_sheet_by_name(sheet.name[language]).to_python()
        header, *rows = cells[1:] if sheet.title else cells
        assert header == [column.header[language] for column in sheet.columns]
        fields = [column.field for column in sheet.columns]
        tables[sheet.key] = pd.DataFrame(rows, columns=fields, dtype=object)
    return tables


@pytest.fixture(scope="session")
def files() -> dict[str, Tables]:
    return {code: _read(code) for code in ("zh", "en")}


@pytest.fixture(scope="session")
def made() -> tuple[Tables, dict[str, str]]:
    return company_tables()


@pytest.fixture(scope="session")
def company(files: dict[str, Tables]) -> Tables:
    """The Chinese files with dates and numbers typed, and nothing else done to them."""
    typed = {}
    for key, frame in files["zh"].items():
        blank = frame.replace("", None)
        for field in blank:
            present = blank[field].dropna()
            if len(present) and present.map(lambda cell: isinstance(cell, (date, datetime))).all():
                blank[field] = pd.to_datetime(blank[field])
            elif len(present) and present.map(lambda cell: isinstance(cell, (int, float))).all():
                blank[field] = blank[field].astype(float)
        typed[key] = blank
    return typed


@pytest.fixture(scope="session")
def booked(company: Tables) -> pd.DataFrame:
    """Order lines that count as sales, with their month and year."""
    lines = company["orders"]
    lines = lines[lines["status"] != "已取消"]
    day = lines["order_date"].dt
    return lines.assign(month=day.strftime("%Y-%m"), year=day.year)


@pytest.fixture(scope="session")
def told() -> dict[str, dict[str, Any]]:
    whole = json.loads((SAMPLE / "stories.json").read_text(encoding="utf-8"))
    return {story["key"]: story for story in whole["stories"]}
