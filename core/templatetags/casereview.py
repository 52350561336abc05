"""Tags and filters for every template: people, dates, Markdown, form controls."""

from datetime import datetime

from django import forms, template
from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core import dates, person_display
from core import markdown as md
from core.templatetags.icons import lucide
from core.text import count_of as format_count

register = template.Library()

STATE_ICONS = {
    "solved": "circle-check",
    "sent": "circle-check",
    "done": "circle-check",
    "acknowledged": "circle-check",
    "closed": "circle-check-big",
    "pending": "circle-ellipsis",
    "hold": "circle-pause",
    "new": "circle-dot",
    "started": "circle-dot",
    "running": "circle-dot",
    "queued": "circle-dashed",
    "cancelled": "circle-minus",
    "draft": "circle-dot",
    "to_start": "circle-dashed",
    "assigned": "circle-dashed",
    "upcoming": "circle-dashed",
    "missed": "circle-x",
    "failed": "circle-x",
    "dead": "circle-x",
    "skipped": "circle-minus",
    "replaced": "circle-minus",
    "discarded": "circle-minus",
    "late": "clock-alert",
    "submitted": "send",
}


@register.simple_tag
def avatar(person, size="", label=False):
    """Initials of a person or a name; hidden from screen readers unless `label`."""
    if not person:
        return mark_safe('<span class="avatar avatar--none" aria-hidden="true"></span>')
    name = getattr(person, "name", person)
    voice = (
        format_html('role="img" aria-label="{}"', name)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<span class="avatar{}" data-tone="{}" {}>{}</span>',
        f" avatar--{size}" if size else "",
        person_display.tone(getattr(person, "pk", None) or str(name)),
        voice,
        person_display.initials(name),
    )


@register.simple_tag
def person(person, sub="", size="s", name=None, kind=""):
    """Face and name; `name` replaces the written one ("You"), `kind` is l, xl or plain.

    Without a template, because a list shows fifty people.
    """
    below = format_html('<span class="person__sub">{}</span>', sub) if sub else ""
    return format_html(
        '<span class="person{}">{}<span class="person__text">'
        '<span class="person__name">{}</span>{}</span></span>\n',
        f" person--{kind}" if kind else "",
        avatar(person, size),
        name or getattr(person, "name", person),
        below,
    )


@register.simple_tag
def options(rows):
    """The options of a select, of (value, label, whether it is chosen)."""
    cells = ((value, mark_safe(" selected") if on else "", label) for value, label, on in rows)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', cells)


@register.simple_tag
def state(state, word=""):
    """The icon and name of a state; `word` replaces the name.

    Without a template, because a list shows fifty of them.
    """
    icon = lucide(STATE_ICONS.get(state, "circle"), size=14, aria_hidden="true")
    return format_html(
        '<span class="state" data-state="{}">{} {}</span>', state, icon, capfirst(word or state)
    )


@register.filter
def first_name(person):
    return person_display.first_name(getattr(person, "name", person) or "")


@register.filter
def when(value, start=""):
    """A time in the reader's zone as <time>; `|when:"start"` begins with a capital letter."""
    if not value:
        return ""
    at = timezone.localtime(value)
    text = dates.format_time(at, timezone.localtime())
    return _time(at, text[:1].upper() + text[1:] if start else text)


@register.filter
def clock(value):
    """ "14:20" in the reader's zone, below a line that says the day."""
    at = timezone.localtime(value)
    return _time(at, f"{at:%H:%M}")


@register.filter
def ago(value):
    if not value:
        return ""
    if not isinstance(value, datetime):
        return _time(value, dates.format_age(value, timezone.localdate()))
    return _time(timezone.localtime(value), dates.format_age(value, timezone.now()))


@register.filter
def day(value):
    """ "Monday 16 November" for a date, or for a datetime in the reader's zone."""
    if not value:
        return ""
    date = _as_date(value)
    return _time(date, dates.format_day(date, timezone.localdate()))


@register.filter
def short_day(value):
    """ "Fri 20 Nov" for a date, or for a datetime in the reader's zone."""
    if not value:
        return ""
    date = _as_date(value)
    return _time(date, dates.format_short_day(date, timezone.localdate()))


@register.filter
def markdown(text):
    return mark_safe(md.to_html(str(text or "")))  # noqa: S308  core.markdown lets no raw HTML through


@register.filter
def control(field, placeholder=None):
    """The widget of a form field with our class; `placeholder` replaces the widget's own."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return field.as_widget()
    attrs = {"class": f"input {widget.attrs.get('class', '')}".strip()}
    if placeholder is not None:
        attrs["placeholder"] = placeholder or False
    return field.as_widget(attrs=attrs)


@register.filter
def widget_type(field):
    """What the template branches on: check, choices, hidden, password or plain."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "password" if isinstance(widget, forms.PasswordInput) else "plain"


@register.filter
def errors_in_order(form):
    """Bound fields with errors in page order; `form.errors` has them in the order of validation."""
    return [form[name] for name in form.fields if name in form.errors]


@register.filter
def count_of(number, noun):
    """3 reviews, for "review"; nouns with a plural of their own as in "person,people"."""
    return format_count(number, *noun.split(","))


@register.filter
def typed_again(stale_draft, posted):
    """The posted fields that a stale draft sends again."""
    return stale_draft.typed_again(posted)


def _as_date(value):
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _time(value, text):
    clock = isinstance(value, datetime)
    title = f"{value:%A} {value.day} {value:%B %Y}" + (f", {value:%H:%M}" if clock else "")
    stamp = value.isoformat(timespec="minutes") if clock else value.isoformat()
    return format_html('<time datetime="{}" title="{}">{}</time>', stamp, title, text)
