"""Answering a question about a review: the text, who reads it, and proposals."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string

from comments.forms import MAX_LENGTH
from reviews.opinion_input import OpinionInput, ProposalInput
from reviews.states import AnswerValue, ProposalChoice

LINE_LENGTH = 500
IN_THREAD = "thread"
PRIVATE = "asker"
NEITHER = f"{ProposalChoice.NEITHER}:"


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A criterion with the fields for what the manager proposes. `is_asked`: by the question."""

    criterion: Any
    choice: forms.BoundField
    line: forms.BoundField
    is_asked: bool


class OpinionForm(forms.Form):
    """The answer of a manager. A draft of it may be empty; with `sending`, it may not."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    page = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    save_number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False, initial=0
    )
    answer = forms.CharField(
        label="Your answer",
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reads = forms.ChoiceField(
        label="Who reads it",
        required=False,
        choices=[(IN_THREAD, "In the thread"), (PRIVATE, "Only the person who asked")],
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, opinion, criteria, proposals=(), is_sent, sending=False):
        self.opinion = opinion
        self.criteria = criteria
        self.is_sent = is_sent
        self.sending = sending
        super().__init__(with_current_choices(data, criteria), initial=initial_values(opinion))
        saved = {proposal.criterion_id: proposal for proposal in proposals}
        for criterion in criteria:
            choice, line = proposal_names(criterion)
            proposal = saved.get(criterion.pk)
            self.fields[choice] = proposal_field(criterion, proposal)
            self.fields[line] = forms.CharField(
                label=f"Why, on {criterion.heading}",
                required=False,
                max_length=LINE_LENGTH,
                initial=proposal.line if proposal else "",
            )

    def clean_answer(self):
        answer = self.cleaned_data["answer"]
        if self.sending and not answer.strip():
            raise ValidationError("Write your answer. A sentence is enough.")
        return answer

    def clean_reads(self):
        reads = self.cleaned_data["reads"]
        if self.sending and self.is_sent and not reads:
            raise ValidationError(self._choose_reader())
        if self.sending and not self.is_sent and reads == IN_THREAD:
            name = self.opinion.review.reviewer.first_name
            raise ValidationError(f"{name} recalled the review. A draft has no thread.")
        return reads

    def _choose_reader(self):
        review = self.opinion.review
        if review.submitted_at <= self.opinion.asked_at:
            return "Choose who reads your answer."
        name = review.reviewer.first_name
        return f"{name} has sent the review since. Choose who reads your answer."

    def opinion_input(self):
        proposals = (self._proposal(criterion) for criterion in self.criteria)
        reads = self.cleaned_data["reads"]
        return OpinionInput(
            version=self.cleaned_data["version"],
            text=self.cleaned_data["answer"],
            is_private=reads == PRIVATE if reads else None,
            proposals=tuple(proposals),
            page=self.cleaned_data["page"],
            save_number=self.cleaned_data["save_number"] or 0,
        )

    def _proposal(self, criterion):
        choice, line = proposal_names(criterion)
        kind, _, value = self.cleaned_data[choice].partition(":")
        return ProposalInput(criterion.pk, kind, value, self.cleaned_data[line].strip())

    def show_version(self, version):
        """Bind the form to a newer version, because its contents have been saved."""
        self.data = self.data.copy()
        self.data["version"] = version

    @property
    def rows(self):
        for criterion in self.criteria:
            choice, line = proposal_names(criterion)
            is_asked = criterion.position in self.opinion.asked_about
            yield ProposalRow(criterion, self[choice], self[line], is_asked)

    @property
    def asked_rows(self):
        return [row for row in self.rows if row.is_asked]

    @property
    def other_rows(self):
        return [row for row in self.rows if not row.is_asked]


def initial_values(opinion):
    reads = {None: "", True: PRIVATE, False: IN_THREAD}
    return {
        "version": opinion.version,
        "page": get_random_string(16),
        "answer": opinion.answer,
        "reads": reads[opinion.is_private],
    }


def proposal_names(criterion):
    """The names of the fields for the proposal and for its line."""
    return f"proposal_{criterion.pk}", f"line_{criterion.pk}"


def proposal_field(criterion, proposal):
    choices = proposal_choices(criterion)
    return forms.ChoiceField(
        label=criterion.heading,
        choices=choices,
        required=False,
        initial=proposal_key(criterion, proposal),
        widget=forms.RadioSelect,
    )


def proposal_choices(criterion):
    """ "Keep No", "Change to Yes" and so on, by the answer that the review has now."""
    current = criterion.answer.value
    choices = []
    for value, label in AnswerValue.choices:
        if value == AnswerValue.NA and not criterion.allows_na and value != current:
            continue
        if value == current:
            choices.insert(0, (f"{ProposalChoice.KEEP}:{value}", f"Keep {label}"))
        else:
            word = "Change to" if current else "Answer"
            choices.append((f"{ProposalChoice.CHANGE}:{value}", f"{word} {label}"))
    return [*choices, (NEITHER, "Neither")]


def with_current_choices(data, criteria):
    """`data` with "Keep No" as "Change to No" if the answer is no longer No, and vice versa."""
    if data is None:
        return None
    data = data.copy()
    for criterion in criteria:
        name, _ = proposal_names(criterion)
        choice, _, value = data.get(name, "").partition(":")
        if choice in (ProposalChoice.KEEP, ProposalChoice.CHANGE):
            is_kept = value == criterion.answer.value
            choice = ProposalChoice.KEEP if is_kept else ProposalChoice.CHANGE
            data[name] = f"{choice}:{value}"
    return data


def proposal_key(criterion, proposal):
    """The choice of a saved proposal; the answer may have changed since it was saved."""
    if proposal is None or not proposal.choice:
        return ""
    if proposal.choice == ProposalChoice.NEITHER:
        return NEITHER
    is_kept = proposal.value == criterion.answer.value
    choice = ProposalChoice.KEEP if is_kept else ProposalChoice.CHANGE
    return f"{choice}:{proposal.value}"
