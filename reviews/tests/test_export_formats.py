"""The files of an export, as pure text: whatever people typed, the file reads as they typed it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from unicodedata import category
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviews.exports import (
    Export,
    ExportAnswer,
    ExportComment,
    ExportQuotation,
    ExportReview,
    ExportThread,
    Person,
    json_pieces,
    markdown_pieces,
)
from reviews.exports.quoting import inline, quoted

HANA = Person("Hana Kim", "hana@support.example")
ANA = Person("Ana Duarte", "ana@support.example")
AT = datetime(2026, 11, 18, 13, 20, tzinfo=UTC)
EXPORT = Export(HANA, AT, ZoneInfo("Europe/Paris"))
THREAD = ExportThread(
    4,
    (ExportComment(ANA, AT, "How do you mean?"), ExportComment(HANA, AT, "Like so.", edited_at=AT)),
    AT,
    ANA,
)
REVIEW = ExportReview(
    **{
        "id": 7,
        "side": "given",
        "kind": "peer",
        "state": "acknowledged",
        "state_label": "Acknowledged",
    },
    **{"case_source": "zendesk", "case_number": "4826", "case_url": "https://desk.example/4826"},
    **{"subject": "Memory climbs until the pod is killed", "customer": "Quarry Games"},
    **{
        "reviewer": HANA,
        "owner": ANA,
        "rubric": "Memorable support",
        "rubric_version": 3,
        "started_at": AT,
    },
    **{
        "pool": "Global Support",
        "monday": date(2026, 11, 16),
        "submitted_at": AT,
        "acknowledged_at": AT,
    },
    **{
        "closing_note": "Thank you.",
        "technical_notes": "Heap diff.",
        "takeaway": "The hour of the next word.",
    },
    answers=(ExportAnswer(4, "Set an expectation", "no", "Two days without a word."),),
    threads=(THREAD, ExportThread(None, (ExportComment(ANA, AT, "", deleted_at=AT),))),
)
SPECIAL = "\n\r\t #>-+*_=`~|[]()<>!\\&.1a\x00\u202e\u2028"
NASTY = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(SPECIAL)))
FORGED = (
    "# Case 1\n> ## Case 2\n```\n<script>alert(1)</script>\n"
    "- a\n1. b\n***\n[x](javascript:y)\n===\n|a|\n|-|"
)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = {
    "html_block",
    "html_inline",
    "code_inline",
    "code_block",
    "fence",
    "image",
    "link_open",
    "em_open",
}
MARKUP |= {"strong_open", "s_open", "hr", "table_open", "ordered_list_open"}


def markdown_of(*reviews, export=EXPORT):
    return "".join(markdown_pieces(export, reviews))


def tokens_of(text):
    tokens = PARSER.parse(text)
    return tokens + [child for token in tokens for child in token.children or ()]


def shown(token):
    """The text that a reader sees of an inline token."""
    return "".join("\n" if "break" in child.type else child.content for child in token.children)


def headings_of(text):
    tokens = PARSER.parse(text)
    return [
        shown(tokens[at + 1]) for at, token in enumerate(tokens) if token.type == "heading_open"
    ]


def quotes_of(text):
    """What stands inside block quotes, paragraph by paragraph."""
    depth = 0
    found = []
    for token in PARSER.parse(text):
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth and token.type == "inline":
            found.append(shown(token))
    return found


def as_read(text):
    """The words of each line: Markdown cannot tell one blank from two."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line]


def printable(text):
    """With a mark for each control character that is neither a blank nor the end of a line."""
    return "".join(
        "\ufffd" if c != "\t" and category(c) == "Cc" and not (c + "x").splitlines()[1:] else c
        for c in text
    )


def filled_with(text):
    """The review with `text` in every place where people write."""
    return replace(
        REVIEW,
        **dict.fromkeys(
            (
                "subject",
                "customer",
                "closing_note",
                "technical_notes",
                "takeaway",
                "rubric",
                "pool",
            ),
            text,
        ),
        answers=(ExportAnswer(4, text, "no", text),),
        threads=(
            ExportThread(
                4,
                (ExportComment(Person(text, ""), AT, text), ExportComment(ANA, AT, text)),
                AT,
                Person(text, ""),
            ),
        ),
    )


@given(NASTY)
@example(FORGED)
def test_markdown_of_any_text_has_no_markup_but_ours(text):
    tokens = tokens_of(markdown_of(filled_with(text)))
    assert {token.type for token in tokens} & MARKUP == set()
    below = ["h3"] * (4 if text.strip() else 1)
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", *below]


@given(NASTY)
@example("a\\\nb  \n\n    indented\n\tx_y_ __z__ C# &amp; #")
@example("\x85a\u2028b\x1cc")
def test_quoted_text_reads_as_it_was_typed(text):
    lines = [line for paragraph in quotes_of(quoted(text)) for line in as_read(paragraph)]
    assert lines == as_read(printable(text))


@given(NASTY)
@example("C #")
@example("1. ## &lt; _a_")
def test_heading_of_any_text_reads_as_it_was_typed(text):
    [heading] = headings_of(f"## {inline(text)}")
    assert " ".join(heading.split()) == (" ".join(printable(text).split()) or "–")


@given(NASTY)
def test_json_of_any_text_comes_back_as_it_was(text):
    review = json.loads("".join(json_pieces(EXPORT, [filled_with(text)])))["reviews"][0]
    assert {review["case"]["subject"], review["closing_note"], review["answers"][0]["comment"]} == {
        text
    }
    assert {message["text"] for message in review["threads"][0]["messages"]} == {text}


@pytest.mark.parametrize("number", [0, 1, 3])
def test_json_of_any_number_of_reviews_is_whole(number):
    whole = json.loads("".join(json_pieces(EXPORT, [REVIEW] * number)))
    assert (whole["schema"], whole["version"], len(whole["reviews"])) == (
        "casereview.reviews",
        1,
        number,
    )


def test_json_keys_are_those_that_scripts_rely_on():
    whole = json.loads("".join(json_pieces(EXPORT, [REVIEW])))
    [review] = whole["reviews"]
    assert list(whole) == ["schema", "version", "exported_at", "person", "narrowed_to", "reviews"]
    assert list(review["case"]) == ["source", "number", "url", "subject", "customer"]
    assert list(review["threads"][0]["messages"][0]) == [
        "author",
        "at",
        "edited_at",
        "deleted_at",
        "text",
        "is_second_opinion",
        "proposals",
    ]
    assert review["cycle"] == {"pool": "Global Support", "monday": "2026-11-16"}
    assert review["submitted_at"] == "2026-11-18T13:20:00+00:00"
    assert review["answers"] == [
        {
            "position": 4,
            "criterion": "Set an expectation",
            "answer": "no",
            "comment": "Two days without a word.",
            "quotations": [],
            "earlier": [],
        }
    ]


def test_quotations_are_in_both_formats_with_who_wrote_them():
    quotation = ExportQuotation("Priya *Nair*", "customer", "public", AT, "Can we go back?")
    gone = ExportQuotation("Ana Duarte", "staff", "internal", AT, "")
    answer = ExportAnswer(4, "Expectation", "no", "A day late.", (quotation, gone))
    review = replace(REVIEW, answers=(answer,))
    text = markdown_of(review)
    written = r"Quoted from Priya \*Nair\*, Wednesday 18 November 2026, 14:20:"
    assert f"{written}\n\n> Can we go back?" in text
    assert "internal note: the quoted text has since been deleted." in text
    facts = json.loads("".join(json_pieces(EXPORT, [review])))["reviews"][0]["answers"][0]
    assert facts["quotations"][0] == {
        "author": "Priya *Nair*",
        "author_kind": "customer",
        "visibility": "public",
        "at": "2026-11-18T13:20:00+00:00",
        "text": "Can we go back?",
    }


def test_markdown_reads_like_a_document():
    text = markdown_of(REVIEW)
    assert text.startswith("# Reviews of Hana Kim\n\nExported Wednesday 18 November 2026, 14:20.")
    assert (
        "- Cycle: Monday 16 November 2026, Global Support\n- Rubric: Memorable support, v3" in text
    )
    assert (
        "### 4. Set an expectation: No\n\n> Two days without a word.\n\n"
        "Thread:\n\nAna Duarte, Wednesday" in text
    )
    assert "14:20, edited:\n\n> Like so.\n\nResolved by Ana Duarte, Wednesday" in text
    assert "14:20; deleted by its author, Wednesday 18 November 2026, 14:20." in text


def test_markdown_leaves_out_what_is_not_there():
    bare = replace(
        REVIEW,
        technical_notes="",
        takeaway="",
        closing_note="",
        threads=(),
        monday=None,
        customer="",
    )
    assert headings_of(markdown_of(bare))[2:] == ["4. Set an expectation: No"]
    assert "Cycle" not in markdown_of(bare)


def test_markdown_of_a_narrowed_export_says_so():
    text = markdown_of(export=replace(EXPORT, narrowed_to={"side": "given", "q": "*bold*"}))
    assert text.endswith("Only the reviews that match:\n\n- Side: given\n- Words: \\*bold\\*\n")
