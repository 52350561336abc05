"""Invitations to review a case, one or more in each state, and the reviews that came of them."""

from datetime import timedelta

from core.demo.rng import stream
from core.demo.texts import load_texts
from people.queries import organisation
from reviews import deadlines
from reviews.demo.reviewers import Reviewers
from reviews.demo.reviews import NOTES
from reviews.models import Answer, Review, ReviewInvitation
from reviews.states import InvitationState, ReaderWhy, ReviewKind, ReviewState

PLANS = load_texts(__file__, "invitations")["invitations"]
ACKNOWLEDGED = "acknowledged"  # accepted, and the review was sent and read
ANSWERED_AFTER = timedelta(hours=20)
SENT_AFTER = timedelta(days=3)
READ_AFTER = timedelta(days=4)
FINISHED = 2  # answers of a draft


def make_invitations(world, version):
    """Save the invitations and their reviews."""
    reviewers = Reviewers(stream(world.seed, "invitations"))
    reviewed = {review.case_id for _, review in world.reviews}
    for plan in PLANS:
        invited_at = world.days.ago(days=plan["days"])
        story = choose_story(world, plan["owner"], invited_at, reviewed)
        reviewed.add(world.cases[story.plan.number].pk)
        invitation = build_invitation(world, plan, story, invited_at)
        if plan["state"] in (InvitationState.ACCEPTED, ACKNOWLEDGED):
            invitation.review = make_review(invitation, plan, story, version, reviewers)
        invitation.save()
        add_events(world.trail, invitation, plan)


def choose_story(world, owner, at, reviewed):
    """The owner's longest conversation at that time that nobody has reviewed."""
    own = [
        story
        for story in world.stories
        if story.plan.owner == owner
        and not story.plan.is_pinned
        and world.cases[story.plan.number].pk not in reviewed
    ]
    return max(own, key=lambda story: (len(story.public(at)), story.plan.number))


def build_invitation(world, plan, story, invited_at):
    owner = world.people[plan["owner"]]
    reviewer = world.people[plan["reviewer"]]
    country = organisation().country
    due_at = deadlines.invitation_due(invited_at, reviewer.time_zone, country)
    is_accepted = plan["state"] == ACKNOWLEDGED
    state = InvitationState.ACCEPTED if is_accepted else InvitationState(plan["state"])
    changed_at = invited_at + ANSWERED_AFTER
    if state == InvitationState.INVITED:
        changed_at = invited_at
    elif state == InvitationState.EXPIRED:
        changed_at = deadlines.invitation_end(due_at, reviewer.time_zone)
    return ReviewInvitation(
        case=world.cases[story.plan.number],
        owner=owner,
        reviewer=reviewer,
        invited_by=world.people[plan.get("invited_by", plan["owner"])],
        note=plan["note"],
        state=state,
        invited_at=invited_at,
        due_at=due_at,
        zone=reviewer.time_zone,
        country=country,
        changed_at=changed_at,
        decline_reason=plan.get("reason", ""),
    )


def make_review(invitation, plan, story, version, reviewers):
    """A draft with its first answers, or a review that the owner has acknowledged."""
    is_sent = plan["state"] == ACKNOWLEDGED
    sent_at = invitation.invited_at + SENT_AFTER if is_sent else None
    read_at = invitation.invited_at + READ_AFTER if is_sent else None
    review = Review.objects.create(
        kind=ReviewKind.INVITED,
        case=invitation.case,
        reviewer=invitation.reviewer,
        owner=invitation.owner,
        rubric_version=version,
        state=ReviewState.ACKNOWLEDGED if is_sent else ReviewState.DRAFT,
        due_at=invitation.due_at,
        zone=invitation.zone,
        country=invitation.country,
        version=14 if is_sent else 4,
        closing_note=reviewers.letter(story, NOTES["letters" if is_sent else "begun"]),
        takeaway=plan.get("takeaway", ""),
        started_at=invitation.changed_at,
        saved_at=sent_at or invitation.changed_at + timedelta(minutes=20),
        submitted_at=sent_at,
        acknowledged_at=read_at,
    )
    criteria = {criterion.position: criterion for criterion in version.criteria.all()}
    positions = sorted(criteria) if is_sent else sorted(criteria)[:FINISHED]
    Answer.objects.bulk_create(
        Answer(review=review, criterion=criteria[position], value=value, comment=comment)
        for position, value, comment in reviewers.answers(story, review.saved_at, positions)
    )
    if is_sent:
        review.readers.create(user=review.reviewer, why=ReaderWhy.REVIEWER)
        review.readers.create(user=review.owner, why=ReaderWhy.OWNER, opened_at=read_at)
    return review


def add_events(trail, invitation, plan):
    ended_by = {
        InvitationState.WITHDRAWN: invitation.invited_by,
        InvitationState.EXPIRED: trail.system,
    }
    facts = {"case": invitation.case_id, "reviewer": invitation.reviewer_id}
    trail.add(
        "reviewer invited", invitation, by=invitation.invited_by, at=invitation.invited_at, **facts
    )
    if invitation.state != InvitationState.INVITED:
        by = ended_by.get(invitation.state, invitation.reviewer)
        trail.add(f"invitation {invitation.state}", invitation, by=by, at=invitation.changed_at)
    if review := invitation.review:
        add_review_events(trail, review)


def add_review_events(trail, review):
    facts = {"case": review.case_id, "kind": review.kind}
    trail.add("review started", review, by=review.reviewer, at=review.started_at, **facts)
    if review.submitted_at:
        readers = sorted([review.reviewer_id, review.owner_id])
        sent = {"version": review.version, "readers": readers}
        trail.add("review sent", review, by=review.reviewer, at=review.submitted_at, **sent)
        trail.add("review opened", review, by=review.owner, at=review.acknowledged_at)
        trail.add("review acknowledged", review, by=review.owner, at=review.acknowledged_at)
