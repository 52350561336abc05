from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core.errors import NotAllowed
from core.forms import bind, render_form
from core.screen import screen
from rubrics import actions, queries
from rubrics.forms import NameForm, NewForm, PreviewForm, RevisionForm, WordingForm
from rubrics.models import Rubric, RubricVersion
from rubrics.rules import can_manage_rubrics
from rubrics.wording import changes, is_long, problems, rearranged


def require_coordinator(user):
    """Say so before a form is filled in; the action would refuse all the same."""
    if not can_manage_rubrics(user):
        raise NotAllowed("Only coordinators change rubrics.")


def changeable(request, pk):
    rubric = get_object_or_404(Rubric.objects.visible_to(request.user), pk=pk)
    require_coordinator(request.user)
    return rubric


@screen("GET", "POST")
def new(request):
    require_coordinator(request.user)
    form = bind(NewForm, request)
    if form.is_valid():
        rubric = actions.create_rubric(**form.cleaned_data, by=request.user, now=timezone.now())
        return redirect("rubric_edit", rubric.pk)
    return render_form(request, "rubrics/new.html", {"form": form})


@screen("GET", "POST")
def rename(request, pk):
    rubric = changeable(request, pk)
    form = bind(NameForm, request, initial={"name": rubric.name}, rubric=rubric)
    if form.is_valid():
        actions.rename_rubric(rubric, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, "The rubric has its new name.")
        return redirect("rubric", pk)
    return render_form(request, "rubrics/rename.html", {"rubric": rubric, "form": form})


@screen("GET", "POST")
def edit(request, pk):
    """The draft, or what would become one: it begins with the first save. Every button of the form saves first."""
    rubric = changeable(request, pk)
    sent = WordingForm(request.POST) if request.method == "POST" else None
    if sent and sent.is_valid() and not rubric.archived_at:
        return keep(request, rubric, sent)
    page = queries.edit_page(rubric)
    form = sent or WordingForm(rows=page["rows"], revision=rubric.revision)
    rows = form.typed()
    context = page | {"form": form, "preview": PreviewForm(rows), "is_long": is_long(rows)}
    status = 422 if form.is_bound else 200  # an archived rubric refuses even a valid form
    return render_form(request, "rubrics/edit.html", context, status=status)


def keep(request, rubric, form):
    command = request.POST.get("do", "")
    rows, at = rearranged(form.wordings(), command)
    revision = form.cleaned_data["revision"]
    actions.save_version(rubric, rows=rows, revision=revision, by=request.user, now=timezone.now())
    if command == "publish":
        return redirect("rubric_publish", rubric.pk)
    if not command:
        messages.success(
            request, "Draft saved. Reviews are not filled with it before you publish it."
        )
    return redirect(
        reverse("rubric_edit", args=[rubric.pk]) + (f"#row-{at + 1}" if command else "")
    )


@screen("POST")
def preview(request, pk):
    """What is typed now as a reviewer would see it; nothing is kept."""
    changeable(request, pk)
    rows = WordingForm(request.POST).typed()
    return render(request, "rubrics/_preview.html", {"preview": PreviewForm(rows)})


@screen("GET", "POST")
def publish(request, pk):
    rubric = changeable(request, pk)
    if request.method == "POST":
        number = actions.publish_version(
            rubric, revision=confirmed(request), by=request.user, now=timezone.now()
        )
        what = (
            "Reviews that begin from now on are filled with it."
            if number > 1
            else "Pools can choose this rubric now."
        )
        messages.success(request, f"Version {number} is published. {what}")
        return redirect("rubric", pk)
    page = queries.edit_page(rubric)
    if page["draft"] is None:
        return redirect("rubric", pk)
    before = queries.wordings(page["current"])
    after = page["rows"]
    context = page | {
        "preview": PreviewForm(after),
        "problems": problems(after),
        "changes": changes(before, after),
        "is_long": is_long(after),
    }
    return render(request, "rubrics/publish.html", context)


@screen("GET", "POST")
def discard(request, pk):
    rubric = changeable(request, pk)
    if request.method == "POST":
        stays = actions.discard_draft(
            rubric, revision=confirmed(request), by=request.user, now=timezone.now()
        )
        messages.success(request, "The draft is discarded." if stays else f"{rubric} is discarded.")
        return redirect("rubric", pk) if stays else redirect("rubrics")
    page = queries.edit_page(rubric)
    return (
        render(request, "rubrics/discard.html", page) if page["draft"] else redirect("rubric", pk)
    )


def confirmed(request):
    """The revision that the page showed; a forged one is none that there ever was."""
    form = RevisionForm(request.POST)
    return form.cleaned_data["revision"] if form.is_valid() else -1


@screen("GET", "POST")
def archive(request, pk):
    rubric = changeable(request, pk)
    if request.method != "POST":
        return render(request, "rubrics/archive.html", queries.edit_page(rubric))
    actions.archive_rubric(rubric, by=request.user, now=timezone.now())
    messages.success(request, f"{rubric} is archived.")
    return redirect("rubrics")


@screen("POST")
def restore(request, pk):
    rubric = changeable(request, pk)
    actions.restore_rubric(rubric, by=request.user, now=timezone.now())
    messages.success(request, f"Pools can choose {rubric} again.")
    return redirect("rubric", pk)


@screen("GET")
def version(request, pk, number):
    versions = RubricVersion.objects.visible_to(request.user).select_related("rubric")
    found = get_object_or_404(versions, rubric=pk, number=number)
    page = queries.version_page(found)
    return render(request, "rubrics/version.html", page | {"preview": PreviewForm(page["rows"])})
