"""A chart's marks can be clicked: the selection that tells which of them it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

# What a click can hit; a line or an area is one mark for all its rows.
SOLID = ("bar", "rect", "arc", "point", "circle", "square", "tick")
CLICKED = "clicked"  # the layer that takes the click
Of = Callable[[Mapping[str, str]], Mapping[str, str]]


def can_fill(spec: Mapping[str, Any]) -> bool:
    """Whether the drawing is as high as what it stands in; one of many rows is as high as they are."""
    return spec.get("height") == "container"


def with_selection(spec: dict[str, Any], name: str, openable: Of) -> dict[str, Any]:
    """The specification with a selection of that name on the marks that `openable` can open.

    The fields are those under which the rows carry what they stand for (`of_region`, `of_month`).
    """
    rows: list[dict[str, Any]] = next(iter(spec.get("datasets", {}).values()), [])
    rows = spec.get("data", {}).get("values", rows) or []
    fields = _fields(rows, openable)
    layer = _clicked(spec) if fields else None
    if layer is None:
        return spec
    selection = {"type": "point", "fields": fields, "toggle": False}
    layers = [dict(one) for one in spec["layer"]]
    layers[layer]["name"] = CLICKED
    mark = layers[layer]["mark"]
    mark = {"type": mark} if isinstance(mark, str) else mark
    layers[layer]["mark"] = {**mark, "cursor": "pointer"}
    return {
        **spec,
        "layer": layers,
        "params": [{"name": name, "select": selection, "views": [CLICKED]}],
    }


def _fields(rows: list[dict[str, Any]], openable: Of) -> list[str]:
    """The fields of the row that stands for most, if it can be opened."""
    marks = (
        {key.removeprefix("of_"): value for key, value in row.items() if key.startswith("of_")}
        for row in rows
    )
    opened = [stands_for for stands_for in marks if stands_for and openable(stands_for)]
    return [f"of_{of}" for of in max(opened, key=len, default={})]


def _clicked(spec: Mapping[str, Any]) -> int | None:
    """The layer whose marks are clicked: the first solid one that shows the chart's own rows."""
    kinds = [
        (at, layer["mark"] if isinstance(layer["mark"], str) else layer["mark"]["type"])
        for at, layer in enumerate(spec.get("layer", []))
        if "mark" in layer and "data" not in layer
    ]
    return next((at for at, kind in kinds if kind in SOLID), None)
