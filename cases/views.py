from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cases import queries, rules
from cases.actions import start_import, start_previewed_import
from cases.filters import EVERYONE, MINE, PRIORITIES, STATUSES, TEAMS, Filters
from cases.forms import ImportForm
from cases.models import Customer, ImportRun
from core import rate_limits
from core.filters import FilterBar, NoMatches, Select
from core.forms import bind, render_form
from core.screen import screen

LOOKED_AT = {MINE: "your own cases", TEAMS: "the cases of your teams"}


@screen("GET")
def cases(request):
    filters = Filters.read(request.GET)
    if filters.q:
        rate_limits.consume(request, "search")
    page = queries.list_page(request.user, filters, now=timezone.now())
    everyone = filters.link(scope=EVERYONE)
    context = {
        "filters": filters,
        "chips": filters.labelled_chips(page["customer"]),
        "bar": filter_bar(filters, page),
        "everyone": everyone,
        "no_matches": NoMatches(
            "No case matches",
            scope=LOOKED_AT.get(page["scope"], ""),
            elsewhere="See everyone’s cases",
            elsewhere_url="" if page["scope"] == EVERYONE else everyone,
        ),
        "can_import": rules.can_import(request.user),
    }
    return render(request, "cases/cases.html", page | context)


def filter_bar(filters, page):
    customers = [(customer.pk, customer.name) for customer in page["customers"]]
    tags = [(tag, tag) for tag in page["tags"]]
    return FilterBar(
        url=reverse("cases"),
        target="cases",
        tabs=page["scopes"],
        tabs_label="Whose cases",
        current="true",
        hidden={"scope": page["scope"]},
        search_label="Search cases",
        placeholder="Number, words or customer",
        q=filters.q,
        selects=[
            Select("status", "Status", [*STATUSES.items()], filters.status),
            Select("priority", "Priority", [*PRIORITIES.items()], filters.priority),
            Select("customer", "Customer", customers, filters.customer),
            Select("tag", "Tag", tags, filters.tag),
        ],
    )


@screen("GET")
def customer(request, pk):
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    return render(request, "cases/customer.html", queries.customer_page(customer, request.user))


@screen("GET", "POST")
def imports(request):
    if not rules.can_import(request.user):
        raise Http404
    if request.method == "POST":
        rate_limits.consume(request, "import")
    form = bind(ImportForm, request, with_files=True)
    if form.is_valid():
        job = start_import(**form.cleaned_data, by=request.user, now=timezone.now())
        return redirect("job", job.pk)
    context = queries.imports_page(request.user) | {"form": form}
    return render_form(request, "cases/imports.html", context)


@screen("GET")
def import_preview(request, pk):
    job = get_object_or_404(queries.finished_previews(request.user), pk=pk)
    return render(request, "cases/import_preview.html", queries.preview_page(job))


@screen("POST")
def import_previewed(request, pk):
    preview = get_object_or_404(queries.finished_previews(request.user), pk=pk)
    rate_limits.consume(request, "import")
    job = start_previewed_import(preview, by=request.user, now=timezone.now())
    return redirect("job", job.pk)


@screen("GET")
def import_run(request, pk):
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    return render(request, "cases/import_run.html", queries.import_page(run))
