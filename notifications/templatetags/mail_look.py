"""`{% look "card" %}` and `{% look_sheet %}`: a template of a mail names a look, and holds no style itself."""

from django import template

from notifications.mail.styles import dark_style_sheet, style_attributes

register = template.Library()
register.simple_tag(style_attributes, name="look")
register.simple_tag(dark_style_sheet, name="look_sheet")
