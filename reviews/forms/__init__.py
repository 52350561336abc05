from reviews.forms.comments import ReviewCommentForm, TakeawayForm
from reviews.forms.invitations import DeclineForm, InvitationForm
from reviews.forms.meetings import MeetingForm, PlanForm
from reviews.forms.opinion_answers import OpinionForm
from reviews.forms.opinions import AskForm, DeclineOpinionForm, ForwardForm
from reviews.forms.revisions import AnswerForm
from reviews.forms.rubric import QuoteForm, RubricForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "DeclineForm",
    "DeclineOpinionForm",
    "ForwardForm",
    "InvitationForm",
    "MeetingForm",
    "OpinionForm",
    "PlanForm",
    "QuoteForm",
    "ReviewCommentForm",
    "RubricForm",
    "TakeawayForm",
]
