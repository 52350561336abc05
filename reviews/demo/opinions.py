"""Second opinions in every state, and what managers answered."""

from datetime import timedelta
from operator import attrgetter

from core.demo.texts import load_texts
from core.weeks import today_in
from core.working_hours import after_workdays
from pairing.demo.outcomes import login
from people.personas import demo_personas
from reviews.models import Answer, Comment, OpinionProposal, SecondOpinion
from reviews.states import AnswerValue, OpinionState

TEXTS = load_texts(__file__, "opinions")
PLANS = TEXTS["opinions"]
OPENED_AFTER = timedelta(minutes=40)


def make_opinions(world):
    """Save the questions of `PLANS`, each about a review of its own."""
    reviews = sorted((review for _, review in world.reviews), key=attrgetter("saved_at"))
    nos = list_nos(reviews)
    for plan in PLANS:
        review = choose_review(reviews, plan, nos)
        if review is None and "no" in plan:
            review = choose_review(reviews, plan, nos, needs_no=False)
            if review:
                write_no(review, nos)
        if review is None:  # the demo of a Monday morning has no drafts yet
            continue
        reviews.remove(review)
        make_opinion(world, plan, review, find_no(nos, review, plan))


def list_nos(reviews):
    """The criteria answered with no, by review id."""
    nos = {}
    answers = Answer.objects.filter(review__in=reviews, value=AnswerValue.NO)
    for answer in answers.select_related("criterion").order_by("criterion__position"):
        nos.setdefault(answer.review_id, []).append(answer.criterion)
    return nos


def find_no(nos, review, plan):
    """The no at the position that the plan names (0 for any), or None."""
    position = plan.get("no")
    for criterion in nos.get(review.pk, []):
        if position in (0, criterion.position):
            return criterion
    return None


def write_no(review, nos):
    """Give a review the no that a plan is about, for the days on which none has one."""
    answer = review.answers.select_related("criterion").get(criterion__position=TEXTS["position"])
    answer.value = AnswerValue.NO
    answer.comment = TEXTS["comment"]
    answer.save()
    nos[review.pk] = [answer.criterion]


def choose_review(reviews, plan, nos, *, needs_no=True):
    """The newest review that fits. It is of no persona but the asker that the plan names."""
    for review in reversed(reviews):
        asker = asker_of(plan, review)
        is_asker = login(asker) == plan.get("asker", login(asker))
        others = {review.owner, review.reviewer}
        if "asker" in plan:
            others.discard(asker)
        has_persona = any(person.email in demo_personas() for person in others)
        has_no = "no" not in plan or not needs_no or find_no(nos, review, plan)
        if review.state == plan["of"] and is_asker and has_no and not has_persona:
            return review
    return None


def asker_of(plan, review):
    return review.owner if plan["side"] == "owner" else review.reviewer


def make_opinion(world, plan, review, criterion):
    asked_at = max(world.days.ago(hours=plan["hours"]), review.saved_at + timedelta(minutes=5))
    asked_at = min(asked_at, world.now - timedelta(minutes=20))
    opinion = save_opinion(world, plan, review, asked_at, manager=world.people[plan["manager"]])
    if criterion:
        opinion.criteria.add(criterion)
    if opinion.state == OpinionState.ANSWERED:
        answer(plan, opinion, criterion, world.trail)
    if opinion.state == OpinionState.FORWARDED:
        manager = world.people[plan["to"]]
        again = plan | {"state": OpinionState.ASKED}
        forwarded = save_opinion(world, again, review, opinion.ended_at, manager, opinion)
        forwarded.criteria.add(criterion)


def save_opinion(world, plan, review, asked_at, manager, forwarded_from=None):
    state = plan["state"]
    ended_at = None
    if state != OpinionState.ASKED:
        ended_at = min(asked_at + timedelta(hours=plan["took"]), world.now - timedelta(minutes=5))
    zone = manager.time_zone
    due = after_workdays(asked_at, 2, zone, review.country)
    if forwarded_from:
        due = after_workdays(world.now, 1, zone, review.country)
    opened_at = asked_at + OPENED_AFTER if state == OpinionState.ANSWERED else None
    opinion = SecondOpinion.objects.create(
        review=review,
        asker=asker_of(plan, review),
        manager=manager,
        question=plan["question"],
        answer_by=today_in(zone, due),
        state=state,
        asked_at=asked_at,
        saved_at=ended_at or asked_at,
        opened_at=opened_at,
        ended_at=ended_at,
        decline_reason=plan.get("reason", ""),
        forwarded_from=forwarded_from,
    )
    add_events(world.trail, opinion)
    return opinion


def answer(plan, opinion, criterion, trail):
    opinion.is_private = plan.get("private", False)
    if opinion.is_private:
        opinion.answer = plan["answer"]
    else:
        comment = Comment.objects.create(
            review=opinion.review,
            criterion=criterion,
            opinion=opinion,
            author=opinion.manager,
            body=plan["answer"],
            written_at=opinion.ended_at,
        )
        trail.add(
            "comment written",
            opinion.review,
            by=opinion.manager,
            at=opinion.ended_at,
            comment=comment.pk,
        )
    opinion.save()
    OpinionProposal.objects.create(
        opinion=opinion,
        criterion=criterion,
        choice=plan["choice"],
        value=plan["value"],
        line=plan["line"],
    )


def add_events(trail, opinion):
    facts = {"review": opinion.review_id, "manager": opinion.manager_id}
    trail.add("second opinion asked", opinion, by=opinion.asker, at=opinion.asked_at, **facts)
    if opinion.opened_at:
        trail.add("second opinion opened", opinion, by=opinion.manager, at=opinion.opened_at)
    if opinion.ended_at:
        is_asker = opinion.state == OpinionState.TAKEN_BACK
        by = opinion.asker if is_asker else opinion.manager
        verb = f"second opinion {OpinionState(opinion.state).label.lower()}"
        trail.add(verb, opinion, by=by, at=opinion.ended_at)
