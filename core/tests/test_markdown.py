import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import markdown
from core.markdown import to_html, to_text


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "[x](vbscript:x)",
        "[x](/logout)",
        "[x](//evil.example)",
        "<javascript:alert(1)>",
    ],
)
def test_markdown_link_elsewhere_stays_text(text):
    assert "<a " not in to_html(text)


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=1", "http://example.org", "mailto:hana@example.org"]
)
def test_markdown_link_to_web_or_mail_works_without_passing_us_on(url):
    assert f'<a href="{url}" rel="noopener nofollow">x</a>' in to_html(f"[x]({url})")


@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", "a <b onclick=x>b</b>", "<img src=x onerror=y>", "![x](http://a/b.png)"],
)
def test_markdown_raw_html_and_images_are_shown_not_run(text):
    assert not re.search(r"<(script|b|img)\b", to_html(text))


def test_markdown_headings_begin_below_those_of_the_page():
    assert to_html("# One\n\n###### Six") == "<h3>One</h3>\n<h6>Six</h6>\n"


def test_markdown_keeps_single_line_breaks():
    assert "<br>" in to_html("Hello\nKind regards").replace("<br />", "<br>")


def test_markdown_fence_is_code():
    assert "<pre><code" in to_html("```\nstatus > file\n```")
    assert "&gt;" in to_html("```\nstatus > file\n```")


@given(st.text())
def test_markdown_of_any_text_has_only_known_tags(text):
    tags = set(re.findall(r"</?([a-zA-Z][\w-]*)", to_html(text)))
    known = [
        "a",
        "p",
        "br",
        "em",
        "strong",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
    assert tags <= set(known)


@given(st.text(st.sampled_from("ab É\n.,-:1)('\"“")))
def test_markdown_of_plain_sentences_reads_as_the_parser_renders_it(text):
    assert to_html(text) == markdown._parser().render(text)


def test_markdown_of_a_megabyte_and_of_deep_nesting_answers():
    assert to_html("word " * 200_000)
    assert to_html(">" * 5_000 + "x")


def test_text_of_markdown_reads_as_on_the_page_and_keeps_what_looks_like_a_tag():
    text = "Hi **team**,\n\nrun `x < y > z`:\n- one &amp; two\n- [three](https://example.org)"
    assert to_text(text) == "Hi team,\n\nrun x < y > z:\n\n\none & two\nthree"
