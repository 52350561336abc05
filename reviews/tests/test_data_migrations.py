"""Existing rows: managers know again who they managed, and questions of sent reviews are closed."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from pairing.tests.factories import PairingFactory
from people.tests.factories import MembershipFactory, UserFactory
from reviews.models import Consent, Reader
from reviews.tests.factories import NOW, ReviewFactory, sent_review

pytestmark = pytest.mark.django_db
EDITOR = SimpleNamespace(connection=connection)


def test_migration_names_the_person_each_manager_managed():
    pairing = PairingFactory(draw__cycle__visibility="managers")
    MembershipFactory(user=pairing.owner, manager=UserFactory())
    MembershipFactory(user=pairing.reviewer, manager=UserFactory())
    review = sent_review(pairing=pairing)
    before = list(review.readers.values_list("user", "why"))
    Reader.objects.filter(why__startswith="manager").update(why="manager")
    migration = import_module("reviews.migrations.0006_managers_of_readers")
    migration.name_the_managed(apps, EDITOR)
    assert list(review.readers.values_list("user", "why")) == before


def test_migration_closes_questions_of_sent_reviews_only():
    consents = [
        Consent.objects.create(review=review, asked_at=NOW)
        for review in (sent_review(), ReviewFactory())
    ]
    migration = import_module("reviews.migrations.0005_closed_consents")
    migration.close_questions(apps, EDITOR)
    states = dict(Consent.objects.values_list("pk", "state"))
    assert [states[consent.pk] for consent in consents] == ["closed", "asked"]
