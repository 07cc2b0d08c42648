"""What a visitor's click costs the server: a browser's side of the protocol, without a browser."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.questions import ASKED, EARLIER
from benchmarks.side import Figures, Place
from tests.browser.stage import Server, serve

AGAIN = 5
EMPTY = Path(__file__).with_name("empty.py")


class Visit:
    """One session on one page."""

    def __init__(self, server: Server, page: str) -> None:
        self.page = page
        self.bytes = 0
        self._socket: ClientConnection = connect(
            f"{server.url.replace('http', 'ws')}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
        )

    def run(self, query: str = "") -> float:
        """Run the page under this address; the seconds until the server says that it is done."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = self.page
        message.rerun_script.context_info.locale = "zh-CN"
        begun = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            told = self._socket.recv()
            self.bytes += len(told)
            answer = ForwardMsg.FromString(bytes(told))  # type: ignore[arg-type]
            if answer.WhichOneof("type") == "script_finished" and answer.script_finished == 0:
                return time.perf_counter() - begun

    def close(self) -> None:
        self._socket.close()


def pages(place: Place) -> Figures:
    """Each page: run again unchanged, another year for the first time, that year once more; bytes."""
    from salesdash.ui.session.contents import PAGES

    with serve(place.home) as server:
        for page in PAGES:
            _first(server, page)
        return _by_measure({page: _visit(server, page) for page in PAGES})


def empty(place: Place) -> Figures:
    place.home.mkdir(parents=True, exist_ok=True)
    with serve(place.home, str(EMPTY)) as server:
        _first(server, "")
        return _by_measure({"": _visit(server, "")})


def _first(server: Server, page: str) -> None:
    """The visit after which the server has met everything once but the year asked for later."""
    visit = Visit(server, page)
    visit.run()
    visit.close()


def _visit(server: Server, page: str) -> dict[str, float]:
    visit = Visit(server, page)
    visit.run()
    kilobytes = visit.bytes / 1000
    unchanged = statistics.median(visit.run() for _ in range(AGAIN))
    click = visit.run(f"period={EARLIER}")
    visit.run(f"period={ASKED}")
    repeated = visit.run(f"period={EARLIER}")
    visit.close()
    return {"unchanged": unchanged, "click": click, "repeated": repeated, "kilobytes": kilobytes}


def _by_measure(visits: dict[str, dict[str, float]]) -> Figures:
    measures = next(iter(visits.values()))
    return {measure: {page: told[measure] for page, told in visits.items()} for measure in measures}
