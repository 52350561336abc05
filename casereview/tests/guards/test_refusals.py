"""The fixture `audit_refuses` fails a test that proves nothing."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from audit.actions import record
from casereview.tests.guards.refusals import find_actions, is_whole, stopped
from people.actions import create_team
from people.models import Team
from people.tests.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
SUITE = {"keyword": "", "deselect": None, "collectonly": False, "maxfail": 0}


def test_block_that_writes_no_event_fails(audit_refuses):
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"), audit_refuses():
        UserFactory()


def test_event_that_no_action_wrote_fails(audit_refuses):
    event = {"by": UserFactory(), "now": timezone.now()}
    team = TeamFactory()
    with pytest.raises(AssertionError, match="no action"), audit_refuses(), transaction.atomic():
        record("team renamed", team, **event)


def test_action_that_was_stopped_is_recorded(audit_refuses):
    stopped.discard("people.create_team")
    with audit_refuses():
        create_team(name="Support", by=UserFactory(coordinator=True), now=timezone.now())
    assert "people.create_team" in stopped
    assert not Team.objects.exists()


def test_event_after_the_block_is_written_again(audit_refuses):
    by = UserFactory(coordinator=True)
    with audit_refuses():
        create_team(name="Support", by=by, now=timezone.now())
    assert create_team(name="Support", by=by, now=timezone.now())


def test_private_function_and_other_module_are_no_actions():
    paths = [("/x/reviews/actions/drafts.py", "_save"), ("/x/reviews/views.py", "edit")]
    paths.append(("/x/reviews/actions/drafts.py", "save_draft"))
    traceback = [SimpleNamespace(path=path, name=name) for path, name in paths]
    assert list(find_actions(traceback)) == ["reviews.save_draft"]


def test_part_of_the_suite_is_not_judged():
    whole = pytest.Config.ArgsSource.TESTPATHS
    option = SimpleNamespace(**SUITE, markexpr="not slow and not sweep")
    assert is_whole(SimpleNamespace(args_source=whole, option=option))
    option.markexpr = "database and not slow and not sweep"
    assert not is_whole(SimpleNamespace(args_source=whole, option=option))
    option.markexpr = "not slow and not sweep"
    option.keyword = "team"
    assert not is_whole(SimpleNamespace(args_source=whole, option=option))
