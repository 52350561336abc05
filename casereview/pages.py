"""Pages that span practices, assembled from what each app contributes."""

import logging

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

import cases.queries
import people.queries
from casereview.first_steps import has_drawn, render_first_steps
from core.app_config import find_contributions
from core.screen import screen
from core.shared_queries import share_queries
from core.work_items import sort_work_items

LATEST = 7  # happenings on My week

log = logging.getLogger(__name__)


@screen("GET")
def my_week(request):
    user = request.user
    if user.is_coordinator and not has_drawn():
        return render_first_steps(request)
    now = timezone.now()
    failed = []
    with share_queries():
        heroes = choose_heroes(each("hero_for", user, now, failed))
        items = flatten(each("due_for", user, now, failed))
        happenings = flatten(each("happenings_for", user, now, failed))
        cards = flatten(each("cards_for", user, now, failed))
        absence = attempt(failed, people.queries.absence_on, user, timezone.localdate(now))
    context = {
        "now": now,
        "failed": failed,
        "heroes": heroes,
        "about": heroes[0] if heroes else None,
        "is_open": any(hero.is_open for hero in heroes),
        "waiting": sort_work_items(without_heroes(items, heroes), now),
        "happenings": sorted(happenings, reverse=True)[:LATEST],
        "cards": sorted(cards, key=lambda card: card.order),
        "absence": absence,
    }
    return render(request, "casereview/my_week.html", context)


def each(name, user, now, failed):
    """The results of each app's `queries.<name>`, without None and without failures."""
    results = []
    for _, query in find_contributions("queries", name):
        result = attempt(failed, query, user, now)
        if result is not None:
            results.append(result)
    return results


def attempt(failed, query, *args):
    """The result of one app's query; one that raises costs its card, never the page."""
    try:
        return query(*args)
    except Exception:
        log.exception("my week: %s.%s failed", query.__module__, query.__name__)
        failed.append(query.__name__)
        return None


def flatten(lists):
    return [row for rows in lists for row in rows]


def choose_heroes(heroes):
    """The heroes of all practices in their order; if there are none, the first fallback."""
    real = [hero for hero in heroes if not hero.is_fallback]
    return sorted(real, key=lambda hero: hero.order) or heroes[:1]


def without_heroes(items, heroes):
    """Waiting items, without those that a hero's main button leads to."""
    addresses = {hero.url for hero in heroes} - {""}
    return [item for item in items if item.url not in addresses]


@screen("GET")
def case(request, pk):
    case = get_object_or_404(cases.queries.on_page(request.user), pk=pk)
    context = cases.queries.case_page(case, request.user, request.GET)
    return render(request, "cases/case.html", context | panels_of(case, request.user))


def panels_of(case, user):
    """The panels of all apps, lowest floor first, and their buttons for the head of the page."""
    panels = []
    actions = []
    for config, on_case in find_contributions("queries", "on_case"):
        panel = on_case(case, user)
        if panel is None:
            continue
        actions += panel.actions
        if panel.rows or panel.is_shown_empty:
            template = panel.template or f"{config.label}/_case_panel.html"
            panels.append({"template": template, "rows": panel.rows})
    return {"panels": panels, "panel_actions": actions}
