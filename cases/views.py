from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases import queries, rules
from cases.actions import start_import
from cases.filters import PRIORITIES, STATUSES, Filters
from cases.forms import ImportForm
from cases.models import Customer, ImportRun
from core import rate_limits
from core.forms import bind, render_form
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
    form = bind(ImportForm, request, with_files=True)
    if form.is_valid():
        job = start_import(**form.cleaned_data, by=request.user, now=timezone.now())
        return redirect("job", job.pk)
    context = queries.imports_page(request.user) | {"form": form}
    return render_form(request, "cases/imports.html", context)


@screen("GET")
def import_trial(request, pk):
    job = get_object_or_404(queries.finished_trials(request.user), pk=pk)
    return render(request, "cases/import_trial.html", queries.trial_page(job))


@screen("GET")
def import_run(request, pk):
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    return render(request, "cases/import_run.html", queries.import_page(run))
