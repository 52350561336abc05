"""Reviews as Markdown: our headings, with what people wrote as quotes below them."""

from reviews.exports.quoting import inline, quoted

NARROWED = {"side": "Side", "q": "Words", "person": "Person", "cycle": "Cycle"}
VALUES = {"yes": "Yes", "no": "No", "na": "n/a", "": "open"}


def markdown_pieces(export, reviews):
    """The file piece by piece, one review at a time; times are in the zone of the export."""
    yield "\n\n".join(head(export)) + "\n"
    for review in reviews:
        yield "\n" + "\n\n".join(part for part in parts(review, export.zone) if part) + "\n"


def head(export):
    yield f"# Reviews of {inline(export.person.name)}"
    exported_at = format_time(export.made_at, export.zone)
    yield f"Exported {exported_at}. Times are those of {inline(str(export.zone))}."
    if export.narrowed_to:
        yield "Only the reviews that match:"
        yield "\n".join(
            f"- {NARROWED.get(name, name)}: {inline(word)}"
            for name, word in export.narrowed_to.items()
        )


def parts(review, zone):
    yield f"## {inline(review.name)}"
    yield "\n".join(f"- {name}: {value}" for name, value in facts(review, zone) if value)
    yield from section("Closing note", review.closing_note)
    for answer in review.answers:
        value = VALUES.get(answer.value, inline(answer.value))
        yield f"### {answer.position}. {inline(answer.criterion)}: {value}"
        for quotation in answer.quotations:
            yield from quotation_lines(quotation, zone)
        if answer.quotations and answer.comment.strip():
            yield "Comment:"
        yield quoted(answer.comment)
        for version in answer.earlier:
            yield from version_lines(version, zone)
        yield from threads(review, answer.position, zone)
    yield from section("Technical notes", review.technical_notes)
    yield from section(f"What {inline(review.owner.name)} takes from it", review.takeaway)
    if review.opinions:
        yield "### Second opinions you asked for"
        for opinion in review.opinions:
            yield from opinion_lines(opinion, zone)
    if any(thread.criterion is None for thread in review.threads):
        yield "### About the whole review"
        yield from threads(review, None, zone)


def opinion_lines(opinion, zone):
    """The question, what became of it, and an answer that was not given in a thread."""
    yield f"You asked {inline(opinion.manager.name)}, {format_time(opinion.asked_at, zone)}:"
    yield quoted(opinion.question) or "> –"
    if opinion.ended_at:
        yield f"{inline(opinion.state_label)}, {format_time(opinion.ended_at, zone)}."
    yield quoted(opinion.answer)
    yield quoted("\n\n".join(opinion.proposals))


def version_lines(version, zone):
    value = VALUES.get(version.value, inline(version.value))
    written = format_time(version.written_at, zone)
    yield f"Was {value} from {written} to {format_time(version.replaced_at, zone)}:"
    yield quoted(version.comment) or "> –"


def quotation_lines(quotation, zone):
    internal = ", internal note" if quotation.visibility == "internal" else ""
    author = f"{inline(quotation.author)}, {format_time(quotation.at, zone)}{internal}"
    if not quotation.text:
        yield f"Quoted from {author}: the quoted text has since been deleted."
        return
    yield f"Quoted from {author}:"
    yield quoted(quotation.text)


def section(title, text):
    if text.strip():
        yield f"### {title}"
        yield quoted(text)


def facts(review, zone):
    yield "Case", f"{inline(review.case_number)}: {inline(review.subject)}"
    yield "Reviewer", inline(review.reviewer.name)
    yield "Case owner", inline(review.owner.name)
    yield "Customer", review.customer and inline(review.customer)
    yield "Kind", review.kind == "invited" and "Invited review"
    yield "Cycle", review.monday and f"{format_day(review.monday)}, {inline(review.pool)}"
    yield "Rubric", f"{inline(review.rubric)}, v{review.rubric_version}"
    yield "State", inline(review.state_label)
    yield "Sent", format_time(review.submitted_at, zone)
    yield "Read by the case owner", format_time(review.read_at, zone)
    yield "Acknowledged", format_time(review.acknowledged_at, zone)
    yield "Used while the case was open", format_time(review.used_at, zone)


def threads(review, criterion, zone):
    """Each comment with its author and time; a heading line separates one thread from the next."""
    chosen = [thread for thread in review.threads if thread.criterion == criterion]
    for number, thread in enumerate(chosen):
        yield "Another thread:" if number else "Thread:"
        for comment in thread.comments:
            yield from comment_lines(comment, zone)
        if thread.resolved_at:
            name = inline(thread.resolved_by.name)
            yield f"Resolved by {name}, {format_time(thread.resolved_at, zone)}."


def comment_lines(comment, zone):
    written = f"{inline(comment.author.name)}, {format_time(comment.at, zone)}"
    if comment.deleted_at:
        yield f"{written}; deleted by its author, {format_time(comment.deleted_at, zone)}."
        return
    edited = ", edited" if comment.edited_at else ""
    opinion = ", second opinion" if comment.is_opinion else ""
    yield f"{written}{opinion}{edited}:"
    yield quoted(comment.text)
    yield quoted("\n\n".join(comment.proposals))


def format_time(at, zone):
    return f"{format_day(at.astimezone(zone))}, {at.astimezone(zone):%H:%M}" if at else ""


def format_day(value):
    return f"{value:%A} {value.day} {value:%B} {value.year}"
