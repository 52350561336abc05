"""A pytest plugin: makes the audit trail refuse events, and records the actions that it stopped.

An action counts as tested when its event was refused inside `with audit_refuses():` and the error
came out of the action. After a run of the whole default suite, an action that was never stopped
fails the run.
"""

import re
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('casereview.audit_refuses', true) = 'on' THEN
        RAISE 'the audit trail is full';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER refuse_audit BEFORE INSERT ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_audit();
SELECT set_config('casereview.audit_refuses', 'on', false);
"""
ACCEPT = "SELECT set_config('casereview.audit_refuses', 'off', false)"
DEFAULT_MARKERS = "not slow and not sweep"  # of `addopts` in pytest.ini
ACTIONS = re.compile(r"/(\w+)/actions(?:/\w+)?\.py$")
stopped = set()  # "app.action" of every action that was stopped in this process


def pytest_addoption(parser):
    parser.addoption(
        "--refusals",
        action="store_true",
        help="list the actions that no refused event stopped, also after part of the suite",
    )


@pytest.fixture
def audit_refuses(db):
    """`with audit_refuses():` no event can be written in the block, which must fail for it."""

    @contextmanager
    def refuse():
        run(REFUSE)
        try:
            with pytest.raises(DatabaseError, match="the audit trail is full") as refusal:
                yield
        finally:
            run(ACCEPT)
        actions = set(find_actions(refusal.traceback))
        assert actions, "no action was stopped: something else wrote the event"
        stopped.update(actions)

    return refuse


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def find_actions(traceback):
    """The public actions in it, as "app.action", without those that write the event itself."""
    for entry in traceback:
        path = ACTIONS.search(str(entry.path))
        if path and path[1] != "audit" and not entry.name.startswith("_"):
            yield f"{path[1]}.{entry.name}"


def pytest_sessionfinish(session):
    """A process of pytest-xdist hands its list to the one that started it."""
    if hasattr(session.config, "workerinput"):
        session.config.workeroutput["stopped"] = sorted(stopped)
    elif is_whole(session.config) or session.config.option.refusals:
        missing = find_missing()
        session.config.missing_refusals = missing
        if missing and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    stopped.update(getattr(node, "workeroutput", {}).get("stopped", ()))


def pytest_terminal_summary(terminalreporter, config):
    for action in getattr(config, "missing_refusals", ()):
        terminalreporter.write_line(
            f"FAILED {action}: no test makes its audit refuse (`with audit_refuses():`)", red=True
        )


def is_whole(config):
    """Whether every test of the default suite was asked for."""
    from_configuration = config.args_source == pytest.Config.ArgsSource.TESTPATHS
    option = config.option
    narrowed = option.keyword or option.deselect or option.collectonly or option.maxfail
    return from_configuration and not narrowed and option.markexpr == DEFAULT_MARKERS


def find_missing():
    from casereview.tests.guards.source import app_code
    from casereview.tests.guards.test_actions import find_never_stopped

    return find_never_stopped(app_code(), stopped)
