"""What must always hold of reviews and pairings, read from the database alone."""

from collections import Counter, defaultdict

from audit.models import Event
from notifications.models import Notice
from pairing.models import Pairing
from pairing.states import PAIRING_TRANSITIONS, CycleState, PairingState
from reviews.models import Reader, Review
from reviews.states import LIVE, SENT, TRANSITIONS, ReviewState

STEPS_OF_REVIEW = {
    "review sent": ReviewState.SUBMITTED,
    "review recalled": ReviewState.DRAFT,
    "review acknowledged": ReviewState.ACKNOWLEDGED,
    "review closed": ReviewState.CLOSED,
    "draft discarded": ReviewState.DISCARDED,
}
STEPS_OF_PAIRING = {
    "pairing done": PairingState.DONE,
    "pairing reopened": PairingState.ASSIGNED,
    "pairing skipped": PairingState.SKIPPED,
    "pairing missed": PairingState.MISSED,
    "pairing replaced": PairingState.REPLACED,
}
OVER = {PairingState.SKIPPED, PairingState.MISSED, PairingState.REPLACED}
TOLD_ONCE_EACH_TIME = {
    "review_received",
    "review_shared",
    "consent_asked",
    "consent_closed",
    "consent_answered",
}  # sent again after a recall, answered again


def assert_whole():
    """Raise AssertionError where two parts of the story contradict each other."""
    reviews = list(Review.objects.order_by("pk"))
    pairings = list(Pairing.objects.select_related("draw__cycle"))
    agree(reviews, pairings)
    readers_are_of_sent(reviews)
    told_once()
    steps = list(Event.objects.order_by("pk").values_list("subject_label", "subject_id", "verb"))
    trail_leads_to(reviews, steps, STEPS_OF_REVIEW, TRANSITIONS, ReviewState.DRAFT)
    trail_leads_to(pairings, steps, STEPS_OF_PAIRING, PAIRING_TRANSITIONS, PairingState.ASSIGNED)


def agree(reviews, pairings):
    """One live review a pairing, and the state of the one says that of the other."""
    live = Counter(review.pairing_id for review in reviews if review.state in LIVE)
    states = {review.pairing_id: review.state for review in reviews if review.state in LIVE}
    for pairing in pairings:
        state = states.get(pairing.pk)
        assert live[pairing.pk] <= 1, f"{live[pairing.pk]} live reviews of pairing {pairing.pk}"
        assert (pairing.state == PairingState.DONE) == (state in SENT), (pairing.state, state)
        assert pairing.state not in OVER or state is None, (pairing.state, state)
        if pairing.state == PairingState.ASSIGNED:
            assert pairing.draw.cycle.state == CycleState.DRAWN, "it waits in a cycle that is over"
            assert (pairing.started_at is not None) == (state == ReviewState.DRAFT), (
                pairing.started_at,
                state,
            )
        assert (pairing.ended_at is None) == (pairing.state == PairingState.ASSIGNED), pairing.state


def readers_are_of_sent(reviews):
    """Somebody may read exactly what was sent, the two themselves always."""
    readers = defaultdict(set)
    for review_id, user_id in Reader.objects.values_list("review", "user"):
        readers[review_id].add(user_id)
    for review in reviews:
        if review.state in SENT:
            assert {review.reviewer_id, review.owner_id} <= readers.pop(review.pk, set())
    assert not readers, f"readers of what is not sent: {readers}"


def told_once():
    """Nobody is expected the same of the same thing twice."""
    expected = Notice.objects.exclude(kind__in=TOLD_ONCE_EACH_TIME)
    twice = Counter(expected.values_list("kind", "subject_id", "recipient", "channel"))
    assert not [key for key, number in twice.items() if number > 1], twice.most_common(1)


def trail_leads_to(subjects, steps, states, transitions, first):
    """The events of each subject lead by allowed transitions from its first state to this one.

    The copy of a pairing that a redraw leaves in the old attempt has no events of its own.
    """
    ways = defaultdict(list)
    label = subjects[0]._meta.label_lower if subjects else ""
    for about, pk, verb in steps:
        if about == label and verb in states:
            ways[pk].append(states[verb])
    for subject in subjects:
        if subject.state == PairingState.REPLACED and not ways[subject.pk]:
            continue
        way = [first, *ways[subject.pk]]
        assert all(to in transitions[at] for at, to in zip(way, way[1:], strict=False)), (
            str(subject),
            way,
        )
        assert subject.state == way[-1], (str(subject), subject.state, way)
