"""A bar chart as SVG: groups of horizontal bars, each with its figure, on a logarithmic scale.

Reads in black and white too: every bar is named.
"""

import math
from collections.abc import Mapping
from html import escape

__all__ = ["bars"]

_COLOURS = {"Kawat": "#b3202a", "Hugo": "#4a6fa5", "Pelican": "#7a8b5c", "Eleventy": "#8a6fa0"}
_LEFT, _WIDTH, _ROW, _GAP = 110, 480, 18, 34


def bars(title: str, groups: Mapping[str, Mapping[str, float]]) -> str:
    """Return the chart.

    Args:
        groups: positive values by name, by the heading of their group.
    """
    values = [value for group in groups.values() for value in group.values()]
    low, high = math.log10(min(values)) - 0.3, math.log10(max(values))
    lines, y = [], 44
    for heading, group in groups.items():
        lines.append(f'<text x="10" y="{y}" font-weight="bold">{escape(heading)}</text>')
        for name, value in group.items():
            y += _ROW
            width = _WIDTH * (math.log10(value) - low) / max(0.1, high - low)
            lines += [
                f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end">{escape(name)}</text>',
                f'<rect x="{_LEFT}" y="{y - 11}" width="{width:.1f}" height="13" fill="{_COLOURS.get(name, "#666")}"/>',
                f'<text x="{_LEFT + width + 6:.1f}" y="{y}">{value:.2f}</text>',
            ]
        y += _GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="680" height="{y}" font-family="sans-serif" font-size="12">'
    back = '<rect width="100%" height="100%" fill="#fff"/>'
    return "\n".join([head, back, f'<text x="10" y="20" font-size="15">{escape(title)} (logarithmic)</text>', *lines,
                      "</svg>\n"])  # fmt: skip
