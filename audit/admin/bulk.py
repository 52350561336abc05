"""Actions on many rows of a list: first a page that says what will happen to which of them, then the deed."""

from functools import wraps

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils import timezone

from core.errors import CaseReviewError

NAMED = 50  # of those it is about, on the page that asks


def confirmed(description, *, what, fits, left, permissions=None, danger=False):
    """Make `act(model_admin, obj, *, by, now)` an action of a list that asks before it acts.

    `what` says in one sentence what happens to each; `fits(obj, user)` tells to which of the chosen it can happen, and
    `left` why the others are left alone. What the product's own action refuses is told by name, and the rest goes on.
    """

    def decorate(act):
        @admin.action(description=description, permissions=permissions)
        @wraps(act)
        def action(model_admin, request, queryset):
            chosen = list(queryset)
            fitting = [obj for obj in chosen if fits(obj, request.user)]
            if request.POST.get("confirmed") and fitting:
                tell(
                    request,
                    description,
                    *carry_out(act, model_admin, fitting, by=request.user),
                    model_admin.opts,
                )
                return None
            words = {"title": f"{description}?", "what": what, "left": left, "danger": danger}
            return ask(model_admin, request, act.__name__, chosen, fitting, words)

        return action

    return decorate


def carry_out(act, model_admin, chosen, *, by):
    """Each in a transaction of its own; returns how many it was done to, and the sentence of each that refused."""
    done, refused = 0, []
    for obj in chosen:
        try:
            act(model_admin, obj, by=by, now=timezone.now())
            done += 1
        except CaseReviewError as error:
            refused.append(f"{model_admin.name_of(obj)}: {error.sentence}")
    return done, refused


def tell(request, description, done, refused, opts):
    if done:
        messages.success(request, f"{description}: done for {counted(done, opts)}.")
    for sentence in refused[:5]:
        messages.warning(request, sentence)
    if len(refused) > 5:
        messages.warning(request, f"{len(refused) - 5} more were refused.")


def ask(model_admin, request, name, chosen, fitting, words):
    context = model_admin.admin_site.each_context(request) | {
        **words,
        "opts": model_admin.opts,
        "count": counted(len(fitting), model_admin.opts),
        "fitting": fitting,
        "named": [model_admin.name_of(obj) for obj in fitting[:NAMED]],
        "more": len(fitting) - len(fitting[:NAMED]),
        "others": [model_admin.name_of(obj) for obj in chosen if obj not in fitting][:NAMED],
        "action": name,
        "checkbox": ACTION_CHECKBOX_NAME,
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/confirm_action.html", context)


def counted(number, opts):
    return f"{number} {opts.verbose_name if number == 1 else opts.verbose_name_plural}"
