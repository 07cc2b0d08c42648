"""Thirty visitors click through all pages while files are imported: errors, half imports, waiting times.

`python -m benchmarks.sessions [VISITORS] [IMPORTS]`
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from salesdash.incoming.handover import INBOX
from salesdash.incoming.imports import import_file
from salesdash.ui.figure.sample import FOLDER
from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.store.database import Warehouse
from tests.browser.stage import Server, serve

PAUSE = 1.0  # seconds between two clicks of one visitor
PATIENCE = 180.0  # seconds in which the inbox takes a file
ORDERS = 2_000
AMOUNT = 100_000


class Visitor(threading.Thread):
    """Turns from page to page until told to stop."""

    def __init__(self, server: Server, first: int, end: threading.Event) -> None:
        super().__init__(daemon=True)
        self.waits: list[float] = []
        self.errors: list[str] = []
        self.totals: list[str] = []
        self._server, self._first, self._end = server, first, end

    def run(self) -> None:
        address = f"{self._server.url.replace('http', 'ws')}/_stcore/stream"
        origin: dict[str, str] = {"Origin": self._server.url}
        with connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=origin,
            max_size=None,
        ) as socket:
            turn = self._first
            while not self._end.is_set():
                page = list(PAGES)[turn % len(PAGES)]
                order = BackMsg()
                order.rerun_script.query_string = "period=all"
                order.rerun_script.page_name = page
                order.rerun_script.context_info.locale = "zh-CN"
                begun = time.perf_counter()
                socket.send(order.SerializeToString())
                while True:
                    answer = ForwardMsg.FromString(bytes(socket.recv()))  # type: ignore[arg-type]
                    self._note(page, answer)
                    kind = answer.WhichOneof("type")
                    if kind == "script_finished" and answer.script_finished == 0:
                        break
                self.waits.append(time.perf_counter() - begun)
                turn += 1
                self._end.wait(PAUSE)

    def _note(self, page: str, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
            self.errors.append(f"{page}: {element.alert.body or element.exception.message}")
        if kind == "metric" and page == "overview" and element.metric.label == "销售额":
            self.totals.append(element.metric.body)


def main(visitors: int = 30, files: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder, "store"))
        for file in sorted((FOLDER / "zh").iterdir()):
            import_file(warehouse, file, accept=True)
        warehouse.close()
        with serve(Path(folder)) as server:
            end = threading.Event()
            all_of_them = [Visitor(server, n, end) for n in range(visitors)]
            for visitor in all_of_them:
                visitor.start()
            for n in range(files):
                _drop(server, n)
            end.set()
            for visitor in all_of_them:
                visitor.join()
    waits = sorted(wait for visitor in all_of_them for wait in visitor.waits)
    errors = [error for visitor in all_of_them for error in visitor.errors]
    totals = {total for visitor in all_of_them for total in visitor.totals}
    print(f"{visitors} visitors, {files} imports, {len(waits)} page runs, {len(errors)} errors")
    print(f"sales of all time, as seen: {sorted(totals)} (whole imports: {files + 1} at most)")
    print(
        f"waited: median {statistics.median(waits):.2f} s, 95 % {waits[int(0.95 * len(waits))]:.2f} s"
    )
    for error in errors[:5]:
        print(error)


def _drop(server: Server, n: int) -> None:
    """One more file of the same year into the inbox; back when it is imported."""
    rows = (f"Z{n}-{i},2019-{n + 1:02}-{i % 28 + 1:02},{AMOUNT}\n" for i in range(ORDERS))
    name = f"orders {n}.csv"
    part = server.store / INBOX / f"{name}.part"
    part.write_text("订单号,日期,金额\n" + "".join(rows), encoding="utf-8")
    part.rename(server.store / INBOX / "accept" / name)
    until = time.monotonic() + PATIENCE
    while not (server.store / INBOX / "done" / name).exists():
        if time.monotonic() > until:
            raise TimeoutError(name)
        time.sleep(0.2)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
