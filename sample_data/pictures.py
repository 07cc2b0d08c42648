"""What each page looks like once there is data: its figures of the sample company, as drawings.

They stand on the page until somebody's own data does, so they are drawn when the sample is made and not
when a first visitor waits.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Run as a script it would find the modules beside it, but not the package that they are.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from salesdash.catalog.actions import Action
from salesdash.charts.figure import Figure
from salesdash.charts.look import Mode, spec
from salesdash.charts.theme import PALETTES
from salesdash.figures.actions import effect
from salesdash.figures.channels import side_by_side
from salesdash.figures.customers import concentration
from salesdash.figures.lights import by_month
from salesdash.figures.targets import attainment, curve
from salesdash.incoming.imports import import_file
from salesdash.scope import Scope
from salesdash.text import LANGS, Lang
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from sample_data.company import CHANNELS
from sample_data.make import HERE
from sample_data.stories import story

TARGET = HERE / "pictures"
MODES: tuple[Mode, ...] = ("light", "dark")
PALE = 0.45  # how much of a colour is left: an example is not to be taken for an answer
HEIGHT = 300
MOST_LIGHTS = 9  # rows of lights that a picture has room for


def _promise(ask: Ask, scope: Scope) -> Figure:
    """A promotion of the company as if somebody had promised it: its channel beside the others."""
    told = story("promotion_hangover")
    name = next(one.name for one in CHANNELS if one.name.zh in told.members["channel"])
    channel = next(member for member in ask.members("channel") if member in (name.zh, name.en))
    promise = Action(link_by="channel", link_member=channel, promised_on=told.since)
    return effect.figures(ask, scope, promise)[0]


def _worst(past: by_month.Histories) -> by_month.Histories:
    return dict(list(past.items())[:MOST_LIGHTS])


FIGURES: dict[str, Callable[[Ask, Scope], Figure]] = {
    "overview": curve.curve,
    "targets": lambda ask, scope: attainment.attainment_by_member(ask, scope, "region"),
    "channels": lambda ask, scope: side_by_side.roi_ranking(ask, scope, "channel"),
    "customers": concentration.concentration,
    "kpis": lambda ask, scope: by_month.light_months(_worst(by_month.histories(ask, scope)), scope),
    "actions": _promise,
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def write() -> None:
    """A file for each page and language: title, what is seen in words, the rows drawn, and how in both
    modes."""
    TARGET.mkdir(exist_ok=True)
    for lang in LANGS:
        for page, picture in pictures(lang).items():
            words = json.dumps(picture, ensure_ascii=False, separators=(",", ":"))
            (TARGET / f"{page}_{lang}.json").write_text(words + "\n", encoding="utf-8")


def pictures(lang: Lang) -> dict[str, dict[str, Any]]:
    """The picture of each page, by the figures of the company loaded in this language."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder))
        for file in sorted((HERE / lang).iterdir()):
            import_file(warehouse, file, accept=True)
        ask = Ask(warehouse.query)
        year = ask.calendar.of(ask.as_of, "year")
        scope = Scope(ask.as_of, year, "last_year", calendar=ask.calendar)
        drawn = {page: _picture(figure(ask, scope), lang) for page, figure in FIGURES.items()}
        warehouse.close()
    return drawn


def _picture(figure: Figure, lang: Lang) -> dict[str, Any]:
    said = figure.in_(lang)
    assert said.draw is not None, figure.key
    modes: dict[str, dict[str, Any]] = {
        mode: _pale({**spec(said.draw(mode)), "height": HEIGHT}, mode) for mode in MODES
    }
    rows = {
        name: values for drawn in modes.values() for name, values in drawn.pop("datasets").items()
    }
    whole = {"title": said.title, "alt": said.alt, "datasets": rows, **modes}
    plain: dict[str, Any] = json.loads(json.dumps(whole, default=str))
    return plain


def _pale(node: Any, mode: Mode) -> Any:
    """The drawing with every colour moved towards the background."""
    if isinstance(node, dict):
        return {name: _pale(value, mode) for name, value in node.items()}
    if isinstance(node, list):
        return [_pale(value, mode) for value in node]
    return _COLOUR.sub(lambda c: _mixed(c[0], mode), node) if isinstance(node, str) else node


def _mixed(colour: str, mode: Mode) -> str:
    pairs = zip(_parts(colour), _parts(PALETTES[mode].background), strict=True)
    return "#" + "".join(f"{round(PALE * a + (1 - PALE) * b):02x}" for a, b in pairs)


def _parts(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


if __name__ == "__main__":
    write()
