"""By what limits a channel's months tell how its profit answers to its spend; what is ours is said to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResponseFit:
    """When a fitted curve holds: from so many `months`, whose spend varies by `spread` of itself, with a
    squared correlation of `fits`, and an exponent from `least` to `most`. Beyond `most` spend has followed
    sales: what moves in step with them tells no diminishing return. The level of today is that of the
    last `recent` months. The band is of `errors` standard errors, and of `doubt` to either side where
    the exponent is assumed.
    """

    months: int
    spread: float
    fits: float
    least: float
    most: float
    recent: int
    errors: float
    doubt: float


# Six months: the rule of the metrics, and ten percent as for the marginal return. The rest is ours. Elasticities
# that were measured lie far below `most`: 0.12 for advertising (Sethuraman, Tellis and Briesch 2011), 0.34
# for selling in person (Albers, Mantrala and Sridhar 2010).
RESPONSE_FIT = ResponseFit(
    months=6, spread=0.10, fits=0.5, least=0.1, most=0.9, recent=12, errors=2, doubt=0.2
)
