"""Work on many parts by two at once, who begin at either end: parts that stand side by side share most of what has to
be found out, and who wants what the other is finding out waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

Of = TypeVar("Of")
Found = TypeVar("Found")


def both_ways(
    parts: Sequence[tuple[str, Of]],
    make: Callable[[str, Of], Found],
    hear: Callable[[str, Sequence[Found]], None],
) -> dict[str, list[Found]]:
    """What each part comes to, under its key in the order of the parts; `hear` is told of a key as soon as all
    of its parts are there, whoever made the last of them."""
    made: dict[int, Found] = {}
    of_key = {key: [at for at, (one, _) in enumerate(parts) if one == key] for key, _ in parts}
    lock = Lock()

    def do(at: int) -> None:
        key, of = parts[at]
        found = make(key, of)
        with lock:
            made[at] = found
            all_there = [made[one] for one in of_key[key] if one in made]
        if len(all_there) == len(of_key[key]):
            hear(key, all_there)

    beside = ThreadPoolExecutor(1, "from the last part")
    try:
        begun = {at: beside.submit(do, at) for at in reversed(range(len(parts)))}
        for at, task in reversed(begun.items()):
            if task.cancel():
                do(at)
            else:
                task.result()
    finally:
        beside.shutdown(cancel_futures=True)
    return {key: [made[at] for at in those] for key, those in of_key.items()}
