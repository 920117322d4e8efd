"""Lambert-93 metres to WGS 84 degrees, by the formulas of the IGN (note NTG_71, algorithms ALG0002 and ALG0004).

RGF93 and WGS 84 differ by less than the precision of an address: they are taken for one.
"""

from __future__ import annotations

from math import atan, atan2, cos, degrees, exp, hypot, log, pi, radians, sin, tan
from typing import Final

_E: Final = 0.08181919104281579
"""Eccentricity of the GRS 80 ellipsoid."""
_N: Final = 0.7256077650532670
_C: Final = 11_754_255.426096
_XS: Final = 700_000.0
_YS: Final = 12_655_612.049876
_ORIGINE: Final = radians(3)
_PRECISION: Final = 1e-12
ABSCISSES: Final = (0.0, 1_300_000.0)
ORDONNEES: Final = (6_000_000.0, 7_200_000.0)
"""Metropolitan France, in metres."""


def is_lambert93(x: float, y: float) -> bool:
    return ABSCISSES[0] <= x <= ABSCISSES[1] and ORDONNEES[0] <= y <= ORDONNEES[1]


def to_wgs84(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude in degrees, rounded to the centimetre or so.

    >>> to_wgs84(700_000, 6_600_000)
    (46.5, 3.0)
    """
    longitude = _ORIGINE + atan2(x - _XS, _YS - y) / _N
    isometric = -log(hypot(x - _XS, y - _YS) / _C) / _N
    return round(degrees(_invert(isometric)), 7), round(degrees(longitude), 7)


def to_lambert93(latitude: float, longitude: float) -> tuple[float, float]:
    """The way back: what the test of the first is made with."""
    phi = radians(latitude)
    swell = ((1 - _E * sin(phi)) / (1 + _E * sin(phi))) ** (_E / 2)
    radius = _C * exp(-_N * log(tan(pi / 4 + phi / 2) * swell))
    angle = _N * (radians(longitude) - _ORIGINE)
    return _XS + radius * sin(angle), _YS - radius * cos(angle)


def _invert(isometric: float) -> float:
    phi = 2 * atan(exp(isometric)) - pi / 2
    for _ in range(50):
        swell = ((1 + _E * sin(phi)) / (1 - _E * sin(phi))) ** (_E / 2)
        closer = 2 * atan(swell * exp(isometric)) - pi / 2
        if abs(closer - phi) < _PRECISION:
            return closer
        phi = closer
    return phi
