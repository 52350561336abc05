from datetime import timedelta

from django.db.models import Count, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from cases.filters import EVERYONE, MINE, SCOPES, TEAMS
from cases.models import SEARCHED, Case, Customer
from cases.queries.imports import last_import_at
from core.keyset import page_of
from people.models import Membership
from people.queries import teams_of, today

PAGE = 50
OF_CUSTOMER = 20
COUNTED = 1000
CHOICES = 500
TAGGED = 5000
FRESH = timedelta(hours=6)


def list_page(user, filters, *, now):
    """One page of the list under `filters`, and what these offer; own teams first, if any."""
    day = today(now)
    teams = teams_of(user, day)
    scope = filters.scope or (TEAMS if teams else EVERYONE)
    scoped = in_scope(Case.objects.visible_to(user), scope, user, teams, day)
    cases = narrow(scoped, filters, user)
    page = page_of(
        with_links(cases), by="updated_at", size=PAGE, before=filters.before, after=filters.after
    )
    for case in page.rows:
        case.is_fresh = now - case.updated_at < FRESH
    count = cases[: COUNTED + 1].count()
    customers = customer_choices(user, filters)
    return {
        "rows": page.rows,
        "newer": filters.link(after=page.newer) if page.newer else "",
        "older": filters.link(before=page.older) if page.older else "",
        "count": count,
        "is_capped": count > COUNTED,
        "scopes": [(filters.link(scope=name), label, name == scope) for name, label in SCOPES],
        "scope": scope,
        "customers": customers,
        "customer": next((one for one in customers if str(one.pk) == filters.customer), None),
        "tags": tag_choices(user, filters),
        "imported_at": last_import_at(),
        "now": now,
    }


def in_scope(cases, scope, user, teams, day):
    if scope == MINE:
        return cases.filter(owner=user)
    if scope == TEAMS:
        return cases.filter(
            owner__in=Membership.objects.on(day).filter(team__in=teams).values("user")
        )
    return cases


def narrow(cases, filters, user):
    if filters.q:
        cases = cases.filter(matching(filters.q, user))
    if filters.status:
        cases = cases.filter(status__in=filters.statuses())
    if filters.priority:
        cases = cases.filter(priority="" if filters.priority == "none" else filters.priority)
    if filters.customer:
        cases = cases.filter(customer=int(filters.customer))
    if filters.tag:
        cases = cases.filter(tags__contains=[filters.tag.lower()])
    return cases


def matching(text, user):
    """Cases or customers with this text. Customers come first: a join would hide the index."""
    customers = (
        Customer.objects.visible_to(user).filter(name__icontains=text).values_list("pk", flat=True)
    )
    matches = Q(customer__in=list(customers[:CHOICES]))
    for field in SEARCHED:
        matches |= Q(**{f"{field}__icontains": text})
    return matches


def with_links(cases):
    """Each with its owner, its customer and how many cases are linked to it."""
    linked = (
        Case.objects.filter(parent=OuterRef("pk"), deleted_at__isnull=True)
        .order_by()
        .values("parent")
    )
    return cases.select_related("owner", "customer").defer("description").annotate(
        linked=Coalesce(Subquery(linked.annotate(n=Count("pk")).values("n")), 0)
    )  # fmt: skip


def customer_choices(user, filters):
    """The customers to choose from, by name; the chosen one always among them."""
    customers = Customer.objects.visible_to(user).only("name").order_by("name", "pk")
    if not filters.customer:
        return list(customers[:CHOICES])
    chosen = customers.filter(pk=int(filters.customer))
    return list(chosen.union(customers[:CHOICES]).order_by("name"))


def tag_choices(user, filters):
    """The tags of the newest cases: looking at a million would cost more than the list itself."""
    newest = Case.objects.visible_to(user).order_by("-updated_at", "-pk").values("pk")[:TAGGED]
    cases = Case.objects.filter(pk__in=newest).order_by()
    unnested = cases.annotate(tag=Func(F("tags"), function="unnest"))
    tags = set(unnested.values_list("tag", flat=True).distinct()[:CHOICES])
    if filters.tag:
        tags.add(filters.tag)
    return sorted(tags)


def customer_page(customer, user):
    """Facts, people and the newest cases of a customer."""
    cases = Case.objects.visible_to(user).filter(customer=customer)
    cases = cases.select_related("owner").defer("description")
    rows = list(cases.order_by("-updated_at", "-pk")[: OF_CUSTOMER + 1])
    return {
        "customer": customer,
        "contacts": list(customer.contacts.all()[:CHOICES]),
        "rows": rows[:OF_CUSTOMER],
        "has_more": len(rows) > OF_CUSTOMER,
    }
