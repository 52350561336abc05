"""Creates the readers of sent reviews and the history of every review."""

from core.demo.rng import stream
from pairing.demo.outcomes import login
from people.demo.company import EVERYBODY, MANAGERS
from reviews.models import Reader
from reviews.states import ReaderWhy

TEAM_OF = {one.login: one.team for one in EVERYBODY}


def make_readers(written, people, seed, history):
    """Save who can read each review and who opened it. `written`: pairs of (outcome, review)."""
    chance = stream(seed, "readers")
    rows = []
    for outcome, review in written:
        facts = {"case": review.case_id, "pairing": review.pairing_id}
        history.add("review started", review, by=review.reviewer, at=review.started_at, **facts)
        if outcome.is_missed:
            history.add(
                "draft discarded", review, by=history.system, at=review.ended_at, why="missed"
            )
        if outcome.sent_at:
            readers = readers_of(outcome, review, people, chance)
            rows += readers
            tell(outcome, review, readers, history)
    Reader.objects.bulk_create(rows)


def readers_of(outcome, review, people, chance):
    """Reviewer, owner and their managers, by the visibility of the demo's pool."""
    found = {
        review.reviewer: (ReaderWhy.REVIEWER, None),
        review.owner: (ReaderWhy.OWNER, outcome.opened_at),
    }
    teams = {
        TEAM_OF[login(review.reviewer)]: ReaderWhy.REVIEWERS_MANAGER,
        TEAM_OF[login(review.owner)]: ReaderWhy.OWNERS_MANAGER,
    }
    if len(teams) == 1:
        teams = dict.fromkeys(teams, ReaderWhy.MANAGER)
    for team, why in sorted(teams.items()):
        looks = outcome.acknowledged_at and chance.random() < 0.9
        found[people[MANAGERS[team].login]] = (
            why,
            outcome.acknowledged_at if looks else None,
        )
    return [
        Reader(review=review, user=user, why=why, opened_at=at) for user, (why, at) in found.items()
    ]


def tell(outcome, review, readers, history):
    ids = sorted(reader.user_id for reader in readers)
    history.add(
        "review sent",
        review,
        by=review.reviewer,
        at=outcome.sent_at,
        version=review.version,
        readers=ids,
    )
    for reader in readers:
        if reader.opened_at:
            history.add("review opened", review, by=reader.user, at=reader.opened_at)
    if outcome.acknowledged_at:
        history.add("review acknowledged", review, by=review.owner, at=outcome.acknowledged_at)
