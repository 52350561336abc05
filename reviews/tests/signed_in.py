"""Reviewer, owner and a manager at their browsers, for the search for planted words."""

from django.test import Client
from django.urls import reverse

from notifications.models import Preference
from people.states import Role
from people.tests.factories import MembershipFactory
from reviews.models import Review, ReviewInvitation
from reviews.tests.factories import make_pairing_with_case


class SignedIn:
    """The three at their browsers; every post is answered as `expect` says."""

    def __init__(self):
        self.pairing, self.case = make_pairing_with_case()
        manager = MembershipFactory(role=Role.MANAGER).user
        people = {
            "reviewer": self.pairing.reviewer,
            "owner": self.pairing.owner,
            "manager": manager,
        }
        self.clients = {name: Client(raise_request_exception=False) for name in people}
        for name, person in people.items():
            self.clients[name].force_login(person)
            Preference.objects.create(user=person, mail="daily" if name == "owner" else "at_once")
        self.manager = manager

    def post(self, who, name, pk, expect=302, **data):
        ids = pk if isinstance(pk, list) else [pk]
        answer = self.clients[who].post(reverse(name, args=ids), data)
        assert answer.status_code == expect, (name, answer.status_code)
        return answer

    def get(self, who, path):
        assert self.clients[who].get(path).status_code == 200

    def begin(self, pairing, case):
        self.post("reviewer", "start_review", pairing.pk, case=case.pk)
        return Review.objects.get(pairing=pairing)


def ask_for_opinions(life, review):
    """One that is declined, and one that is answered to the asker alone."""
    question = {
        "manager": "other",
        "other_manager": life.manager.pk,
        "question": "planted-question",
    }
    for who in ("reviewer", "owner"):
        page = life.clients[who].get(reverse("opinions", args=[review.pk]))
        day = page.context["form"].fields["answer_by"].choices[0][0]
        life.post(who, "opinions", review.pk, **question, answer_by=day)
    declined, opinion = review.opinions.order_by("pk")
    ids = [review.pk, declined.pk]
    life.post("manager", "opinion_decline", ids, reason="planted-decline")
    line = {f"line_{review.rubric_version.criteria.first().pk}": "planted-line"}
    answer = {"version": 1, "answer": "planted-opinion", "reads": "asker"}
    life.post("manager", "opinion_answer", [review.pk, opinion.pk], **answer, **line)


def change_answers(life, review):
    """Twice, so that the first change becomes an earlier version."""
    ids = [review.pk, review.rubric_version.criteria.last().pk]
    for comment in ("planted-first-change", "planted-last-change"):
        review.refresh_from_db()
        new = {"version": review.version, "value": "no", "comment": comment}
        life.post("reviewer", "answer_change", ids, **new)


def invite(life):
    invitation = {"reviewer": life.pairing.reviewer.pk, "note": "planted-invitation"}
    life.post("owner", "invite_reviewer", life.case.pk, **invitation)
    invited = ReviewInvitation.objects.get()
    life.post("reviewer", "invitation_decline", invited.pk, reason="planted-unwilling")
