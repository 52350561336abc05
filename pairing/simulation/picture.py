"""Simulated years as bar charts: an SVG for light and dark backgrounds."""

from collections.abc import Iterator, Sequence
from math import inf

from pairing.simulation.page import METHODS, by_method, cell

WIDTH = 760
LEFT = 170
RIGHT = 60
BAR = 14
STEP = 19
GAP = 28
CHARTS = (
    ("level_excess_ratio", "Level excess, times the least possible", 5),
    ("reciprocal_share", "Pairings in which two review each other", 0.3),
)
FRAME = """{start}
<title>Level excess and reciprocal pairings of each method</title>
<style>
text {{ font: 12px system-ui, sans-serif; fill: #57534e }}
.title {{ font-size: 14px; font-weight: 600 }}
.name {{ text-anchor: end }}
.ours {{ fill: #0f766e }}
.other {{ fill: #a8a29e }}
@media (prefers-color-scheme: dark) {{
  text {{ fill: #d6d3d1 }}
  .ours {{ fill: #2dd4bf }}
  .other {{ fill: #78716c }}
}}
</style>
{body}
</svg>
"""


def picture(results: Sequence[dict]) -> str:
    """Two bar charts from the results of `simulate` for each size of pool, cut off at the scale."""
    lines = []
    y = 0
    for key, title, scale in CHARTS:
        y += GAP
        lines.append(f'<text y="{y}" class="title">{title}</text>')
        for result in results:
            y += GAP
            lines.append(f'<text y="{y}">{result["people"]} people</text>')
            lines += _bars(result, key, scale, y + 8)
            y += STEP * len(METHODS) + 4
    size = f'width="{WIDTH}" height="{y + GAP}" viewBox="0 0 {WIDTH} {y + GAP}"'
    start = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return FRAME.format(start=start, body="\n".join(lines))


def _bars(result: dict, key: str, scale: float, y: int) -> Iterator[str]:
    for number, (method, figures) in enumerate(by_method(result).items()):
        top = y + STEP * number
        value = inf if figures[key] is None else figures[key]
        length = max(2, round((WIDTH - LEFT - RIGHT) * min(1, value / scale)))
        more = " →" if value > scale else ""
        tone = "ours" if method == "ours" else "other"
        yield f'<text x="{LEFT - 8}" y="{top + 11}" class="name">{METHODS[method]}</text>'
        yield f'<rect x="{LEFT}" y="{top}" width="{length}" height="{BAR}" rx="3" class="{tone}"/>'
        figure = cell(key, figures, method)
        yield f'<text x="{LEFT + length + 6}" y="{top + 11}">{figure}{more}</text>'
