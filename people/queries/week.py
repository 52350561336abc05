"""What waits for coordinators on My week, and who is here."""

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.urls import reverse

from core.dates import format_short_day
from core.my_week import Card, Happening, happenings_since
from core.text import count_of, join_words
from core.weeks import today_in
from core.work_items import WorkItem
from people.models import Invitation, Proposal, User
from people.queries.people import not_joined
from people.states import ProposalState

NAMED = 3


def due_for(user, now):
    """People found by imports, and invitations that nobody has accepted; for coordinators."""
    if not user.is_coordinator:
        return []
    return [*proposal_items(), *invitation_items(user, now)]


def proposal_items():
    proposals = Proposal.objects.filter(state=ProposalState.OPEN).order_by("seen_at", "pk")
    names = list(proposals.values_list("name", "seen_at"))
    if not names:
        return
    shown = [name for name, _ in names[:NAMED]]
    if len(names) > NAMED:
        shown.append(f"{len(names) - NAMED} more")
    yield WorkItem(
        kind="proposals",
        what=f"{count_of(len(names), 'person', 'people')} found in imports",
        detail=f"Confirm {join_words(shown)} to link their cases",
        url=reverse("proposals"),
        label="Confirm or dismiss",
        since=names[0][1],
        icon="user-search",
    )


def invitation_items(user, now):
    waiting = Invitation.objects.visible_to(user).filter(
        user__in=not_joined(), accepted_at=None, withdrawn_at=None
    )
    facts = waiting.aggregate(count=Count("pk"), oldest=Min("created_at"), first=Min("expires_at"))
    if not facts["count"]:
        return
    day = format_short_day(today_in(user.time_zone, facts["first"]), today_in(user.time_zone, now))
    verb = "expired" if facts["first"] <= now else "expires"
    yield WorkItem(
        kind="invitations",
        what=f"{count_of(facts['count'], 'invitation')} not accepted",
        detail=f"The first link {verb} on {day}",
        url=reverse("invitations"),
        label="Copy the links",
        since=facts["oldest"],
        since_word="invited",
        icon="mail-question-mark",
        tone="warn",
    )


def cards_for(user, now):
    """How many people are here and invited, for coordinators."""
    if not user.is_coordinator:
        return []
    people = User.objects.people().filter(is_active=True)
    invited = Q(pk__in=not_joined().values("pk"))
    counts = people.aggregate(invited=Count("pk", filter=invited), all=Count("pk"))
    context = {
        "active": counts["all"] - counts["invited"],
        "invited": counts["invited"],
        "mails": settings.MAIL_CONFIGURED,
    }
    return [Card("people/_people_card.html", context, order=45)]


def happenings_for(user, now):
    """Who accepted an invitation this week, for coordinators."""
    if not user.is_coordinator:
        return []
    joined = User.objects.filter(invitations__accepted_at__gte=happenings_since(now))
    joined = joined.annotate(joined_at=Max("invitations__accepted_at")).only("name")
    return [
        Happening(
            person.joined_at,
            "user-plus",
            f"{person.name} accepted the invitation",
            reverse("person", args=[person.pk]),
        )
        for person in joined.order_by("-joined_at")[:NAMED]
    ]
