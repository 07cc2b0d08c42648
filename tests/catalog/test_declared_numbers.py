"""Each number that decides stands in docs/rules.md too, so that none changes unseen."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import salesdash
from salesdash import catalog
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Light
from salesdash.catalog.overrides import rules_of, spelt
from salesdash.catalog.risks.risk import ZONES
from salesdash.catalog.rules.declared import RULES
from salesdash.catalog.rules.together import ABOUT

PAGE = Path(salesdash.__file__).parents[1] / "docs" / "rules.md"
NUMBERS = (int, float, tuple)


def rules() -> Iterator[str]:
    """A heading for each subject, a row for each rule."""
    values = spelt(rules_of({}))
    for about, keys in ABOUT:
        yield f"### {about.zh} · {about.en}"
        for key in keys:
            rule, value = RULES[key], values[key]
            if rule.names:
                value = rule.names[int(rule.value)]
            yield f"| {rule.name.zh} · {rule.name.en} | {value.zh} · {value.en} | `{key}` |"


def lights() -> Iterator[str]:
    for metric in METRICS.values():
        if light := metric.light:
            name = f"{metric.name.zh} · {metric.name.en}"
            yield f"| {name} | {_limit(light, light.green)} | {_limit(light, light.amber)} | `{metric.key}` |"


def limits() -> Iterator[str]:
    """The values of the catalogue that hold nothing but numbers, and from where on a risk is of a zone."""
    for name, value in sorted(_of_numbers()):
        numbers = ", ".join(f"{f.name} {getattr(value, f.name)}" for f in fields(value))
        yield f"| `{name}` | {numbers} |"
    yield f"| `risks.risk.ZONES` | {', '.join(f'{zone.key} {zone.least}' for zone in ZONES)} |"


def _limit(light: Light, limit: float | tuple[float, float]) -> str:
    if isinstance(limit, tuple):
        return f"{limit[0]} – {limit[1]}"
    return f"{'≥' if light.direction == 'up' else '≤'} {limit}"


def _of_numbers() -> Iterator[tuple[str, Any]]:
    for module in pkgutil.walk_packages(catalog.__path__, f"{catalog.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            kind = type(value)
            is_of_here = is_dataclass(kind) and kind.__module__ == module.name
            if is_of_here and all(
                isinstance(getattr(value, f.name), NUMBERS) for f in fields(kind)
            ):
                yield f"{module.name.removeprefix(f'{catalog.__name__}.')}.{name}", value


def test_every_number_that_decides_is_in_the_docs_as_it_is_declared():
    page = re.findall(r"^(?:### .*|\| .*` \|.*|\| `.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert page == [*rules(), *lights(), *limits()]
