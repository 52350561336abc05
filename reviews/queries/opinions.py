"""Queries for the pages of those who ask for a second opinion, and of those who read the review."""

from dataclasses import dataclass
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from core.drafts import find_differences
from core.text import join_words
from core.weeks import today_in
from people.models import Absence
from people.queries import managers_of, possible_managers
from reviews.models import OpinionProposal, Reader, SecondOpinion
from reviews.rules import can_ask_for_opinion
from reviews.states import OpinionState

READ_OF_OPINION = (
    *("review", "question", "answer_by", "state", "asked_at", "opened_at", "ended_at", "version"),
    *("answer", "is_private", "decline_reason", "forwarded_from"),
    *("asker__name", "asker__email"),
    *("manager__name", "manager__email", "manager__time_zone", "manager__is_active"),
    *("comment__body", "comment__deleted_at"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a second opinion proposes for the criterion at `position`."""

    position: int
    title: str
    summary: str  # "keep No", "change to Yes", "neither", or empty
    line: str

    @property
    def sentence(self):
        """The whole proposal on one line."""
        heading = f"{self.position} {self.title}"
        if self.summary:
            heading += f": {self.summary}"
        return ". ".join(part for part in (heading, self.line) if part)


def has_opinions():
    """Whether anybody asked for a second opinion about a review, to annotate reviews with."""
    return Exists(SecondOpinion.objects.filter(review=OuterRef("pk")))


def list_opinions(review, user):
    """Every second opinion about `review`, oldest first, in one query.

    Each has the `asked_about` positions and its `proposed` list of `Proposal`. Without the words of
    those that `user` may not read: questions of others, private answers, drafts of answers.
    """
    opinions = _all_with_proposals().filter(review=review)
    opinions = opinions.order_by()  # ordering by columns costs more
    opinions = sorted(opinions, key=lambda opinion: (opinion.asked_at, opinion.pk))
    for opinion in opinions:
        opinion.review = review
        prepare_opinion(opinion, user)
    return opinions


def with_proposals(opinions):
    """`opinions` with all that `prepare_opinion` reads."""
    opinions = opinions.select_related("asker", "manager", "comment")
    opinions = opinions.annotate(asked_about=asked_positions(), proposed=proposals())
    return opinions.only(*READ_OF_OPINION)


@cache
def _all_with_proposals():
    return with_proposals(SecondOpinion.objects.all())  # building it costs more than running it


def prepare_opinion(opinion, user):
    """Give `opinion` its proposals as objects, and leave it only the words that `user` may read."""
    hide_words(opinion, user)
    opinion.proposed = [build_proposal(row) for row in opinion.proposed]
    return opinion


def build_asking(review, opinions, user, *, now):
    """What the page of a review says about the questions that `user` asked, and may ask."""
    questions = own_questions(opinions, user)
    for opinion in questions:
        late = (today_in(opinion.manager.time_zone, now) - opinion.answer_by).days
        opinion.days_late = late if opinion.is_open and late > 0 else 0
        opinion.about = name_criteria(opinion.asked_about)
    waiting = next((opinion for opinion in questions if opinion.is_open), None)
    return {
        "questions": questions,
        "waiting": waiting,
        "can_ask": can_ask_for_opinion(user, review),
        "button": "Ask again" if questions else "Ask for a second opinion",
    }


def name_criteria(positions):
    """ " about answer 4", " about answers 4 and 7", or nothing."""
    if not positions:
        return ""
    noun = "answer" if len(positions) == 1 else "answers"
    return f" about {noun} {join_words([str(position) for position in positions])}"


def hide_words(opinion, user):
    """Remove the words of `opinion` that `user` may not read."""
    is_asker = opinion.asker_id == user.pk
    is_manager = opinion.manager_id == user.pk
    is_answered = opinion.state == OpinionState.ANSWERED
    if not (is_asker or is_manager):
        opinion.question = ""
        opinion.decline_reason = ""
        opinion.asked_about = []
    is_for_all = is_answered and opinion.is_private is False
    is_for_asker = is_answered and is_asker
    if not (is_manager or is_for_all or is_for_asker):
        opinion.answer = ""
        opinion.proposed = []


def asked_positions():
    through = SecondOpinion.criteria.through.objects.filter(secondopinion=OuterRef("pk"))
    positions = through.order_by("criterion__position").values("criterion__position")
    return ArraySubquery(positions)


def proposals():
    rows = OpinionProposal.objects.filter(opinion=OuterRef("pk")).exclude(choice="", line="")
    rows = rows.order_by("criterion__position")
    fields = JSONObject(
        position="criterion__position",
        title="criterion__title",
        choice="choice",
        value="value",
        line="line",
    )
    return ArraySubquery(rows.values(row=fields))


def build_proposal(row):
    summary = OpinionProposal(choice=row["choice"], value=row["value"]).summary
    summary = summary[:1].lower() + summary[1:]
    return Proposal(row["position"], row["title"], summary, row["line"])


def own_questions(opinions, user):
    """Those of `opinions` that `user` asked, newest first."""
    return [opinion for opinion in reversed(opinions) if opinion.asker_id == user.pk]


def list_asked_managers(opinions, user):
    """Those of `opinions` that let their manager read the review, one of each manager.

    Each has the `reason` that "Seen by" gives; only the person who asked reads who did.
    """
    by_manager = {}
    for opinion in opinions:
        if opinion.gives_access:
            by_manager.setdefault(opinion.manager_id, []).append(opinion)
    asked = []
    for of_manager in by_manager.values():
        first = of_manager[0]
        first.opened_at = min((one.opened_at for one in of_manager if one.opened_at), default=None)
        is_own = any(one.asker_id == user.pk for one in of_manager)
        first.reason = "Second opinion, asked by you" if is_own else "Second opinion"
        asked.append(first)
    return asked


def find_reader_names(review):
    """{user id: name} of everyone who can read a sent review and write in its threads."""
    readers = Reader.objects.filter(review=review).values_list("user_id", "user__name")
    asked = SecondOpinion.objects.giving_access().filter(review=review)
    return dict(asked.values_list("manager_id", "manager__name")) | dict(readers)


def list_askable_managers(review, user, *, now):
    """The managers that `user` can ask about `review`, by name.

    Each has `away_until`, the last day of an absence, or None.
    """
    today = today_in(review.zone, now)
    people = possible_managers(today)
    people = people.exclude(pk__in=[review.reviewer_id, review.owner_id, user.pk])
    people = list(people.only("name", "email", "time_zone").order_by("name", "pk"))
    absences = Absence.objects.filter(user__in=people).overlapping(today, today)
    away_until = dict(absences.values_list("user_id", "last_day"))
    for person in people:
        person.away_until = away_until.get(person.pk)
    return people


def list_forwardable_managers(opinion, *, now):
    """Those that a question can be passed on to: nobody who has passed it on already."""
    people = list_askable_managers(opinion.review, opinion.manager, now=now)
    passed_on_by = set(list_managers_who_passed_on(opinion))
    return [person for person in people if person.pk not in passed_on_by]


def list_managers_who_passed_on(opinion):
    """The ids of the managers who passed on a question of the same person about the review."""
    same = SecondOpinion.objects.filter(review=opinion.review_id, asker=opinion.asker_id)
    return same.filter(state=OpinionState.FORWARDED).values_list("manager", flat=True)


def add_manages(people, review, *, now):
    """Set `manages_parties` on each of `people`: the ids of the two that they manage."""
    parties = (review.reviewer_id, review.owner_id)
    manager_of = managers_of(parties, today_in(review.zone, now))
    for person in people:
        person.manages_parties = [party for party in parties if manager_of.get(party) == person.pk]


def compare_opinion_with_saved(opinion, opinion_input):
    """The answer as saved now, and where it differs from what was just posted."""
    saved = SecondOpinion.objects.select_related("review").get(pk=opinion.pk)
    stored = {row.criterion_id: row for row in saved.proposals.select_related("criterion")}
    typed = {row.criterion_id: row for row in opinion_input.proposals}
    rows = [("Your answer", opinion_input.text, saved.answer)]
    for criterion in saved.review.rubric_version.criteria.all():
        rows.append(
            (
                criterion.title,
                describe_proposal(typed.get(criterion.pk)),
                describe_proposal(stored.get(criterion.pk)),
            )
        )
    return saved, find_differences(rows)


def describe_proposal(row):
    """A proposal on one line, from a model or from a form."""
    if row is None:
        return ""
    summary = OpinionProposal(choice=row.choice, value=row.value).summary
    return ". ".join(part for part in (summary, row.line) if part)
