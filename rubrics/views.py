from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core.errors import NotAllowed
from core.forms import bind, render_form
from core.screen import screen
from rubrics import actions, queries
from rubrics.criteria import apply_command, compare_criteria, find_problems, is_long
from rubrics.forms import DraftForm, NewRubricForm, PreviewForm, RevisionForm, RubricNameForm
from rubrics.models import Rubric, RubricVersion
from rubrics.rules import can_manage_rubrics


def require_coordinator(user):
    """Refuse before the form is filled in. The action checks again."""
    if not can_manage_rubrics(user):
        raise NotAllowed("Only coordinators can change rubrics.")


def get_rubric_to_change(request, pk):
    rubric = get_object_or_404(Rubric.objects.visible_to(request.user), pk=pk)
    require_coordinator(request.user)
    return rubric


@screen("GET", "POST")
def new(request):
    require_coordinator(request.user)
    form = bind(NewRubricForm, request)
    if form.is_valid():
        rubric = actions.create_rubric(**form.cleaned_data, by=request.user, now=timezone.now())
        return redirect("rubric_edit", rubric.pk)
    return render_form(request, "rubrics/new.html", {"form": form})


@screen("GET", "POST")
def rename(request, pk):
    rubric = get_rubric_to_change(request, pk)
    form = bind(RubricNameForm, request, initial={"name": rubric.name}, rubric=rubric)
    if form.is_valid():
        actions.rename_rubric(rubric, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, "Rubric renamed.")
        return redirect("rubric", pk)
    return render_form(request, "rubrics/rename.html", {"rubric": rubric, "form": form})


@screen("GET", "POST")
def edit(request, pk):
    """The draft. The first save creates it, and every button of the form saves first."""
    rubric = get_rubric_to_change(request, pk)
    posted = DraftForm(request.POST) if request.method == "POST" else None
    if posted and posted.is_valid() and not rubric.archived_at:
        return save(request, rubric, posted)
    page = queries.edit_page(rubric)
    form = posted or DraftForm(rows=page["rows"], revision=rubric.revision)
    rows = form.typed_texts()
    context = page | {"form": form, "preview": PreviewForm(rows), "is_long": is_long(rows)}
    status = 422 if form.is_bound else 200  # an archived rubric refuses even a valid form
    return render_form(request, "rubrics/edit.html", context, status=status)


def save(request, rubric, form):
    command = request.POST.get("do", "")
    rows, index = apply_command(form.cleaned_texts(), command)
    revision = form.cleaned_data["revision"]
    actions.save_rubric_draft(
        rubric, rows=rows, revision=revision, by=request.user, now=timezone.now()
    )
    if command == "publish":
        return redirect("rubric_publish", rubric.pk)
    edit_url = reverse("rubric_edit", args=[rubric.pk])
    if command:
        return redirect(f"{edit_url}#row-{index + 1}")
    messages.success(request, "Draft saved. Reviews use it once you publish it.")
    return redirect(edit_url)


@screen("POST")
def preview(request, pk):
    """The form as typed, as a reviewer would see it. Saves nothing."""
    get_rubric_to_change(request, pk)
    rows = DraftForm(request.POST).typed_texts()
    return render(request, "rubrics/_preview.html", {"preview": PreviewForm(rows)})


@screen("GET", "POST")
def publish(request, pk):
    rubric = get_rubric_to_change(request, pk)
    if request.method == "POST":
        number = actions.publish_version(
            rubric, revision=shown_revision(request), by=request.user, now=timezone.now()
        )
        if number > 1:
            effect = "Reviews started from now on use it."
        else:
            effect = "Pools can now choose this rubric."
        messages.success(request, f"Version {number} published. {effect}")
        return redirect("rubric", pk)
    page = queries.edit_page(rubric)
    if page["draft"] is None:
        return redirect("rubric", pk)
    before = queries.list_criterion_texts(page["current"])
    after = page["rows"]
    context = page | {
        "preview": PreviewForm(after),
        "problems": find_problems(after),
        "changes": compare_criteria(before, after),
        "is_long": is_long(after),
    }
    return render(request, "rubrics/publish.html", context)


@screen("GET", "POST")
def discard(request, pk):
    rubric = get_rubric_to_change(request, pk)
    if request.method == "POST":
        rubric_exists = actions.discard_draft(
            rubric, revision=shown_revision(request), by=request.user, now=timezone.now()
        )
        if rubric_exists:
            messages.success(request, "The draft has been discarded.")
            return redirect("rubric", pk)
        messages.success(request, f"{rubric} discarded.")
        return redirect("rubrics")
    page = queries.edit_page(rubric)
    if page["draft"] is None:
        return redirect("rubric", pk)
    return render(request, "rubrics/discard.html", page)


def shown_revision(request):
    """The revision that the page showed; -1, which never existed, for a forged one."""
    form = RevisionForm(request.POST)
    return form.cleaned_data["revision"] if form.is_valid() else -1


@screen("GET", "POST")
def archive(request, pk):
    rubric = get_rubric_to_change(request, pk)
    if request.method != "POST":
        return render(request, "rubrics/archive.html", queries.edit_page(rubric))
    actions.archive_rubric(rubric, by=request.user, now=timezone.now())
    messages.success(request, f"{rubric} archived.")
    return redirect("rubrics")


@screen("POST")
def restore(request, pk):
    rubric = get_rubric_to_change(request, pk)
    actions.restore_rubric(rubric, by=request.user, now=timezone.now())
    messages.success(request, f"Pools can use {rubric} again.")
    return redirect("rubric", pk)


@screen("GET")
def version(request, pk, number):
    versions = RubricVersion.objects.visible_to(request.user).select_related("rubric")
    page = queries.version_page(get_object_or_404(versions, rubric=pk, number=number))
    return render(request, "rubrics/version.html", page | {"preview": PreviewForm(page["rows"])})
