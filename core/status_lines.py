"""What the page of admins is made of: lines that name a thing, say how it is, judge it, and say what to do."""

from dataclasses import dataclass

from django.utils.text import slugify

GOOD, WARN, BAD = "good", "warn", "bad"
INFO = ""  # a fact, and nothing to judge


@dataclass(frozen=True)
class Line:
    """`advice` is the sentence what to do. `url` leads on, by the words `link`."""

    label: str
    value: str
    verdict: str = INFO
    advice: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Part:
    title: str
    lines: tuple[Line, ...]

    @property
    def slug(self):
        return slugify(self.title)

    @property
    def troubles(self):
        return [line for line in self.lines if line.verdict in (WARN, BAD)]


def judged(is_good, label, value, advice, otherwise=WARN):
    """A line that is good, or `otherwise` with its advice."""
    return Line(label, value, GOOD) if is_good else Line(label, value, otherwise, advice)


def span(duration):
    """A duration as one says it: "less than a second", "14 seconds", "3 min", "5 h", "2 days"."""
    seconds = int(duration.total_seconds())
    if seconds < 1:
        return "less than a second"
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size:
            return f"{seconds // size} {word}s"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
