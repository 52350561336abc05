"""axe-core on the page as it stands: WCAG 2.2 AA and best practice, or single rules of it."""

from functools import cache
from pathlib import Path

import axe_playwright_python

AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async options => {
    const result = await axe.run(document, options);
    return result.violations.map(v => [v.id, v.nodes.map(n => n.html)]);
}"""
WIDE = """() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const end = element => element.getBoundingClientRect().right;
    const cut = element =>
        element !== document.body && getComputedStyle(element).overflowX !== "visible";
    const inside = element => {
        while ((element = element.parentElement)) if (cut(element)) return true;
    };
    return [...document.body.querySelectorAll("*")]
        .filter(element => end(element) > innerWidth + 1 && !inside(element))
        .sort((a, b) => end(b) - end(a))
        .slice(0, 3)
        .map(element => element.outerHTML.slice(0, 160))
        .concat("the page scrolls sideways");
}"""


@cache
def source():
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def find_violations(page, *rules):
    """Each violation as "rule: element". Without `rules` all of AA and best practice are asked."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AA}
    results = page.evaluate(RUN, {"runOnly": only, "resultTypes": ["violations"]})
    return [f"{rule}: {element}" for rule, elements in results for element in elements]


def find_overflow(page):
    """What makes a page scroll sideways (WCAG 1.4.10): elements beyond the window."""
    return page.evaluate(WIDE)
