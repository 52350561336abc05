"""Turns a scripted line into a sentence of one case: makes choices, fills slots, finds quotes."""

import re

CHOICE = re.compile(r"\[\[(.*?)\]\]", re.S)
SLOT = re.compile(r"\{([a-z_]+)\}")
QUOTE = re.compile(r"<<(.*?)>>", re.S)

COMMON = {
    "version": ("6.8.3", "6.8.5", "6.9.0", "6.9.1"),
    "old_version": ("6.6.1", "6.7.2", "6.7.4", "6.8.0"),
    "env": ("production", "staging", "the EU cluster", "the main cluster", "prod-2"),
    "users": range(38, 2400),
    "hour": range(9, 17),
    "n": range(2, 10),
}


class Slots:
    """The details of one case; those not given are chosen at first use and then kept."""

    def __init__(self, options, chance, **given):
        self.options = COMMON | options
        self.chance = chance
        self.given = given

    def __getitem__(self, name):
        if name not in self.given:
            self.given[name] = self.fill(str(self.chance.choice(self.options[name])))
        return str(self.given[name])

    def fill(self, text):
        """`text` with every choice made and every slot filled; `<<` and `>>` stay."""
        text = CHOICE.sub(lambda match: self.chance.choice(match[1].split("|")), text)
        return SLOT.sub(lambda match: self[match[1]], text)


def plain(text):
    """`text` without the `<<` and `>>` around quotable sentences."""
    return QUOTE.sub(lambda match: match[1], text)


def quotes(text):
    return [quote.rstrip(",;:") for quote in QUOTE.findall(text)]


def unwrapped(text):
    """Join the lines of each paragraph; code, lists and paragraph breaks stay."""
    lines = []
    in_code = False
    for line in text.strip("\n").split("\n"):
        fence = line.startswith("```")
        joins = (
            lines
            and lines[-1]
            and not in_code
            and not fence
            and line
            and not re.match(r"- |\d\. ", line)
        )
        if joins and not lines[-1].startswith("```"):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
        in_code ^= fence
    return "\n".join(lines)


def paragraphs(text):
    """The paragraphs of `text`, each on one line."""
    return tuple(part.replace("\n", " ") for part in text.strip().split("\n\n"))


def tidy(text):
    """Capitalise the first letter of each paragraph, except before names like `parent_id`."""
    return "\n\n".join(capital(part) for part in text.strip().split("\n\n"))


def capital(text):
    """Capitalise the first letter, unless the first word is a name like `parent_id`."""
    text = text.lstrip(" ")
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.rstrip(",.:;").isalpha() else text


def letter(greeting, text, goodbye):
    return "\n\n".join(part for part in (greeting, text, goodbye) if part)
