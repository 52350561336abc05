"""Tags and filters for every template: people, dates, Markdown, form controls."""

from datetime import datetime
from functools import lru_cache

from django import forms, template
from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
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
    "dropped": "circle-minus",
    "ongoing": "circle-dot",
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
    name = str(getattr(person, "name", person))
    return _avatar(name, getattr(person, "pk", None) or name, size, bool(label))


@lru_cache(maxsize=2048)
def _avatar(name, key, size, label):
    """The same for everybody who sees that name. It is escaped even if it was marked as safe."""
    voice = f'role="img" aria-label="{escape(name)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308  name and initials are escaped
        f'<span class="avatar{f" avatar--{size}" if size else ""}"'
        f' data-tone="{person_display.tone(key)}" {voice}>'
        f"{escape(person_display.initials(name))}</span>"
    )


@register.simple_tag
def person(person, sub="", size="s", name=None, kind=""):
    """Face and name; `name` replaces the written one ("You"), `kind` is l, xl or plain.

    Without a template, because a list shows fifty people.
    """
    title = conditional_escape(name or getattr(person, "name", person))
    below = f'<span class="person__sub">{conditional_escape(sub)}</span>' if sub else ""
    return mark_safe(  # noqa: S308  the three texts are escaped
        f'<span class="person{f" person--{kind}" if kind else ""}">{avatar(person, size)}'
        f'<span class="person__text"><span class="person__name">{title}</span>{below}</span>'
        "</span>\n"
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
    return _state(str(state), str(word or state))


@lru_cache(maxsize=256)
def _state(state, word):
    icon = lucide(STATE_ICONS.get(state, "circle"), size=14, aria_hidden="true")
    return format_html(
        '<span class="state" data-state="{}">{} {}</span>', state, icon, escape(capfirst(word))
    )


@register.simple_tag
def ring_marks(ring):
    """The arrows and the people of a `pairing.ring.Ring` as SVG, without a template: the page of
    a draw and My week have dozens of them.
    """
    marks = []
    for arc in ring.arcs:
        marks.append(f'<path class="{_ring_class("arc", arc.kind)}" d="{arc.path}" />')
    for node in ring.nodes:
        spot = f'class="{_ring_class("node", node.kind)}" cx="{node.x}" cy="{node.y}"'
        marks.append(f'<circle {spot} r="{node.r}" />')
        if node.text:
            spot = f'class="{_ring_class("text", node.kind)}" x="{node.x}" y="{node.y}"'
            marks.append(f"<text {spot}>{escape(node.text)}</text>")
    return mark_safe("\n".join(marks))  # noqa: S308  numbers and kinds of our own; texts are escaped


def _ring_class(part, kind):
    return f"ring__{part} ring__{part}--{kind}" if kind else f"ring__{part}"


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
    """<time> without `format_html`, because lists show a hundred of them."""
    clock = isinstance(value, datetime)
    title = f"{value:%A} {value.day} {value:%B %Y}" + (f", {value:%H:%M}" if clock else "")
    stamp = value.isoformat(timespec="minutes") if clock else value.isoformat()
    return mark_safe(  # noqa: S308  dates in our own words
        f'<time datetime="{stamp}" title="{title}">{escape(text)}</time>'
    )
