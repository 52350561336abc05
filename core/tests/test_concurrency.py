import pytest
from django.contrib.auth.models import Group

from core.concurrency import lock, refuse_if_taken
from core.errors import Refused

pytestmark = pytest.mark.database


@pytest.mark.django_db
def test_refuse_if_taken_by_a_second_row_refuses_and_the_transaction_goes_on():
    Group.objects.create(name="Reviewers")
    with pytest.raises(Refused, match="There is one"), refuse_if_taken("There is one already."):
        Group.objects.create(name="Reviewers")
    assert Group.objects.filter(name="Reviewers").count() == 1


@pytest.mark.django_db
def test_lock_of_a_changed_row_returns_it_as_it_is_now():
    group = Group.objects.create(name="Reviewers")
    Group.objects.filter(pk=group.pk).update(name="Owners")
    assert lock(group).name == "Owners"


@pytest.mark.django_db
def test_lock_of_a_row_that_is_gone_raises():
    group = Group.objects.create(name="Reviewers")
    Group.objects.filter(pk=group.pk).delete()
    with pytest.raises(Group.DoesNotExist):
        lock(group)
