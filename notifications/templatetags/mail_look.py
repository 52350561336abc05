"""`{% look "card" %}` and `{% look_sheet %}`: a template of a mail names a look, and holds no style itself."""

from django import template

from notifications.mail.look import look_of, sheet

register = template.Library()
register.simple_tag(look_of, name="look")
register.simple_tag(sheet, name="look_sheet")
