"""Render a notice as Block Kit for Slack, within all of its limits. Pure: no Django, no network.

The limits are those that Slack's SDK checks. A message of many blocks fails long before their sum,
near 13,000 characters, so its JSON is kept shorter than `WHOLE`.
"""

import json
import re

from core.text import one_line

HEADER = 150
SECTION = 3000
BUTTON = 75
WHOLE = 10_000
# our own limits, so that all parts fit in WHOLE
TEXT = 500
BODY = 1000
FACT = 100
ADDRESS = 500
FACTS = 6
LINKS = 3
LINES = 60  # of one list
GROUP = 20  # of one block of a list: Slack folds a longer one away
LISTS = 3  # of one message
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028-\u202e\u2066-\u2069]")


def payload(message, base_url, reason=""):
    """The `text` and `blocks` of a message: the text is what a phone shows before it is opened.

    `reason` is why a person gets it, as the end of a sentence; empty for a channel.
    """
    is_list = bool(getattr(message, "sections", ()))
    blocks = announced(message, base_url) if is_list else told(message, base_url, reason)
    text = " · ".join(filter(None, map(one_line, [message.title, *message.body.splitlines()])))
    return {"text": fitted(text, TEXT), "blocks": blocks}


def told(message, base_url, reason):
    """The message to a person: the news in a few words, the reason, and one button."""
    body = fitted(message.body, SECTION - 2 * HEADER)
    text = f"*{bold(message.title)}*" + (f"\n{body}" if body else "")
    why = fitted(one_line(getattr(message, "aside", "")), HEADER)
    if reason:
        way = link(f"{base_url}/me/#notifications", "Change how you are notified")
        why = f"You get this because {fitted(one_line(reason), FACT)}. {way}"
    aside = [context([mrkdwn(why)])] if why else []
    return [section(text), *aside, *buttons([(message.button, message.url)], base_url)]


def announced(message, base_url):
    """The message to a channel: header, lists as far as they fit, facts and links."""
    links = [(message.button, message.url), *message.links]
    head = [header(message.title), *([section(fitted(message.body, BODY))] if message.body else [])]
    facts = [
        mrkdwn(f"{fitted(one_line(name), FACT)} {code(value)}")
        for name, value in message.facts[:FACTS]
    ]
    foot = [*([context(facts)] if facts else []), *buttons(links, base_url)]
    return [
        *head,
        *listed(message.sections[:LISTS], WHOLE - 2 * TEXT - weight(head + foot) - 100),
        *foot,
    ]


def listed(lists, room):
    """The blocks of all `lists`. The last is fitted first: a long first one leaves room for it."""
    blocks = []
    for number, part in sorted(enumerate(lists, 1), reverse=True):
        blocks = listing(part, (room - weight(blocks)) // number) + blocks
    return blocks


def listing(part, room):
    """A heading with its lines; what does not fit in `room` is counted."""
    heading = f"*{bold(part.heading)}*"
    count = len(part.lines)
    rows = [fitted(one_line(line), 2 * HEADER) for line in part.lines[:LINES]]
    while rows and weight(in_blocks([heading, *rows, *left_out(part, count - len(rows))])) > room:
        rows.pop()
    return in_blocks([heading, *rows, *left_out(part, count - len(rows))]) if count else []


def left_out(part, count):
    return [f"_and {count:,} more: {fitted(one_line(part.more), FACT)}_"] if count else []


def in_blocks(rows):
    groups = [[]]
    for row in rows:
        if len(groups[-1]) > GROUP or len("\n".join([*groups[-1], row])) > SECTION:
            groups.append([])
        groups[-1].append(row)
    return [section("\n".join(group)) for group in groups]


def weight(blocks):
    return len(json.dumps(blocks, ensure_ascii=False))


def header(title):
    return {
        "type": "header",
        "text": {"type": "plain_text", "text": cut(one_line(title), HEADER), "emoji": False},
    }


def section(text):
    return {"type": "section", "text": mrkdwn(text)}


def context(elements):
    return {"type": "context", "elements": elements}


def mrkdwn(text):
    """`verbatim`: addresses and @names in people's text stay plain text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def buttons(links, base_url):
    """Link buttons, the first one primary; none without an address, or if it is too long."""
    made = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": cut(one_line(label), BUTTON), "emoji": False},
            "url": f"{base_url}{path}",
            "action_id": f"open_{number}",
        }
        for number, (label, path) in enumerate(links)
        if path and label and len(f"{base_url}{path}") <= ADDRESS
    ]
    if made:
        made[0]["style"] = "primary"
    return [{"type": "actions", "elements": made[:LINKS]}] if made else []


def link(url, words):
    return f"<{escaped(url)}|{escaped(words)}>"


def code(value):
    return f"`{fitted(one_line(str(value)).replace('`', ''), FACT)}`"


def bold(text):
    """One line to put between two asterisks: one inside would end the bold text."""
    return fitted(one_line(text).replace("*", "∗"), HEADER)


def fitted(text, limit):
    """`text` with Slack's markup escaped, at most `limit` characters afterwards."""
    plain = clean(text)
    if len(escaped(plain)) <= limit:
        return escaped(plain)
    room = limit - 1
    length = 0
    for index, letter in enumerate(plain):
        length += len(ENTITIES.get(letter, letter))
        if length > room:
            return f"{escaped(at_word(plain[:index]))}…"
    return escaped(plain)


def cut(text, limit):
    """`text` of `limit` characters at most, cut at a word with an ellipsis."""
    plain = clean(text)
    return plain if len(plain) <= limit else f"{at_word(plain[: limit - 1])}…"


def at_word(text):
    """`text` without a partial last word, unless that would drop half of it."""
    whole = re.split(r"\s+\S*\Z", text, maxsplit=1)[0]
    return (whole if len(whole) * 2 > len(text) else text).rstrip()


def escaped(text):
    return "".join(ENTITIES.get(letter, letter) for letter in text)


def clean(text):
    return CONTROL.sub("", text.replace("\r\n", "\n")).strip()
