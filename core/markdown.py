"""Render people's Markdown as safe HTML: no raw HTML, no images, only web and mail links."""

import re
from functools import cache
from html import unescape

from markdown_it import MarkdownIt

TAG = re.compile(r"<[^>]*>")  # in our own HTML, where every other < is escaped
SHIFT = 2  # a page has its own h1 and h2, so people's headings start at h3


def to_html(text):
    """The HTML of `text`. Headings start below the page's own; single line breaks are kept."""
    return _parser().render(text)


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
