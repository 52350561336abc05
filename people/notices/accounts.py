"""Changes that somebody else made to an account, from the event on the audit trail."""

from django.urls import reverse

from audit.models import Event
from audit.queries import with_actors
from core.text import join_words
from notifications.registry import Message, NoticeKind, register
from people.models import User

WRONG = "If this is wrong, tell an admin."
FIELDS = {
    "name": "name",
    "email": "sign-in address",
    "external_ids": "helpdesk ids",
    "is_staff": "admin access",
    "is_superuser": "admin rights",
}


@register
class AccountChanged(NoticeKind):
    """An admin or coordinator changed the account. The person may want to object."""

    kind = "account_changed"
    noun = ("change of your account", "changes of your account")
    channels = ("inbox", "mail")
    essential = True
    reason = "it is your account"
    model = Event

    def recipients(self):
        return User.objects.filter(pk=self.subject.subject_id)

    def still_due(self, recipient):
        return recipient.has_joined

    def message(self, recipient):
        actor = self.subject.actor.name if self.subject.actor else "An admin"
        title, body = SENTENCES[self.subject.verb](actor, self.subject.facts)
        return Message(title, f"{body}\n\n{WRONG}", reverse("me"), "user-cog", "Open your profile")

    @classmethod
    def subjects(cls, ids):
        events = Event.objects.filter(
            pk__in=ids, subject_label=User._meta.label_lower, verb__in=SENTENCES
        )
        return {event.pk: event for event in with_actors(events)}


def say_fields_changed(actor, facts):
    fields = join_words([FIELDS[field] for field in facts["fields"]])
    return f"{actor} changed your account", f"Changed: {fields}."


def say_roles_changed(actor, facts):
    roles = join_words(facts["after"])
    return f"{actor} changed your roles", f"Your roles now: {roles or 'none'}."


def say_signed_out(actor, facts):
    return f"{actor} signed you out everywhere", "Sign in again to continue."


def say_deactivated(actor, facts):
    body = "You cannot sign in any more. Everything you wrote stays under your name."
    return f"{actor} deactivated your account", body


def say_reactivated(actor, facts):
    return f"{actor} reactivated your account", "You can sign in again."


SENTENCES = {
    "account changed": say_fields_changed,
    "roles changed": say_roles_changed,
    "signed out everywhere": say_signed_out,
    "deactivated": say_deactivated,
    "reactivated": say_reactivated,
}
