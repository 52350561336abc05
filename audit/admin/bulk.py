"""List actions with a page that says what will happen and asks for confirmation."""

from functools import wraps

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils import timezone

from core.errors import CaseReviewError
from core.text import count_of

MOST_NAMED = 50  # names on the page that asks for confirmation
MOST_REFUSALS = 5  # refusals listed one by one


def confirmed(description, *, effect, applies_to, skipped_message, permissions=None, danger=False):
    """Turn `act(model_admin, obj, *, by, now)` into a list action that asks for confirmation first.

    `effect` says in one sentence what happens to each object. `applies_to(obj, user)` says whether
    an object can be chosen, and `skipped_message` why the others are skipped. Objects for which the
    product's action raises a `CaseReviewError` are reported by name; the rest goes on.
    """

    def decorate(act):
        @admin.action(description=description, permissions=permissions)
        @wraps(act)
        def action(model_admin, request, queryset):
            selected = list(queryset)
            applicable = [obj for obj in selected if applies_to(obj, request.user)]
            if request.POST.get("confirmed") and applicable:
                done, refusals = run_each(act, model_admin, applicable, by=request.user)
                report(request, description, done, refusals, model_admin.opts)
                return None
            texts = {
                "title": f"{description}?",
                "effect": effect,
                "skipped_message": skipped_message,
                "danger": danger,
            }
            return confirmation_page(
                model_admin, request, act.__name__, selected, applicable, texts
            )

        return action

    return decorate


def run_each(act, model_admin, objects, *, by):
    """Run `act` for each object in its own transaction. Returns (number done, list of refusals)."""
    done = 0
    refusals = []
    for obj in objects:
        try:
            act(model_admin, obj, by=by, now=timezone.now())
            done += 1
        except CaseReviewError as error:
            refusals.append(f"{model_admin.name_of(obj)}: {error.sentence}")
    return done, refusals


def report(request, description, done, refusals, opts):
    if done:
        messages.success(request, f"{description}: done for {count_objects(done, opts)}.")
    for sentence in refusals[:MOST_REFUSALS]:
        messages.warning(request, sentence)
    more = len(refusals) - MOST_REFUSALS
    if more > 0:
        messages.warning(request, f"{more} more were refused.")


def confirmation_page(model_admin, request, name, selected, applicable, texts):
    skipped = [obj for obj in selected if obj not in applicable]
    context = model_admin.admin_site.each_context(request) | {
        **texts,
        "opts": model_admin.opts,
        "count": count_objects(len(applicable), model_admin.opts),
        "applicable": [model_admin.name_of(obj) for obj in applicable[:MOST_NAMED]],
        "more": max(len(applicable) - MOST_NAMED, 0),
        "skipped": [model_admin.name_of(obj) for obj in skipped[:MOST_NAMED]],
        "action": name,
        "checkbox": ACTION_CHECKBOX_NAME,
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/confirm_action.html", context)


def count_objects(number, opts):
    return count_of(number, opts.verbose_name, opts.verbose_name_plural)
