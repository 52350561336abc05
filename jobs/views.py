from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from core.screen import screen
from jobs import actions, queries
from jobs.forms import SeenForm


@screen("GET")
def job(request, pk):
    """The page belongs to the section of the page that started the job."""
    page = queries.job_page(get_job(request, pk), request.user)
    if page["crumbs"]:
        _, url_name = page["crumbs"][-1]
        request.section_path = reverse(url_name)
    return render(request, "jobs/job.html", page)


@screen("GET", passive=True)
def job_progress(request, pk):
    """What an open page asks: 204 while nothing changed, the result once there is one."""
    job = get_job(request, pk)
    if SeenForm(request.GET).value() == job.version:
        return HttpResponse(status=204)
    context = queries.job_page(job, request.user)
    if context["result_url"]:
        return HttpResponseClientRedirect(context["result_url"])
    return render(request, "parts/progress.html", context)


@screen("POST")
def cancel_job(request, pk):
    actions.cancel_job(get_job(request, pk), by=request.user, now=timezone.now())
    return redirect("job", pk)


@screen("POST")
def retry_job(request, pk):
    actions.retry_job(get_job(request, pk), by=request.user, now=timezone.now())
    return redirect("job", pk)


def get_job(request, pk):
    return get_object_or_404(queries.visible_jobs(request.user), pk=pk)
