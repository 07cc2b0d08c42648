"""Two who begin at either end make each part once, and a key is told of when all of it is there."""

import threading

import pytest

from salesdash.figures.report.both_ways import both_ways

PARTS = [("a", 1), ("b", 2), ("b", 3), ("c", 4), ("c", 5)]


def test_each_part_is_made_once_and_stands_in_its_order():
    made, heard = [], {}

    def make(key: str, of: int) -> str:
        made.append(of)
        return f"{key}{of}"

    found = both_ways(PARTS, make, lambda key, parts: heard.update({key: list(parts)}))
    assert found == heard == {"a": ["a1"], "b": ["b2", "b3"], "c": ["c4", "c5"]}
    assert sorted(made) == [1, 2, 3, 4, 5]


def test_they_work_at_the_same_time():
    both_there = threading.Barrier(2, timeout=30)

    def make(key: str, of: int) -> None:
        if of in (1, 5):
            both_there.wait()

    both_ways(PARTS, make, lambda key, parts: None)
    assert not both_there.broken


@pytest.mark.parametrize("failing", [1, 5])
def test_what_fails_at_either_end_is_said(failing):
    def make(key: str, of: int) -> int:
        return [0, 0, 0, 0, 0, 0][of if of != failing else 9]

    with pytest.raises(IndexError):
        both_ways(PARTS, make, lambda key, parts: None)
