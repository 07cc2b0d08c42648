"""The log: what happened, when and on which page, and nothing out of anybody's files."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdash import journal
from salesdash.__main__ import main

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4} (INFO|ERROR) (\S+) (.+)")
LOG = logging.getLogger("salesdash.somewhere")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    journal.keep(tmp_path)
    yield tmp_path / journal.FILE
    journal.stop()


def test_a_line_has_time_level_and_page(log: Path) -> None:
    journal.page.set("targets")
    LOG.info("something was done")
    found = LINE.fullmatch(log.read_text("utf-8").strip())
    assert found
    assert found.groups() == ("INFO", "targets", "something was done")


def test_an_error_is_known_by_place_and_class_and_quotes_no_cell(log: Path) -> None:
    try:
        try:
            int("Zhang San, 138 0000 0000")
        except ValueError as error:
            raise RuntimeError("on row of Zhang San") from error
    except RuntimeError:
        LOG.exception("while drawing it")
    said = log.read_text("utf-8")
    assert "Zhang" not in said
    assert re.findall(r"builtins\.\w+", said) == ["builtins.ValueError", "builtins.RuntimeError"]
    assert f"{Path(__file__)}:" in said


def test_the_log_stays_small(log: Path) -> None:
    for _ in range(60):
        LOG.info("x" * 100_000)
    kept = sorted(log.parent.iterdir())
    assert len(kept) == 1 + journal.KEPT
    assert all(file.stat().st_size <= journal.LARGEST for file in kept)


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / journal.FILE).mkdir()
    journal.keep(tmp_path)
    LOG.info("lost")
    journal.stop()
    assert capsys.readouterr().err == ""


def test_migrations_and_imports_leave_a_line_without_the_name_of_the_file(
    tmp_path: Path,
) -> None:
    file = tmp_path / "Zhang San.csv"
    file.write_text("日期,客户,金额\n2025-01-05,张三,5\n2025-01-06,张三,7\n", encoding="utf-8")
    store = tmp_path / "store"
    assert main(["--store", str(store), "load", str(file)]) == 0
    said = (store / journal.FILE).read_text("utf-8")
    assert "INFO load migration 001_start.sql" in said
    assert "INFO load import 1: 1 of 1 tables, 2 rows, 0 put aside" in said
    assert "Zhang" not in said
    assert "张三" not in said
