"""Reviews as Markdown: our headings, and below them what people wrote as quotes."""

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
    exported_at = moment(export.made_at, export.zone)
    yield f"Exported {exported_at}. Times are those of {inline(str(export.zone))}."
    if export.narrowed_to:
        yield "These are only some of them:"
        yield "\n".join(
            f"- {NARROWED.get(name, name)}: {inline(word)}"
            for name, word in export.narrowed_to.items()
        )


def parts(review, zone):
    yield f"## Case {inline(review.case_number)}: {inline(review.subject)}"
    yield "\n".join(f"- {name}: {value}" for name, value in facts(review, zone) if value)
    yield from section("Closing note", review.closing_note)
    for answer in review.answers:
        value = VALUES.get(answer.value, inline(answer.value))
        yield f"### {answer.position}. {inline(answer.criterion)}: {value}"
        yield quoted(answer.comment)
        yield from threads(review, answer.position, zone)
    yield from section("Technical notes", review.technical_notes)
    yield from section(f"What {inline(review.owner.name)} takes from it", review.takeaway)
    if any(thread.criterion is None for thread in review.threads):
        yield "### About the whole review"
        yield from threads(review, None, zone)


def section(title, text):
    if text.strip():
        yield f"### {title}"
        yield quoted(text)


def facts(review, zone):
    yield "Reviewer", inline(review.reviewer.name)
    yield "Case owner", inline(review.owner.name)
    yield "Customer", review.customer and inline(review.customer)
    yield "Cycle", review.monday and f"{day(review.monday)}, {inline(review.pool)}"
    yield "Rubric", f"{inline(review.rubric)}, v{review.rubric_version}"
    yield "State", inline(review.state_label)
    yield "Sent", moment(review.submitted_at, zone)
    yield "Read by the case owner", moment(review.read_at, zone)
    yield "Acknowledged", moment(review.acknowledged_at, zone)
    yield "Used while the case was open", moment(review.used_at, zone)


def threads(review, criterion, zone):
    """Each comment with its author and time; a heading line separates one thread from the next."""
    for number, thread in enumerate(
        thread for thread in review.threads if thread.criterion == criterion
    ):
        yield "Another thread:" if number else "Thread:"
        for said in thread.said:
            yield from message(said, zone)
        if thread.settled_at:
            yield f"Settled by {inline(thread.settled_by.name)}, {moment(thread.settled_at, zone)}."


def message(said, zone):
    edited = ", edited" if said.edited_at and not said.deleted_at else ""
    gone = f"; deleted by its author, {moment(said.deleted_at, zone)}." if said.deleted_at else ":"
    yield f"{inline(said.author.name)}, {moment(said.at, zone)}{edited}{gone}"
    if not said.deleted_at:
        yield quoted(said.text)


def moment(at, zone):
    return f"{day(at.astimezone(zone))}, {at.astimezone(zone):%H:%M}" if at else ""


def day(value):
    return f"{value:%A} {value.day} {value:%B} {value.year}"
