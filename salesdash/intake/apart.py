"""Workbooks are read in a process of its own, so that a damaged one cannot take the server down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa

import salesdash
from salesdash.errors import FileError
from salesdash.intake import container, limits
from salesdash.intake.sheet import Range, Sheet
from salesdash.progress import Said, silent
from salesdash.text import Text

MEMORY_BYTES = 4 << 30
SECONDS = 180
BETWEEN = 0.2  # seconds between two words about a file that is being read
READING = Text("正在读取单元格…", "Reading cells…")
TOO_LONG = Text(
    "读取这个工作簿用时太久，已停止。请删去多余的工作表或行列，或另存为 .csv 后再上传。",
    "Reading this workbook took too long and was stopped. Remove sheets, rows or columns that are "
    "not needed, or save it as .csv.",
)


def read_apart(path: Path, said: Said = silent) -> list[Sheet]:
    """`read_workbook` in a child with limits on memory and time. Raises FileError."""
    root = str(Path(salesdash.__path__[0]).parent)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "salesdash.intake.apart", str(path.resolve()), folder]
        path_to_us = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        trouble = Path(folder, "stderr")
        with trouble.open("wb") as heard:
            child = subprocess.Popen(
                command,
                env={**os.environ, "PYTHONPATH": path_to_us},
                stdout=subprocess.DEVNULL,
                stderr=heard,
            )
            _wait(child, said)
        told = Path(folder, "told.json")
        if child.returncode != 0 or not told.exists():
            raise _fallen(trouble.read_text("utf-8", "replace"))
        return _unpacked(json.loads(told.read_text("utf-8")), Path(folder))


def _wait(child: subprocess.Popen[bytes], said: Said) -> None:
    """Until the child has ended; it does not outlive its time, nor whoever waits for it."""
    until = time.monotonic() + SECONDS
    try:
        while child.poll() is None:
            if time.monotonic() > until:
                raise FileError(TOO_LONG)
            said(READING)
            with suppress(subprocess.TimeoutExpired):
                child.wait(BETWEEN)
    finally:
        child.kill()
        child.wait()


def _fallen(stderr: str) -> FileError:
    if "memory" in stderr.lower():
        return limits.too_large(
            "读取所需的内存超出上限", "reading it takes more memory than allowed"
        )
    return FileError(container.DAMAGED)


def _unpacked(told: dict[str, Any], folder: Path) -> list[Sheet]:
    if "refused" in told:
        raise FileError(Text(*told["refused"]))
    return [
        Sheet(
            each["name"],
            _columns(folder / f"{number}.arrow"),
            first_column=each["first_column"],
            hidden=each["hidden"],
            errors={(row, column): value for row, column, value in each["errors"]},
            merged=tuple(Range(*ends) for ends in each["merged"]),
            hidden_rows=tuple(each["hidden_rows"]),
            hidden_columns=frozenset(each["hidden_columns"]),
        )
        for number, each in enumerate(told["sheets"])
    ]


def _columns(path: Path) -> tuple[pa.ChunkedArray, ...]:
    if not path.exists():
        return ()
    return tuple(pa.ipc.open_file(path.read_bytes()).read_all().columns)


def _packed(sheets: list[Sheet], folder: Path) -> dict[str, Any]:
    for number, sheet in enumerate(sheets):
        if sheet.columns:
            names = [f"c{i}" for i in range(len(sheet.columns))]
            table = pa.table(dict(zip(names, sheet.columns, strict=True)))
            with pa.ipc.new_file(str(folder / f"{number}.arrow"), table.schema) as writer:
                writer.write_table(table)
    return {
        "sheets": [
            {
                "name": sheet.name,
                "first_column": sheet.first_column,
                "hidden": sheet.hidden,
                "errors": [(row, column, value) for (row, column), value in sheet.errors.items()],
                "merged": [(r.top, r.left, r.bottom, r.right) for r in sheet.merged],
                "hidden_rows": sheet.hidden_rows,
                "hidden_columns": sorted(sheet.hidden_columns),
            }
            for sheet in sheets
        ]
    }


def _limit_memory() -> None:
    if sys.platform != "win32":  # Windows has no such limit; the crash stays in the child there too
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def main(path: str, folder: str) -> None:
    """What the child does: read, and leave cells and account in `folder`."""
    from salesdash.intake.workbook import read_workbook

    _limit_memory()
    try:
        told = _packed(read_workbook(Path(path)), Path(folder))
    except FileError as error:
        told = {"refused": (error.message.zh, error.message.en)}
    Path(folder, "told.json").write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
