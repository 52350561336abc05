from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string


class CriterionRow(LayoutObject):
    """One row of the rubric sheet: both fields of a criterion, drawn by one template."""

    template = "crispy/layout/criterion.html"

    def __init__(self, criterion, answer, comment):
        self.criterion = criterion
        self.answer = answer
        self.comment = comment

    def render(self, form, context, template_pack="crispy", **kwargs):
        form.rendered_fields |= {self.answer, self.comment}
        row = {"criterion": self.criterion, "answer": form[self.answer], "note": form[self.comment]}
        return render_to_string(self.template, row)
