"""The whole demo world, made in one transaction from a seed and a moment."""

from dataclasses import dataclass

from django.db import connection, transaction

from casereview.demo.cases import make_cases, make_customers, make_runs, tell_all
from casereview.demo.chance import stream
from casereview.demo.consents import make_consents
from casereview.demo.cycles import draw_cycles, make_pool, pairings_of
from casereview.demo.days import Days
from casereview.demo.history import History
from casereview.demo.notices import make_notices
from casereview.demo.outcomes import outcomes_of
from casereview.demo.people import ABSENCES, make_people
from casereview.demo.plans import plan_cases
from casereview.demo.readers import make_readers
from casereview.demo.reviews import make_reviews
from casereview.demo.settling import close_cycles, settle_pairings
from casereview.demo.talk import make_talk
from people.models import User
from rubrics import memorable_support
from rubrics.models import Rubric
from rubrics.queries import current_version


@dataclass(frozen=True)
class Summary:
    people: int
    customers: int
    cases: int
    messages: int
    cycles: int
    reviews: int


@transaction.atomic
def build(*, seed, now):
    """Make the demo world as it stands at `now` (aware). The tables must hold no people; the same seed, the same world.

    Returns a Summary.
    """
    days, history = Days(now), History(User.objects.system())
    people = make_people(seed, days, history)
    stories, cases, customers = make_helpdesk(people, days, seed, history)
    rubric = Rubric.objects.get(name=memorable_support.NAME)
    pool = make_pool(people, days, rubric)
    draws = draw_cycles(pool, people, days, seed, history)
    outcomes = list(outcomes_of(pairings_of(draws, people), days, stream(seed, "outcomes")))
    settle_pairings(outcomes, people, history)
    close_cycles(draws, outcomes, days, history)
    written = make_reviews(outcomes, draws, stories, cases, current_version(rubric), seed, history)
    make_readers(written, people, seed, history)
    make_talk(written, seed, history)
    make_consents(written, history)
    make_notices(outcomes, written, people, days)
    history.write()
    analyze()
    messages = sum(len(story.turns) for story in stories)
    return Summary(len(people), len(customers), len(cases), messages, len(draws), len(written))


def analyze():
    """Let the planner know the new rows at once: for its first minutes it would take the tables for empty."""
    tables = ", ".join(
        connection.ops.quote_name(table)
        for table in connection.introspection.django_table_names(True)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def make_helpdesk(people, days, seed, history):
    away = [login for login, week, _, _ in ABSENCES if week == 0]
    plans = plan_cases(seed=seed, now=days.now, monday=days.monday, away=away)
    stories = tell_all(plans, seed=seed, now=days.now)
    customers, contacts = make_customers(seed, days)
    cases = make_cases(stories, people, customers, contacts, history)
    make_runs(days, history)
    return stories, cases, customers
