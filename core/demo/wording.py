"""From a written line to a sentence of one case: choices made, slots filled, quotations noted."""

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
    """The details of one case: what is given, and what is chosen once when it is first asked for."""

    def __init__(self, options, chance, **given):
        self.options, self.chance, self.given = COMMON | options, chance, given

    def __getitem__(self, name):
        if name not in self.given:
            self.given[name] = self.fill(str(self.chance.choice(self.options[name])))
        return str(self.given[name])

    def fill(self, text):
        """`text` with every choice made and every slot filled; quotation marks of ours stay."""
        text = CHOICE.sub(lambda found: self.chance.choice(found[1].split("|")), text)
        return SLOT.sub(lambda found: self[found[1]], text)


def plain(text):
    """Without the marks of what is worth quoting."""
    return QUOTE.sub(lambda found: found[1], text)


def quotes(text):
    return [found.rstrip(",;:") for found in QUOTE.findall(text)]


def unwrapped(text):
    """Lines of a written paragraph become one line; code, lists and paragraphs keep theirs."""
    lines, in_code = [], False
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
    """The paragraphs of a written text, each on one line."""
    return tuple(part.replace("\n", " ") for part in text.strip().split("\n\n"))


def tidy(text):
    """Paragraphs begin with a capital, unless they begin with something that is spelled otherwise."""
    return "\n\n".join(capital(part) for part in text.strip().split("\n\n"))


def capital(text):
    """A first letter in upper case, where the first word is a word and not a name like `parent_id`."""
    text = text.lstrip(" ")
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.rstrip(",.:;").isalpha() else text


def letter(greeting, text, goodbye):
    return "\n\n".join(part for part in (greeting, text, goodbye) if part)
