"""Django's form renderer, with the everyday widgets written in Python.

Django renders each input by two templates and each option of a select by two more, which makes a
page with a form twice as expensive. The HTML is the same; all other widgets keep their templates.
"""

import html

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize

FOLDER = "django/forms/widgets/"
INPUTS = ("text", "email", "password", "number", "date", "time", "url", "hidden", "checkbox")
OPTIONS = ("radio_option", "checkbox_option")


class FormRenderer(DjangoTemplates):
    """The FORM_RENDERER of the settings."""

    def render(self, template_name, context, request=None):
        write = WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return write(context["widget"])


def write_input(widget):
    """An input of any type."""
    value = widget["value"]
    value = "" if value is None else f' value="{_text(value)}"'
    kind = _text(widget["type"])
    return f'<input type="{kind}" name="{_text(widget["name"])}"{value}{write_attrs(widget)}>'


def write_option_input(widget):
    """A radio button or a checkbox of several, in its label where Django wants one."""
    button = write_input(widget)
    if not widget.get("wrap_label"):
        return button
    target = widget["attrs"].get("id")
    target = f' for="{_text(target)}"' if target else ""
    return f"<label{target}>{button} {_label(widget['label'])}</label>"


def write_textarea(widget):
    value = widget["value"]
    value = _label(value) if value else ""
    return f'<textarea name="{_text(widget["name"])}"{write_attrs(widget)}>\n{value}</textarea>'


def write_select(widget):
    """A select, its options in groups where they have any."""
    parts = []
    for group, options, _ in widget["optgroups"]:
        rows = "".join(map(write_option, options))
        if group:
            rows = f'\n  <optgroup label="{_label(group)}">{rows}\n  </optgroup>'
        parts.append(rows)
    name = _text(widget["name"])
    return f'<select name="{name}"{write_attrs(widget)}>{"".join(parts)}\n</select>'


def write_option(option):
    value = _text(option["value"])
    label = _label(option["label"])
    return f'\n  <option value="{value}"{write_attrs(option)}>{label}</option>\n'


def write_attrs(widget):
    """The HTML attributes: no False one, and True ones by name alone."""
    parts = []
    for name, value in widget["attrs"].items():
        if value is True:
            parts.append(f" {_text(name)}")
        elif value is not False:
            parts.append(f' {_text(name)}="{_text(value)}"')
    return "".join(parts)


def _text(value):
    """`conditional_escape` in fewer steps: a form has hundreds of attributes."""
    text = value if isinstance(value, str) else str(value)
    return text.__html__() if hasattr(text, "__html__") else html.escape(text)


def _label(value):
    return _text(localize(value))


WRITERS = {
    **{f"{FOLDER}{name}.html": write_input for name in INPUTS},
    **{f"{FOLDER}{name}.html": write_option_input for name in OPTIONS},
    f"{FOLDER}textarea.html": write_textarea,
    f"{FOLDER}select.html": write_select,
}
