"""Colours of a sphere: readable on white, with a light ground of the same hue."""

from __future__ import annotations

import re

HEXA = re.compile(r"#[0-9A-Fa-f]{6}")
BLANC = "#FFFFFF"
CONTRASTE_MIN = 4.5
"""WCAG 2.2, 1.4.3 (AA) for text. The letter stands in white on the colour, the name in the colour on white."""
TEINTE_FOND = 0.12
"""Share of the colour in its ground, as for the shipped spheres."""


def is_colour(text: str) -> bool:
    return HEXA.fullmatch(text) is not None


def measure_contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white).

    WCAG 2.2, « contrast ratio »: (L1 + 0.05) / (L2 + 0.05), L1 the lighter.

    >>> measure_contrast("#000000", "#FFFFFF")
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str) -> str:
    """The light ground that goes with a colour.

    >>> tint("#000000")
    '#E0E0E0'
    """
    mixed = (round(255 - (255 - channel) * TEINTE_FOND) for channel in _channels(colour))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """WCAG 2.2, « relative luminance », in sRGB."""
    red, green, blue = (_linearise(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linearise(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
