"""Pictures drawn beside whatever else is made: the renderer holds a program for as long as it draws, so that it
draws in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import salesdash
from salesdash.charts.figure import Spoken
from salesdash.charts.look import Mode
from salesdash.export import image, vega

MOST = 2  # each takes a few hundred megabytes


class Drawers:
    """Each picture is drawn once, by whoever is free."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._begun: dict[str, Future[bytes]] = {}
        self._lock = threading.Lock()
        self._at_work = threading.local()
        self._children: list[subprocess.Popen[bytes]] = []

    def begin(self, figure: Spoken, mode: Mode, width: int, height: int) -> Future[bytes]:
        """Have the drawing of a figure made for a place of that size in points."""
        order = json.dumps(image.fitting(figure, mode, width, height), default=str)
        with self._lock:
            if order not in self._begun:
                self._begun[order] = self._threads.submit(self._drawn, order)
            return self._begun[order]

    def draw(self, figure: Spoken, mode: Mode, width: int, height: int) -> bytes:
        """As `image.chart_png` draws it."""
        return self.begin(figure, mode, width, height).result()

    def dismiss(self) -> None:
        for child in self._children:
            child.kill()
            child.communicate()

    def _drawn(self, order: str) -> bytes:
        """By the process of this thread; here where it has fallen."""
        if not hasattr(self._at_work, "child"):
            self._at_work.child = _started()
            self._children.append(self._at_work.child)
        into, out = self._at_work.child.stdin, self._at_work.child.stdout
        try:
            into.write(order.encode() + b"\n")
            into.flush()
            long = int.from_bytes(out.read(vega.LENGTH), "big")
            picture: bytes = out.read(long)
        except (OSError, ValueError):  # the pipe is broken, or shut
            picture = b""
        if picture and len(picture) == long:
            return picture
        chart, scale = json.loads(order)
        return vega.png(vega.svg(chart), scale)


@contextmanager
def drawers() -> Iterator[Drawers]:
    """For as long as one file is made; a second one begins only where a picture would have to wait and there
    are processors besides those that ask."""
    most = max(1, min((os.cpu_count() or 1) // 2, MOST))
    with ThreadPoolExecutor(most, thread_name_prefix="drawers") as threads:
        those = Drawers(threads)
        try:
            yield those
        finally:
            threads.shutdown(cancel_futures=True)
            those.dismiss()


def _started() -> subprocess.Popen[bytes]:
    root = str(Path(salesdash.__path__[0]).parent)
    path_to_us = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-m", vega.__name__],
        env={**os.environ, "PYTHONPATH": path_to_us},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
