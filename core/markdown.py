"""Render people's Markdown as safe HTML: no raw HTML, no images, only web and mail links."""

import re
from functools import cache
from html import escape, unescape

from markdown_it import MarkdownIt

TAG = re.compile(r"<[^>]*>")  # in our own HTML, where every other < is escaped
PARAGRAPHS = re.compile(r"\n{2,}")
SHIFT = 2  # a page has its own h1 and h2, so people's headings start at h3


# Lines of plain sentences, which mean nothing in Markdown. Most comments and messages are that.
PLAIN_LINE = r"""["“(]?[^\W\d_](?:[^\W_]|[ ,.;:?!()'"…“”’/-])*(?<! )"""
PLAIN = re.compile(rf"{PLAIN_LINE}(?:\n+{PLAIN_LINE})*\n*")


def to_html(text):
    """The HTML of `text`. Headings start below the page's own; single line breaks are kept."""
    return _plain_to_html(text) if PLAIN.fullmatch(text) else _parser().render(text)


def _plain_to_html(text):
    """What the parser makes of plain sentences, in a tenth of the time."""
    text = escape(text.strip("\n"), quote=False).replace('"', "&quot;")
    paragraphs = [part.replace("\n", "<br />\n") for part in PARAGRAPHS.split(text)]
    return "".join(f"<p>{part}</p>\n" for part in paragraphs)


def to_text(text):
    """The words of `text` as a reader sees them, without markup."""
    return unescape(TAG.sub("", to_html(text).replace("</p>\n", "</p>\n\n"))).strip()


@cache
def _parser():
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["image", "html_block", "html_inline"]
    )
    parser.validateLink = _is_safe
    parser.core.ruler.push("below_page_headings", _shift_headings)
    parser.add_render_rule("link_open", _render_link)
    return parser


def _is_safe(url):
    scheme, colon, _ = url.partition(":")
    return bool(colon) and scheme.lower() in ("http", "https", "mailto")


def _shift_headings(state):
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + SHIFT, 6)}"


def _render_link(self, tokens, idx, options, env):
    tokens[idx].attrSet("rel", "noopener nofollow")
    return self.renderToken(tokens, idx, options, env)
