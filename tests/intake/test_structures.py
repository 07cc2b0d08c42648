"""Tables of random structure, whose sum is known: right, or asked about, and never wrong.

`SALESDASH_FUZZ=5000` tries so many of them instead of the few of every day.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdash.intake import take_in
from salesdash.receipt import Batch
from tests.intake.conftest import write_workbook
from tests.intake.structures import Made, as_text, made, stack

FILES = int(os.environ.get("SALESDASH_FUZZ", "0"))


def text_file(seed: int, folder: Path) -> tuple[Made, list[Batch]]:
    """Every sheet a text file of its own."""
    chance = random.Random(seed)
    file = made(chance)
    batches = []
    for number, rows in enumerate(file.sheets):
        content, how = as_text(chance, rows, file.traits[0])
        file.traits.append(how)
        path = folder / f"{seed}-{number}.csv"
        path.write_bytes(content)
        batches += take_in(path)
    return file, batches


def workbook(seed: int, folder: Path) -> tuple[Made, list[Batch]]:
    file = made(random.Random(seed))
    path = folder / f"{seed}.xlsx"
    sheets = {f"S{n}": [[cell or None for cell in row] for row in rows]
              for n, rows in enumerate(file.sheets)}  # fmt: skip
    write_workbook(path, sheets)
    return file, take_in(path)


def stacked(seed: int, folder: Path) -> tuple[Made, list[Batch]]:
    file = stack(random.Random(seed))
    content, how = as_text(random.Random(seed), file.sheets[0], file.traits[0])
    file.traits.append(how)
    path = folder / f"{seed}.csv"
    path.write_bytes(content)
    return file, take_in(path)


def verdict(file: Made, batches: list[Batch]) -> str:
    """`right`; `asked`, `refused` or `aside`, where it could have been; else `wrong: …`."""
    worst = "right"
    for key, rows in file.rows.items():
        own = [b for b in batches if b.receipt.dataset == key]
        if any(b.questions for b in own):
            worst = "asked"
            continue
        if not own and all(b.receipt.dataset for b in batches):
            return f"wrong: {key} vanished without a word"
        if not own:
            worst = "refused"
            continue
        if any(b.receipt.rows_put_aside for b in own):
            worst = "aside"
            continue
        if key in file.sums:
            loaded = sum(b.receipt.amount_loaded or 0 for b in own)
            if loaded != file.sums[key]:
                return f"wrong: {key} {loaded} instead of {file.sums[key]}"
        elif sum(b.receipt.rows_loaded for b in own) != rows:
            return f"wrong: {key} has not {rows} rows"
    strange = {b.receipt.dataset for b in batches if b.rows is not None} - set(file.rows)
    return f"wrong: taken for {strange}" if strange else worst


@pytest.mark.parametrize("seed", range(FILES or 120))
@pytest.mark.parametrize("make", [text_file])
def test_a_text_file_of_any_structure_comes_to_its_sum_or_asks(tmp_path, make, seed):
    _held(make, seed, tmp_path)


@pytest.mark.parametrize("seed", range(FILES // 10 or 12))
def test_a_workbook_of_any_structure_comes_to_its_sum_or_asks(tmp_path, seed):
    _held(workbook, seed, tmp_path)


@pytest.mark.parametrize("seed", [1, 97, 291, 328, 416, 557])
@pytest.mark.parametrize("make", [text_file, workbook])
def test_a_subtotal_under_every_row_is_read_though_half_of_the_dates_are_words(
    tmp_path, make, seed
):
    assert verdict(*make(seed, tmp_path)) == "right"


@pytest.mark.parametrize(
    ("make", "seed"),
    [
        (workbook, 120),
        (text_file, 678),
        (text_file, 253),
        (workbook, 560),
        (text_file, 142),
        (text_file, 141),
    ],
)
def test_statistics_remarks_and_sums_by_name_are_no_rows_of_a_table(tmp_path, make, seed):
    assert verdict(*make(seed, tmp_path)) == "right"


@pytest.mark.parametrize(
    ("make", "seed"),
    [
        (text_file, 202611292434),
        (text_file, 202611292777),
        (text_file, 202611292782),
        (workbook, 202611291968),
        (workbook, 202611292148),
        (workbook, 202611293056),
    ],
)
def test_a_sum_beside_the_headers_hides_no_table(tmp_path, make, seed):
    assert verdict(*make(seed, tmp_path)) == "right"


@pytest.mark.parametrize("seed", [3, 13, 15, 79, 103, *range(1000, 1000 + FILES // 10)])
def test_every_row_of_tables_one_below_the_other_is_in_a_receipt(tmp_path, seed):
    file, batches = stacked(seed, tmp_path)
    assert not verdict(file, batches).startswith("wrong"), file.traits
    assert sum(batch.receipt.rows_read for batch in batches) >= len(file.lines)


def _held(make: Callable[[int, Path], tuple[Made, list[Batch]]], seed: int, folder: Path) -> None:
    file, batches = make(seed, folder)
    assert not verdict(file, batches).startswith("wrong"), file.traits
