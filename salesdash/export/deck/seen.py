"""Which numbers of its table a figure's own drawing shows: a chart of PowerPoint's shows the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from salesdash.charts.figure import Spoken
from salesdash.charts.rows import number

_VALUES = ("bar", "line", "area", "point", "tick")


def seen(figure: Spoken) -> list[int]:
    """The places of the columns whose numbers the drawing shows along an axis, or as steps from one number to
    the next; none where its bars are ranges of something else, which no chart of PowerPoint's shows."""
    if figure.draw is None:
        return []
    drawing = figure.spec("light")
    drawn: list[Counter[float]] = []
    steps: list[Counter[float]] = []
    for layer in drawing["layer"]:
        rows, encoding, mark = _rows_of(drawing, layer), layer.get("encoding", {}), _mark(layer)
        for axis in ("x", "y"):
            along, other = encoding.get(axis) or {}, encoding.get(axis + "2") or {}
            if mark not in _VALUES or along.get("type") != "quantitative":
                continue
            start, end = other.get("field", ""), along.get("field", "")
            if mark == "bar" and len(_numbers(rows, start)) > 1:
                steps.append(_between(rows, start, end))
            else:
                drawn.append(_numbers(rows, end))
    return _places(figure, steps) if steps else _places(figure, drawn)


def marks(figure: Spoken) -> set[str]:
    """What the drawing is drawn with."""
    if figure.draw is None:
        return set()
    return {_mark(layer) for layer in figure.spec("light")["layer"]}


def _places(figure: Spoken, drawn: list[Counter[float]]) -> list[int]:
    """The columns of which every number is drawn; what is 0 has no length, and need not be. No mark is of two: where
    numbers are few and alike, the column of which most are drawn has them first, and beside it one number is chance."""
    numbers = {
        at: Counter(_six(n) for n in map(number, figure.frame[column.key]) if n)
        for at, column in enumerate(figure.written)
        if column.unit is not None
    }
    places: set[int] = set()
    for left in drawn:
        for at, values in sorted(numbers.items(), key=lambda one: -one[1].total()):
            if values <= left and values.total() > bool(places):
                left = left - values
                places.add(at)
    return sorted(places)


def _between(rows: list[dict[str, Any]], start: str, end: str) -> Counter[float]:
    pairs = [(row.get(start), row.get(end)) for row in rows]
    steps = [b - a for a, b in pairs if isinstance(a, (int, float)) and isinstance(b, (int, float))]
    return Counter(map(_six, steps))


def _numbers(rows: list[dict[str, Any]], field: str) -> Counter[float]:
    values = (row.get(field) for row in rows)
    return Counter(_six(value) for value in values if isinstance(value, (int, float)))


def _mark(layer: Mapping[str, Any]) -> str:
    mark = layer.get("mark", "")
    return str(mark["type"] if isinstance(mark, dict) else mark)


def _rows_of(drawing: Mapping[str, Any], layer: Mapping[str, Any]) -> list[dict[str, Any]]:
    data = layer.get("data") or drawing.get("data") or {}
    return list(data.get("values") or drawing.get("datasets", {}).get(data.get("name"), ()))


def _six(value: float) -> float:
    """As many digits as a drawing surely has, on whichever side of an axis it stands."""
    return abs(float(f"{value:.5g}"))
