"""Creates the monthly reviews with their cases, answers, notes and steps."""

from collections import defaultdict
from datetime import timedelta
from itertools import cycle

from core.demo.clock import at_work, next_workday, zone_of
from core.demo.rng import Deck, stream
from core.demo.texts import load_texts
from core.weeks import today_in
from core.working_hours import after_workdays
from monthly.case_draw import ALGORITHM, build_inputs, draw_case
from monthly.demo.plans import COUNTRY, is_blind, plan_months
from monthly.demo.written_reviews import Answers
from monthly.models import MonthlyReview, NextStep, Selection, StandIn, TeamSettings
from monthly.schedule import due_days
from monthly.states import CaseSource, MonthlyState, Outcome, SelectionKind, StandInState
from people.demo.company import EMEA, MANAGERS
from people.models import Team
from rubrics.queries import current_version

TEXTS = load_texts(__file__, "months")
RECENTLY = timedelta(days=30)
SENT_AFTER = 3  # working days after the opening
VALIDATED_AFTER = 6
TALKED_AFTER = 8
SENT = (MonthlyState.VALIDATING, MonthlyState.DISCUSSING, MonthlyState.DONE)
VALIDATED = (MonthlyState.DISCUSSING, MonthlyState.DONE)


def make_settings(world):
    """Both teams joined long ago; the Americas use blind mode."""
    since = world.days.ago(weeks=26)
    for team in Team.objects.filter(name__in=MANAGERS):
        TeamSettings.objects.create(team=team, switched_on_at=since, is_blind=is_blind(team.name))


def make_stand_ins(world):
    """Nadia stands in for Grace now; Grace for Nadia at the end of the year or so."""
    today = today_in(zone_of(MANAGERS[EMEA].zone), world.now)
    nadia, grace = (world.people[one.login] for one in MANAGERS.values())
    for manager, person, first, last, state in (
        (grace, nadia, -1, 3, StandInState.ACTIVE),
        (nadia, grace, 21, 28, StandInState.PLANNED),
    ):
        stand_in = StandIn.objects.create(
            manager=manager,
            person=person,
            first_day=today + timedelta(days=first),
            last_day=today + timedelta(days=last),
            state=state,
        )
        world.trail.add("stand-in named", stand_in, by=manager, at=world.days.ago(days=4))


def make_months(world):
    """Save everything; returns the monthly reviews."""
    zones = {team: zone_of(one.zone) for team, one in MANAGERS.items()}
    return Months(world, zones).make()


class Months:
    def __init__(self, world, zones):
        self.world = world
        self.zones = zones
        self.now = world.now
        self.chance = stream(world.seed, "months")
        self.version = current_version(world.rubric)
        self.teams = {team.name: team for team in Team.objects.all()}
        self.used = defaultdict(set)
        self.answers = Answers(world, self.version, self.chance)
        self.steps = cycle(TEXTS["steps"])
        self.notes = Deck(TEXTS["notes"], self.chance)
        self.reasons = Deck(TEXTS["reasons"], self.chance)

    def make(self):
        months = []
        for planned in plan_months(self.now, self.zones):
            monthly = self.make_month(planned)
            if monthly:
                months.append(monthly)
        self.answers.save()
        return months

    def make_month(self, planned):
        """One month with all that belongs to it; None if the engineer had no case then."""
        selections = list(self.selections(planned))
        if not selections and planned.plan.state != MonthlyState.EXCUSED:
            return None
        monthly = self.monthly_review(planned)
        self.record(monthly, planned)
        for fields in selections:
            selection = Selection(monthly_review=monthly, **fields)
            self.answers.add(selection, monthly, planned)
            selection.save()
            self.answers.link(selection)
        if monthly.validated_at:
            self.add_steps(monthly)
            self.add_comments(monthly, planned)
        return monthly

    def monthly_review(self, planned):
        zone = self.zones[planned.team]
        opened_on = today_in(zone, planned.opened_at)
        due = due_days(opened_on, COUNTRY)
        manager = self.world.people[MANAGERS[planned.team].login]
        times = self.times(planned, zone)
        plan = planned.plan
        return MonthlyReview.objects.create(
            month=planned.month,
            engineer=self.world.people[planned.login],
            manager=manager,
            team=self.teams[planned.team],
            state=plan.state,
            rubric_version=self.version,
            is_blind=is_blind(planned.team),
            zone=str(zone),
            country=COUNTRY,
            self_due_on=due.self_assessment,
            validation_due_on=due.validation,
            talk_due_on=due.talk,
            opened_at=planned.opened_at,
            opened_by=manager if planned.is_by_hand else self.world.trail.system,
            saved_at=times.get("validated_at", planned.opened_at),
            notes=self.notes.deal().strip() if plan.state == MonthlyState.DONE else "",
            excuse=plan.excuse,
            excuse_note=plan.excuse_note,
            missing=list(plan.missing),
            validator=manager if "validated_at" in times else None,
            **times,
        )

    def times(self, planned, zone):
        """When each part happened: never in the future."""
        plan = planned.plan
        times = {}
        if self.is_sent(plan):
            times["sent_at"] = self.later(planned, SENT_AFTER, zone)
        is_read = plan.answered or self.is_validated(plan)
        if self.is_sent(plan) and is_read and not is_blind(planned.team):
            times["read_at"] = times["sent_at"] + timedelta(hours=2)
        if self.is_validated(plan):
            times["validated_at"] = self.later(planned, VALIDATED_AFTER, zone)
        if plan.state == MonthlyState.DONE:
            done_at = self.later(planned, TALKED_AFTER, zone)
            times["engineer_done_at"] = done_at
            times["manager_done_at"] = done_at + timedelta(minutes=9)
            times["ended_at"] = done_at + timedelta(minutes=9)
        if plan.state == MonthlyState.EXCUSED:
            times["ended_at"] = planned.opened_at + timedelta(minutes=1)
        if plan.state == MonthlyState.INCOMPLETE:
            times["ended_at"] = planned.closed_at
        return times

    def later(self, planned, days, zone):
        """A time on the given working day after the opening, at least an hour ago."""
        at = after_workdays(planned.opened_at, days, zone, COUNTRY)
        at += timedelta(minutes=self.chance.randrange(20, 400))
        latest = (planned.closed_at or self.now) - timedelta(hours=1)
        return min(at_work(at, zone.key), latest)

    @staticmethod
    def is_sent(plan):
        if plan.state == MonthlyState.INCOMPLETE:
            return "self_assessment" not in plan.missing
        return plan.state in SENT

    @staticmethod
    def is_validated(plan):
        if plan.state == MonthlyState.INCOMPLETE:
            return "validation" not in plan.missing
        return plan.state in VALIDATED

    def selections(self, planned):
        """The fields of the drawn case and of the one that the engineer chose."""
        if planned.plan.state == MonthlyState.EXCUSED:
            return
        drawn = self.draw(planned)
        if drawn is None:
            return
        yield drawn
        if planned.plan.has_own_case and (own := self.own_case(planned)):
            yield own

    def draw(self, planned):
        active, solved = self.cases_at(planned)
        source = CaseSource.ACTIVE if active else CaseSource.SOLVED
        eligible = [case.pk for case in active or solved]
        if not eligible:
            return None
        engineer = self.world.people[planned.login]
        month = f"{planned.month:%Y-%m}"
        inputs = build_inputs(month, engineer.pk, 1, source, eligible)
        seed = f"{self.chance.getrandbits(256):064x}"
        drawn = draw_case(inputs, seed)
        self.used[planned.login].add(drawn.case)
        return {
            "kind": SelectionKind.DRAWN,
            "case": next(case for case in active or solved if case.pk == drawn.case),
            "selected_at": planned.opened_at,
            "algorithm": ALGORITHM,
            "seed": seed,
            "inputs": inputs,
            "inputs_digest": drawn.inputs_digest,
        }

    def own_case(self, planned):
        active, solved = self.cases_at(planned)
        cases = solved or active
        if not cases:
            return None
        case = self.chance.choice(cases)
        self.used[planned.login].add(case.pk)
        return {
            "kind": SelectionKind.OWN,
            "case": case,
            "reason": self.reasons.deal(),
            "selected_at": planned.opened_at + timedelta(hours=1),
        }

    def cases_at(self, planned):
        """The engineer's active and recently solved cases when the month opened."""
        at = planned.opened_at
        active = []
        solved = []
        for story in self.world.stories:
            case = self.world.cases[story.plan.number]
            is_other = story.plan.owner != planned.login or case.pk in self.used[planned.login]
            if is_other or story.opening.at > at or not any(t.is_ours for t in story.public(at)):
                continue
            if story.solved_at is None or story.solved_at > at:
                active.append(case)
            elif story.solved_at > at - RECENTLY:
                solved.append(case)
        return active, solved

    def add_steps(self, monthly):
        """Two steps. Those of older months are done, and some of last month's."""
        people = {"engineer": monthly.engineer, "manager": monthly.manager}
        for days, text in zip((8, 12), self.steps, strict=False):
            step = NextStep(
                monthly_review=monthly,
                owner=people[text["owner"]],
                text=text["text"],
                due_on=next_workday(monthly.talk_due_on + timedelta(days=days)),
                created_by=monthly.manager,
                created_at=monthly.manager_done_at or monthly.validated_at,
            )
            if done_at := self.step_done_at(monthly):
                step.outcome = Outcome.DONE
                step.outcome_at = done_at
                step.outcome_by = step.owner
            step.save()

    def step_done_at(self, monthly):
        """When a step of `monthly` was done; None if it still waits for an answer."""
        is_lucky = self.chance.random() < 0.4
        if monthly.ended_at is None or monthly.ended_at > self.world.days.ago(days=12):
            return None
        if monthly.ended_at > self.world.days.ago(days=45) and not is_lucky:
            return None
        return min(monthly.ended_at + timedelta(days=20), self.world.days.ago(hours=3))

    def add_comments(self, monthly, planned):
        """The engineer asks, the manager answers, in about every third month."""
        if self.chance.random() > 0.35:
            return
        text = self.chance.choice(TEXTS["comments"])
        self.answers.add_thread(monthly, text)

    def record(self, monthly, planned):
        trail = self.world.trail
        by = monthly.opened_by
        trail.add("month opened", monthly, by=by, at=monthly.opened_at)
        for verb, by, at in (
            ("self-assessment sent", monthly.engineer, monthly.sent_at),
            ("validation sent", monthly.manager, monthly.validated_at),
            ("marked done", monthly.engineer, monthly.engineer_done_at),
            ("marked done", monthly.manager, monthly.manager_done_at),
        ):
            if at:
                trail.add(verb, monthly, by=by, at=at)
        if monthly.state in (MonthlyState.EXCUSED, MonthlyState.INCOMPLETE):
            verb = f"month {monthly.state}"
            trail.add(verb, monthly, by=trail.system, at=monthly.ended_at)
