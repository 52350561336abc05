from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases import queries, rules
from cases.actions import import_export
from cases.filters import PRIORITIES, STATUSES, Filters
from cases.forms import ImportForm
from cases.models import Customer, ImportRun
from core import rate_limits
from core.screen import screen


@screen("GET")
def cases(request):
    filters = Filters.of(request.GET)
    if filters.q:
        rate_limits.consume(request, "search")
    page = queries.list_page(request.user, filters, now=timezone.now())
    chips = filters.chips(page["customer"])
    context = {
        "filters": filters,
        "chips": chips,
        "chosen": len(chips) - bool(filters.q),
        "everyone": filters.link(scope="everyone"),
        "statuses": STATUSES.items(),
        "priorities": PRIORITIES.items(),
        "can_import": rules.can_import(request.user),
    }
    return render(request, "cases/cases.html", page | context)


@screen("GET")
def customer(request, pk):
    found = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    return render(request, "cases/customer.html", queries.customer_page(found, request.user))


@screen("GET", "POST")
def imports(request):
    if not rules.can_import(request.user):
        raise Http404
    if request.method == "POST":
        rate_limits.consume(request, "import")
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return take_in(request, form)
    context = queries.imports_page(request.user) | {"form": form}
    return render(
        request, "cases/imports.html", context, status=422 if request.method == "POST" else 200
    )


def take_in(request, form):
    summary = import_export(
        form.export,
        name=form.file_name,
        source=form.source_name,
        dry_run=form.cleaned_data["dry_run"],
        by=request.user,
        now=timezone.now(),
    )
    if summary.run is None:
        return render(request, "cases/rehearsal.html", {"summary": summary, "name": form.file_name})
    messages.success(request, f"{form.file_name} is imported.")
    return redirect("import_run", summary.run.pk)


@screen("GET")
def import_run(request, pk):
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    return render(request, "cases/import_run.html", queries.import_page(run))
