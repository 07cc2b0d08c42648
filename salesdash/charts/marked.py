"""A chart's marks can be clicked: the selection that tells which of them it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from salesdash.charts.look import LABEL
from salesdash.charts.rows import Row, width

# What a click can hit, numbers and names written at it too; a line or an area is one mark for all its rows.
HIT = ("bar", "rect", "arc", "point", "circle", "square", "tick", "text")
CLICKED = "clicked"  # the layer that keeps the selection
# px beside a plot, at most, and above or below it, in which the names of its axes stand; a letter of them, of its
# size; px between them and the plot
MARGIN, LETTER, AWAY = (160, 44), 0.56, 10
Of = Callable[[Mapping[str, str]], Mapping[str, str]]
Spec = dict[str, Any]


def can_fill(spec: Mapping[str, Any]) -> bool:
    """Whether the drawing is as high as what it stands in; one of many rows is as high as they are."""
    return spec.get("height") == "container"


def with_selection(spec: Spec, name: str, openable: Of) -> Spec:
    """The specification with a selection of that name on all marks that `openable` can open, and on the
    names of members and periods beside the plot.

    The fields are those under which the rows carry what they stand for (`of_region`, `of_month`). Vega
    keeps a selection in one layer and lets every layer with a tooltip take part in it.
    """
    layers = [*spec.get("layer", []), *_margins(spec)]
    fields: dict[str, None] = {}
    hit = []
    for at, layer in enumerate(layers):
        marked_fields = _fields(_rows(spec, layer), openable) if _kind(layer) in HIT else set()
        if marked_fields and "tooltip" in layer["encoding"]:
            fields |= dict.fromkeys(sorted(marked_fields))
            hit.append(at)
            layers[at] = {**layer, "mark": _with_pointer(layer["mark"])}
    if not hit:
        return spec
    layers[hit[0]]["name"] = CLICKED
    selection = {"type": "point", "fields": list(fields), "toggle": False}
    return {
        **spec,
        "layer": layers,
        "params": [{"name": name, "select": selection, "views": [CLICKED]}],
    }


def _kind(layer: Mapping[str, Any]) -> str:
    mark = layer.get("mark", "")
    return str(mark if isinstance(mark, str) else mark["type"])


def _with_pointer(mark: str | Spec) -> Spec:
    return {**({"type": mark} if isinstance(mark, str) else mark), "cursor": "pointer"}


def _rows(spec: Mapping[str, Any], layer: Mapping[str, Any]) -> list[Row]:
    """The layer's own rows, else those of the chart."""
    data: Mapping[str, Any] = layer.get("data") or spec.get("data") or {}
    rows: list[Row] = spec.get("datasets", {}).get(data.get("name")) or data.get("values") or []
    return rows


def _fields(rows: Iterable[Row], openable: Of) -> set[str]:
    """The fields under which rows carry what can be opened."""
    fields: set[str] = set()
    for row in rows:
        marks = {of.removeprefix("of_"): value for of, value in _stands_for(row).items() if value}
        if marks and openable(marks):
            fields |= {f"of_{of}" for of in marks}
    return fields


def _stands_for(row: Row) -> dict[str, str]:
    return {key: value for key, value in row.items() if key.startswith("of_")}


def _margins(spec: Mapping[str, Any]) -> list[Spec]:
    """Areas, not seen, over the names beside and above or below the marks, one a name."""
    wide, high = MARGIN
    size = spec.get("config", {}).get("axis", {}).get("labelFontSize", LABEL)
    margins = []
    for channel in ("y", "x"):
        layer = _named_along(spec, channel)
        if layer is None:
            continue
        encoding, name = layer["encoding"][channel], _tip(layer, channel)
        rows = _by_name(_rows(spec, layer), encoding["field"], name["field"])
        if channel == "y":  # no wider than the names: the plot would be narrower by as much
            longest = max((width(str(row[name["field"]])) for row in rows), default=0)
            place: Spec = {"x": -min(wide, round(longest * size * LETTER + AWAY)), "x2": -2}
        elif (encoding.get("axis") or {}).get("orient") == "top":
            place = {"y": -high, "y2": -2}
        else:
            place = {"y": {"expr": "height + 2"}, "y2": {"expr": f"height + {high}"}}
        margins.append(
            {
                "data": {"values": rows},
                "mark": {"type": "rect", "opacity": 0, "stroke": None, **place},
                "encoding": {channel: encoding, "tooltip": [name]},
            }
        )
    return margins


def _named_along(spec: Mapping[str, Any], channel: str) -> Spec | None:
    """The first layer of the chart's own rows that stand by name along this axis, which shows them."""
    for layer in spec.get("layer", []):
        encoding = layer.get("encoding", {}).get(channel, {})
        is_named = encoding.get("type") in ("nominal", "ordinal") and "field" in encoding
        is_shown = encoding.get("axis", {}) is not None and "data" not in layer
        if is_named and is_shown and _tip(layer, channel):
            inner: Spec = layer
            return inner
    return None


def _tip(layer: Spec, channel: str) -> Spec:
    """The line of the layer's tooltip that says by its words what stands along the axis."""
    encoding = layer["encoding"]
    field = f"{encoding[channel]['field']}_text"
    return next((tip for tip in encoding.get("tooltip", ()) if tip["field"] == field), {})


def _by_name(rows: Iterable[Row], field: str, words: str) -> list[Row]:
    """One row a name, with what all rows of this name stand for."""
    named: dict[str, Row] = {}
    for row in rows:
        own = {field: row[field], words: row[words], **_stands_for(row)}
        before = named.setdefault(row[field], own)
        named[row[field]] = {key: own[key] for key in own if before.get(key) == own[key]}
    return list(named.values())
