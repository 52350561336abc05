"""Pages that span practices: each app brings its rows, this floor puts them on one page."""

import logging
from datetime import datetime, time, timedelta

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

import cases.queries
import people.queries
import reviews.queries
from core.screen import screen
from core.weeks import monday_of
from pairing.queries import busy_weeks, request_items, week

LATEST = 7  # what happened, on My week

log = logging.getLogger(__name__)
PANELS = [("reviews/_case_panel.html", reviews.queries.on_case)]


@screen("GET")
def my_week(request):
    user = request.user
    now = timezone.now()
    today = timezone.localdate(now)
    since = timezone.make_aware(datetime.combine(monday_of(today), time.min))
    failed = []
    found = part(failed, week.week_of, user, since) or week.Week()
    mine = part(failed, reviews.queries.week_reviews, user, since) or []
    parts = {
        "hero": part(failed, hero, user, now, mine, found),
        "waiting": part(failed, reviews.queries.due_for, user, now, mine),
        "next_draws": part(failed, week.next_draws, user, now),
        "happened": part(failed, happenings, user, since, mine, found),
        "absence": part(failed, people.queries.absence_on, user, today),
        "closed": [pairing for pairing in found.closed if pairing.reviewer_id == user.pk],
    }
    parts["weeks"] = part(failed, busy_weeks.busy_weeks, user, parts["next_draws"] or [])
    parts["waiting"] = [
        *(part(failed, request_items.due_for, user, now, found) or []),
        *(parts["waiting"] or []),
    ]
    parts["waiting"] = not_in_hero(parts["waiting"], parts["hero"])
    return render(request, "casereview/my_week.html", parts | {"now": now, "failed": failed})


@screen("GET")
def case(request, pk):
    found = get_object_or_404(cases.queries.on_page(request.user), pk=pk)
    rows = [(template, on_case(found, request.user)) for template, on_case in PANELS]
    panels = [
        {"template": template, "rows": found_rows} for template, found_rows in rows if found_rows
    ]
    context = cases.queries.case_page(found, request.user, request.GET) | {"panels": panels}
    return render(request, "cases/case.html", context)


def part(failed, query, *args):
    """One card's rows; a query that breaks takes its card away, and never the page."""
    try:
        return query(*args)
    except Exception:
        log.exception("my week: %s failed", query.__name__)
        failed.append(query.__name__)
        return None


def not_in_hero(waiting, hero):
    """What waits, without the draft that the hero's own button continues."""
    first = hero["given"][0].review if hero and hero["given"] else None
    shown = reverse("review_edit", args=[first.pk]) if first else ""
    return [item for item in waiting if item.url != shown]


def happenings(user, since, mine, found):
    """What the reviews and the draws have to tell, newest first."""
    told = [*reviews.queries.happened(user, since, mine), *week.happened(user, since, found)]
    return sorted(told, reverse=True)[:LATEST]


def hero(user, now, mine, found):
    """Whom I review and who reviews me, with the state of each review, and the whole draw as a ring."""
    if found.first is None:
        return None
    reviews_of = {review.pairing_id: review for review in mine}
    for pairing in [*found.given, *found.received]:
        pairing.review = reviews_of.get(pairing.pk)
        pairing.is_late = now > pairing.draw.cycle.due_at
        pairing.last_day = pairing.draw.cycle.ends_on - timedelta(days=1)
    progress, ring = week.cycle_progress(found, user)
    return {
        "cycle": found.first.draw.cycle,
        "given": found.given,
        "received": found.received,
        "eligible": reviews.queries.count_eligible(found.given),
        "progress": progress,
        "ring": ring,
        "done": found.is_done,
        "skipped": found.is_done and not any(pairing.review for pairing in found.given),
    }
