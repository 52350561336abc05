"""Creates the organisation, its teams and its people."""

from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from core.demo.days import ZONE
from core.demo.rng import stream
from core.weeks import WEEK
from people.demo.company import (
    ADMIN,
    COORDINATOR,
    EVERYBODY,
    INVITED,
    MAJOR_ISSUE_MANAGER,
    MANAGERS,
    NEWCOMER,
    ORGANISATION,
)
from people.models import Absence, Invitation, Membership, Organisation, Proposal, Team, User
from people.states import COORDINATORS, MAJOR_ISSUE_MANAGERS, Role

SOURCE = "helpdesk"
NEWCOMER_ID = "377"

# Login, week relative to the current cycle, first and last day (0 is its Monday, 7 the next).
ABSENCES = (
    ("ana.duarte", -9, 0, 4),
    ("cai.morgan", -8, 0, 6),
    ("hana.kim", -7, 1, 4),
    ("lars.nygard", -6, 0, 11),
    ("gus.pereira", -4, 0, 4),
    ("dee.okafor", -3, 2, 6),
    ("bo.lindqvist", -2, 3, 4),
    ("jo.whitaker", -2, 0, 6),
    ("ivo.petrov", 0, -2, 6),
    ("ana.duarte", 1, 3, 3),
    ("dee.okafor", 3, 0, 6),
    ("hana.kim", 5, 0, 13),
)


def make_people(seed, days, history):
    """Create everyone with teams, memberships and absences; returns users by login."""
    people = {one.login: user_of(one, number, seed, days) for number, one in enumerate(EVERYBODY)}
    User.objects.bulk_create(people.values())
    people[MAJOR_ISSUE_MANAGER.login].groups.add(Group.objects.get(name=MAJOR_ISSUE_MANAGERS))
    people[COORDINATOR.login].groups.add(Group.objects.get(name=COORDINATORS))
    here = Organisation.objects.create(name=ORGANISATION, time_zone=str(ZONE))
    history.add("set up", here, by=people[ADMIN.login], at=days.ago(weeks=30))
    make_teams(people, days, history)
    make_absences(people, days, history)
    make_doors(people, days, history)
    return people


def user_of(one, number, seed, days):
    chance = stream(seed, "person", one.login)
    joined = (
        days.ago(minutes=25)
        if one.weeks is None
        else days.ago(weeks=one.weeks, hours=chance.randrange(40))
    )
    return User(
        email=one.email,
        name=one.name,
        password=make_password(None),
        time_zone=one.zone,
        theme=one.theme,
        external_ids={SOURCE: str(301 + number)},
        feedback_readme=one.readme.strip(),
        feedback_readme_at=days.ago(days=chance.randrange(9, 80)) if one.readme else None,
        is_staff=one is ADMIN,
        is_superuser=one is ADMIN,
        date_joined=joined,
        last_login=days.ago(minutes=20)
        if one.weeks is None
        else days.ago(hours=chance.randrange(2, 60)),
    )


def make_teams(people, days, history):
    teams = {name: Team(name=name) for name in MANAGERS}
    Team.objects.bulk_create(teams.values())
    rows = []
    for one in EVERYBODY:
        if one.team:
            leads = one is MANAGERS[one.team]
            rows.append(
                Membership(
                    user=people[one.login],
                    team=teams[one.team],
                    role=Role.MANAGER if leads else Role.ENGINEER,
                    manager=None if leads else people[MANAGERS[one.team].login],
                    first_day=days.today
                    if one.weeks is None
                    else days.today - timedelta(weeks=one.weeks),
                )
            )
    Membership.objects.bulk_create(rows)
    for row in rows:
        at = min(start_of(row.first_day) + timedelta(hours=8), days.now)
        history.add(
            "joined team",
            row.user,
            by=people[COORDINATOR.login],
            at=at,
            team=row.team_id,
            role=row.role,
        )


def start_of(day):
    return datetime.combine(day, time.min, tzinfo=ZONE)


def make_absences(people, days, history):
    rows = []
    for login, week, first, last in ABSENCES:
        monday = days.monday + week * WEEK
        days_off = {
            "first_day": monday + timedelta(days=first),
            "last_day": monday + timedelta(days=last),
        }
        rows.append(Absence(user=people[login], **days_off))
        facts = {name: day.isoformat() for name, day in days_off.items()}
        at = min(start_of(days_off["first_day"]) - timedelta(days=19, hours=-9), days.ago(days=2))
        history.add("absence added", people[login], by=people[login], at=at, **facts)
    Absence.objects.bulk_create(rows)


def make_doors(people, days, history):
    """Mira accepted an invitation today, Silvan did not yet; an import found one more person."""
    mira = people["mira.shah"]
    pia = people[COORDINATOR.login]
    invited = days.ago(days=3, hours=2)
    accepted = days.ago(minutes=25)
    invitation = Invitation.objects.create(
        user=mira,
        invited_by=pia,
        created_at=invited,
        expires_at=invited + timedelta(days=14),
        accepted_at=accepted,
    )
    history.add("invited", mira, by=pia, at=invited, invitation=invitation.pk)
    history.add("invitation accepted", mira, by=mira, at=accepted, invitation=invitation.pk)
    invite_silvan(pia, days, history)
    at = days.ago(hours=20)
    said = {"name": NEWCOMER.name, "email": NEWCOMER.email, "seen_at": at}
    proposal = Proposal.objects.create(source=SOURCE, external_id=NEWCOMER_ID, **said)
    history.add("proposed", proposal, by=history.system, at=at, source=SOURCE)


def invite_silvan(by, days, history):
    at = days.ago(days=9, hours=4)
    person = User.objects.create(
        email=INVITED.email,
        name=INVITED.name,
        password=make_password(None),
        time_zone=INVITED.zone,
        date_joined=at,
    )
    invitation = Invitation.objects.create(
        user=person, invited_by=by, created_at=at, expires_at=at + timedelta(days=14)
    )
    history.add("invited", person, by=by, at=at, invitation=invitation.pk)
