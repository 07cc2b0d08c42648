"""Workbooks are read in a process of its own, so that a damaged one cannot take the server down."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pyarrow as pa

import salesdash
from salesdash import files
from salesdash.errors import FileError, FullError, StoreError
from salesdash.intake.cells import container, limits
from salesdash.intake.cells.sheet import Range, Sheet
from salesdash.progress import Said, silent
from salesdash.text import Text

MEMORY_BYTES = 4 << 30
SECONDS = 180
BETWEEN = 0.2  # seconds between two words about a file that is being read
NO_ROOM = f"errno {errno.ENOSPC}]"
READING = Text("正在读取单元格…", "Reading cells…")
TOO_LONG = Text(
    "读取这个工作簿用时太久，已停止。请删去多余的工作表或行列，或另存为 .csv 后再上传。",
    "Reading this workbook took too long and was stopped. Remove sheets, rows or columns that are "
    "not needed, or save it as .csv.",
)


class ChildReader:
    """A child that has started and waits for the one workbook that it is to read."""

    def __init__(self) -> None:
        root = str(Path(salesdash.__path__[0]).parent)
        path_to_us = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        self._heard = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
        self._child = subprocess.Popen(
            [sys.executable, "-m", "salesdash.intake.cells.workbooks.child_reader"],
            env={**os.environ, "PYTHONPATH": path_to_us},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._heard,
        )

    @property
    def waits(self) -> bool:
        return self._child.poll() is None

    def dismiss(self) -> None:
        self._child.kill()
        self._child.wait()

    def read(self, path: Path, report: Said) -> list[Sheet]:
        """The sheets of the workbook; the child ends with it. Raises FileError."""
        with self._heard, tempfile.TemporaryDirectory() as folder:
            ended = threading.Thread(target=self._child.communicate, args=[_order(path, folder)])
            ended.start()
            try:
                _wait(ended, report)
            finally:
                self.dismiss()
                ended.join()
            answer = Path(folder, "told.json")
            if self._child.returncode != 0 or not answer.exists():
                self._heard.seek(0)
                raise _fallen(self._heard.read().decode("utf-8", "replace"))
            return _unpacked(json.loads(answer.read_text("utf-8")), Path(folder))


class _Next:
    """The reader of the next workbook, where somebody has asked for one to stand by."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader: ChildReader | None = None
        self._wanted = False

    def want(self) -> None:
        self._wanted = True
        self.prepare()

    def prepare(self) -> None:
        with self._lock:
            if self._wanted and self._reader is None:
                self._reader = ChildReader()

    def take(self) -> ChildReader:
        with self._lock:
            reader, self._reader = self._reader, None
        return reader if reader and reader.waits else ChildReader()


_next = _Next()


def stand_by() -> None:
    """Have a child ready from now on, so that nobody waits for one to start."""
    _next.want()


def read_apart(path: Path, report: Said = silent) -> list[Sheet]:
    """`read_workbook` in a child with limits on memory and time.

    Raises FileError, and StoreError where the disk is full.
    """
    try:
        return _next.take().read(path, report)
    finally:
        _next.prepare()


def _order(path: Path, folder: str) -> bytes:
    return json.dumps([str(path.resolve()), folder]).encode()


def _wait(ended: threading.Thread, report: Said) -> None:
    """Until the child has ended; it does not outlive its time, nor whoever waits for it."""
    until = time.monotonic() + SECONDS
    while ended.is_alive():
        if time.monotonic() > until:
            raise FileError(TOO_LONG)
        report(READING)
        ended.join(BETWEEN)


def _fallen(stderr: str) -> FileError | StoreError:
    if NO_ROOM in stderr.lower():
        return FullError(files.FULL.format(folder=tempfile.gettempdir()))
    if "memory" in stderr.lower():
        return limits.too_large(
            "读取所需的内存超出上限", "reading it takes more memory than allowed"
        )
    return FileError(container.DAMAGED)


def _unpacked(packed: dict[str, Any], folder: Path) -> list[Sheet]:
    if "refused" in packed:
        raise FileError(Text(*packed["refused"]))
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
        for number, each in enumerate(packed["sheets"])
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


def main() -> None:
    """What the child does: read what it is told, and leave cells and account in the folder named."""
    from salesdash.intake.cells.workbooks.workbook import read_workbook

    _limit_memory()
    order = sys.stdin.buffer.read()
    if not order:  # whoever had it stand by has ended
        return
    path, folder = json.loads(order)
    try:
        packed = _packed(read_workbook(Path(path)), Path(folder))
    except FileError as error:
        packed = {"refused": (error.message.zh, error.message.en)}
    Path(folder, "told.json").write_text(json.dumps(packed), "utf-8")


if __name__ == "__main__":
    main()
    os._exit(0)  # what it holds needs no tidying up
