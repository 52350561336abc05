"""The page of a month, which both read and write on while they talk."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.forms import render_form
from core.screen import screen
from monthly.actions import discussions as actions
from monthly.forms.discussions import DiscussionForm, build_rows
from monthly.queries import discussions as queries
from monthly.queries.comparisons import count_open, read_saved_texts
from monthly.states import OPEN, MonthlyState
from monthly.views.sections import set_team_section
from monthly.views.steps import steps_context


@screen("GET")
def review(request, pk):
    """The month: two cases, both answers, notes, next steps."""
    monthly_review = get_object_or_404(queries.visible_months(request.user), pk=pk)
    return render_page(request, monthly_review)


@screen("POST")
def notes(request, pk):
    """Save notes and agreed answers: as they are typed, or by a button without JavaScript."""
    monthly_review = get_object_or_404(queries.visible_months(request.user), pk=pk)
    form = read_form(request, monthly_review)
    if not form.is_valid():
        if request.htmx:
            return render_form(request, "parts/save_state.html", {"form": form})
        return render_page(request, monthly_review, form)
    saved = save(request, monthly_review, form, page_stays=bool(request.htmx))
    if not request.htmx:
        messages.success(request, "Saved.")
        return redirect("monthly_review", pk)
    texts = read_saved_texts(saved, form.differences)
    context = {
        "monthly_review": saved,
        "base_fields": form.list_base_after_save(),
        "is_behind": any(texts[name] != form.cleaned_data[name] for name in texts),
        "open_count": count_open(texts),
    }
    return render(request, "monthly/_notes_saved.html", context)


@screen("POST")
def done(request, pk):
    """Mark the talk as done, after saving what was typed; `undo` takes the mark back."""
    monthly_review = get_object_or_404(queries.visible_months(request.user), pk=pk)
    now = timezone.now()
    if "undo" in request.POST:
        actions.unmark_done(monthly_review, by=request.user, now=now)
        return redirect("monthly_review", pk)
    if monthly_review.state == MonthlyState.DISCUSSING and "version" in request.POST:
        form = read_form(request, monthly_review)
        if not form.is_valid():
            return render_page(request, monthly_review, form)
        save(request, monthly_review, form)
    monthly_review = actions.mark_done(monthly_review, by=request.user, now=now)
    if monthly_review.state == MonthlyState.DONE:
        messages.success(request, f"{monthly_review.month:%B} is done.")
        if not queries.visible_months(request.user).filter(pk=pk).exists():
            return redirect("monthly_team")  # stand-ins see a month while it is open
    else:
        messages.success(request, "Marked as done. The month is done once you both mark it.")
    return redirect("monthly_review", pk)


def read_form(request, monthly_review):
    comparisons = queries.find_comparisons(monthly_review)
    texts = read_saved_texts(monthly_review, [row.difference for row in comparisons])
    return DiscussionForm(
        request.POST, monthly_review=monthly_review, comparisons=comparisons, texts=texts
    )


def save(request, monthly_review, form, page_stays=False):
    return actions.save_discussion(
        monthly_review,
        discussion_input=form.discussion_input(page_stays=page_stays),
        by=request.user,
        now=timezone.now(),
    )


def render_page(request, monthly_review, form=None):
    now = timezone.now()
    discussion = queries.build_discussion(monthly_review, request.user, now)
    if form is None and discussion.is_open:
        form = DiscussionForm(
            monthly_review=monthly_review,
            comparisons=discussion.comparisons,
            texts=discussion.texts,
        )
    if not discussion.is_engineer:
        set_team_section(request)
    for sheet in discussion.sheets:
        sheet.rows = build_rows(sheet.differences, discussion.texts, form)
        name_people(sheet, discussion, request.user)
    context = {
        "monthly_review": monthly_review,
        "discussion": discussion,
        "bar": discussion.bar,
        "partner": discussion.partner,
        "engineer_name": name_for(request.user, monthly_review.engineer),
        "month_name": queries.name_month(monthly_review, now),
        "open_count": count_open(discussion.texts),
        "steps": discussion.earlier_steps,
        "earlier_title": queries.name_earlier(discussion.earlier_steps),
        "is_closed": monthly_review.state not in OPEN,
        "marks": queries.list_marks(discussion, request.user),
        "base_fields": form.list_base() if form else (),
        "first_case": discussion.sheets[0].selection.case if discussion.sheets else None,
        **steps_context(monthly_review, discussion.steps, request.user),
    }
    return render_form(request, "monthly/review.html", context, form=form)


def name_people(sheet, discussion, user):
    """Whose choice a case was, and who validated it, in words for `user`."""
    whose = "your" if discussion.is_engineer else f"{discussion.partner.first_name}’s"
    sheet.chosen_by = f"{whose} own choice{':' if sheet.selection.reason else ''}"
    if sheet.selection.manager_review:
        sheet.manager_name = name_for(user, sheet.selection.manager_review.reviewer)


def name_for(user, person):
    return "You" if person.pk == user.pk else person.first_name
