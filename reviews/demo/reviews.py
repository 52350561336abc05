"""Creates the reviews: a suitable case, answers with comments, and a closing note."""

from collections import Counter, defaultdict
from datetime import timedelta

from core.demo.days import ZONE
from core.demo.rng import stream
from core.demo.texts import load_texts
from pairing.demo.outcomes import login
from reviews.demo.facts import is_solved, was_eligible
from reviews.demo.reviewers import Reviewers
from reviews.models import Answer, Review
from reviews.states import ReviewState

NOTES = load_texts(__file__, "letters")
ENOUGH_TO_READ = 4  # public messages


class Shelf:
    """The stories of each owner that nobody has reviewed yet."""

    def __init__(self, stories):
        self.of = defaultdict(list)
        self.kinds = Counter()
        for story in stories:
            self.of[story.plan.owner].append(story)

    def take(self, owner, monday, at):
        """Take the story the reviewer picked: eligible, finished if possible, of a rare kind."""
        fitting = [story for story in self.of[owner] if was_eligible(story, monday, at, ZONE)]
        choices = fitting or [story for story in self.of[owner] if story.opening.at < at]
        story = min(choices, key=lambda story: self.weight(story, at))
        self.of[owner].remove(story)
        self.kinds[story.plan.scenario.key] += 1
        return story

    def weight(self, story, at):
        is_short = len(story.public(at)) < ENOUGH_TO_READ
        is_told = story.plan.is_pinned and is_solved(
            story, at
        )  # the tour has one that was meant for a review
        return (
            not is_told,
            is_short,
            not is_solved(story, at),
            self.kinds[story.plan.scenario.key],
            story.plan.number,
        )


def make_reviews(outcomes, draws, stories, cases, version, seed, history):
    """Save a review for each started outcome; returns pairs of (outcome, review)."""
    mondays = {drawn.pk: drawn.cycle.monday for drawn in draws}
    shelf = Shelf(stories)
    reviewers = Reviewers(stream(seed, "reviewers"))
    begun = sorted((one for one in outcomes if one.started_at), key=lambda one: one.started_at)
    picked = [
        (one, shelf.take(login(one.pairing.owner), mondays[one.pairing.draw_id], one.started_at))
        for one in begun
    ]
    reviews = [review_of(one, story, cases, version, reviewers) for one, story in picked]
    Review.objects.bulk_create(reviews)
    criteria = list(version.criteria.order_by("position"))
    rows = []
    for (one, story), review in zip(picked, reviews, strict=True):
        rows += answers_of(one, story, review, criteria, reviewers)
    Answer.objects.bulk_create(rows, batch_size=1000)
    return list(zip(begun, reviews, strict=True))


def review_of(outcome, story, cases, version, reviewers):
    pairing = outcome.pairing
    chance = reviewers.chance
    state = state_of(outcome)
    is_sent = outcome.sent_at is not None
    saved_at = outcome.sent_at or outcome.started_at + timedelta(minutes=1)
    return Review(
        case=cases[story.plan.number],
        reviewer=pairing.reviewer,
        owner=pairing.owner,
        pairing=pairing,
        due_at=pairing.draw.cycle.due_at,
        zone=pairing.draw.cycle.pool.time_zone,
        country=pairing.draw.cycle.pool.country,
        rubric_version=version,
        state=state,
        version=chance.randrange(9, 40) if is_sent else chance.randrange(3, 12),
        closing_note=reviewers.letter(story, NOTES["letters" if is_sent else "begun"]),
        started_at=outcome.started_at,
        saved_at=saved_at,
        submitted_at=outcome.sent_at,
        acknowledged_at=outcome.acknowledged_at,
        ended_at=outcome.ended_at if outcome.is_missed else None,
    )


def state_of(outcome):
    if outcome.acknowledged_at:
        return ReviewState.ACKNOWLEDGED
    if outcome.sent_at:
        return ReviewState.SUBMITTED
    return ReviewState.DISCARDED if outcome.is_missed else ReviewState.DRAFT


def answers_of(outcome, story, review, criteria, reviewers):
    """All answers of a sent review, the first few of a draft."""
    filled = len(criteria) if outcome.sent_at else reviewers.chance.randrange(2, len(criteria) - 1)
    by_position = {criterion.position: criterion for criterion in criteria[:filled]}
    for position, value, comment in reviewers.answers(story, outcome.started_at, list(by_position)):
        yield Answer(review=review, criterion=by_position[position], value=value, comment=comment)
