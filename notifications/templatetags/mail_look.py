"""`{% look "card" %}` and `{% look_sheet %}`: the styles of mail templates, by name."""

from django import template

from notifications.mail.styles import dark_style_sheet, style_attributes

register = template.Library()
register.simple_tag(style_attributes, name="look")
register.simple_tag(dark_style_sheet, name="look_sheet")
