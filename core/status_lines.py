"""The parts of the system status page. Apps contribute `<app>.system_status.status_parts`."""

from dataclasses import dataclass

from django.utils.text import slugify

from core.text import count_of

GOOD = "good"
WARN = "warn"
BAD = "bad"
INFO = ""  # a fact, and nothing to judge


@dataclass(frozen=True)
class Line:
    """`value` with its `verdict`; `advice` says what to do, `url` with the words `link` where."""

    label: str
    value: str
    verdict: str = INFO
    advice: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Part:
    """A section of the page. Those that a new installation needs first have the lowest `order`."""

    title: str
    lines: tuple[Line, ...]
    order: int = 50

    @property
    def slug(self):
        return slugify(self.title)

    @property
    def troubles(self):
        return [line for line in self.lines if line.verdict in (WARN, BAD)]


def judged(is_good, label, value, advice, otherwise=WARN):
    """A line that is good, or else has the verdict `otherwise` with its advice."""
    return Line(label, value, GOOD) if is_good else Line(label, value, otherwise, advice)


def span(duration):
    """A duration in words: "less than a second", "14 seconds", "3 min", "5 h", "2 days"."""
    seconds = int(duration.total_seconds())
    if seconds < 1:
        return "less than a second"
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size:
            return f"{seconds // size} {word}s"
    return count_of(seconds, "second")
