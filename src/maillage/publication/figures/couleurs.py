"""Mixing colours and checking that a text can be read on them (WCAG 2.2, relative luminance)."""

from __future__ import annotations

from maillage.publication.tokens import BLANC, ENCRE


def mix(a: str, b: str, part: float) -> str:
    """`a` when part is 0, `b` when it is 1; opaque, so that print and screen agree."""
    channels = zip(_channels(a), _channels(b), strict=True)
    return "#" + "".join(f"{round(x + (y - x) * part):02X}" for x, y in channels)


def contrast(a: str, b: str) -> float:
    """From 1 (same) to 21 (black on white); a small text needs 4.5."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(fond: str) -> str:
    """Ink or white, whichever reads best."""
    return max((ENCRE, BLANC), key=lambda colour: contrast(colour, fond))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
