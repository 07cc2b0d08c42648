"""The renderer of charts by itself: what draws beside the application loads nothing else of it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import vl_convert

# The font travels with the application: pictures show Chinese on a server that has no font.
vl_convert.register_font_directory(str(Path(__file__).parent / "fonts"))
_PAIRS = re.compile("[\U00010000-\U0010ffff]")
LENGTH = 8  # bytes before each picture that say how long it is


def svg(chart: dict[str, Any]) -> str:
    """The drawing of a Vega-Lite specification, which has its size and fetches nothing."""
    # A name may be cut off in the middle of an emoji, which is two characters to the renderer.
    try:
        return vl_convert.vegalite_to_svg(chart, allowed_base_urls=[])
    except ValueError:
        return vl_convert.vegalite_to_svg(without(_PAIRS, chart), allowed_base_urls=[])


def png(drawing: str, scale: float) -> bytes:
    """The drawing at so many pixels a point."""
    return vl_convert.svg_to_png(drawing, scale=scale)


def without(unwanted: re.Pattern[str], node: Any) -> Any:
    """The same without these characters, wherever text stands in it."""
    if isinstance(node, str):
        return unwanted.sub("", node)
    if isinstance(node, dict):
        return {name: without(unwanted, value) for name, value in node.items()}
    return [without(unwanted, value) for value in node] if isinstance(node, list) else node


def draw_what_is_ordered() -> None:
    """A line of JSON, chart and scale, for each picture; the picture after its length."""
    for line in sys.stdin.buffer:
        chart, scale = json.loads(line)
        picture = png(svg(chart), scale)
        sys.stdout.buffer.write(len(picture).to_bytes(LENGTH, "big") + picture)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    draw_what_is_ordered()
