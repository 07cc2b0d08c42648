"""How a chart is looked at: everything that is not its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, Literal

from salesdash.text import Lang
from salesdash.units import PERCENT, RATIO, Scale, Unit, write

Mode = Literal["light", "dark"]
# px of the letters in a chart: on a page, and in a meeting, seen from the last row
LABEL, LARGE = 14, 17
_HAIR = 1e-9  # what a float is off


@dataclass(frozen=True, slots=True)
class Look:
    """The language of its words, light or dark, the size in which its money is written, and that of its `letter`
    in px."""

    lang: Lang
    mode: Mode = "light"
    scale: Scale = "auto"
    letter: int = LABEL

    def write(
        self,
        value: float | None,
        unit: Unit | None,
        *,
        signed: bool = False,
        limits: Sequence[float] = (),
    ) -> str:
        """A number as people read it here; nothing where it has no unit."""
        if unit is None:
            return ""
        return write(value, unit, self.scale, signed=signed, limits=limits)[self.lang]

    def short(self, share: float, limits: Sequence[float] = ()) -> str:
        """A share in whole percent, where there is room for no more; one that has not reached a limit, or the
        whole, keeps one decimal, cut off where rounding reaches it still: 0.9997 is `99.9%`."""
        missed = [limit for limit in (1.0, *limits) if share < limit - _HAIR <= round(share, 2)]
        if not missed:
            return self.write(share, PERCENT)
        rounded = round(share, 3)
        return self.write(
            rounded if rounded < min(missed) - _HAIR else floor(share * 1000) / 1000, RATIO
        )


def spec(chart: Any) -> dict[str, Any]:
    """The finished Vega-Lite of an Altair chart, not validated again."""
    made: dict[str, Any] = chart.to_dict(validate=False)
    return made
