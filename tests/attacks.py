"""What may befall a store: a disk that is full, many at once."""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

S = TypeVar("S")
T = TypeVar("T")


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A disk with room for so many bytes; without the right to mount one, the test is skipped."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder],
            capture_output=True,
            check=False,
        )
        if mounted.returncode:
            pytest.skip("no small disk: mounting one is not allowed here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def at_once(work: Callable[[S], T], given: Sequence[S]) -> list[T | Exception]:
    """What the work on each returns or raises when all begin at the same moment."""
    came: list[T | Exception] = [AssertionError("did not end")] * len(given)
    together = threading.Barrier(len(given))

    def run(n: int) -> None:
        together.wait()
        try:
            came[n] = work(given[n])
        except Exception as error:
            came[n] = error

    threads = [threading.Thread(target=run, args=[n]) for n in range(len(given))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def damage(store: Path, shape: str) -> None:
    """Break the file of a store: where it begins, all that it begins with, amid it, its end, all of it."""
    size = store.stat().st_size
    with store.open("r+b") as file:
        if shape == "head":
            file.write(b"\xff" * 64)
        elif shape == "headers":
            file.seek(4096)
            file.write(b"\xff" * 8192)
        elif shape == "blocks":
            file.seek(12288)
            file.write(bytes(n % 251 for n in range(size - 12288)))
        elif shape == "tail":
            file.truncate(size // 2)
        elif shape == "empty":
            file.truncate(0)
        elif shape == "text":
            file.truncate(0)
            file.write(b"no database" * 1000)
