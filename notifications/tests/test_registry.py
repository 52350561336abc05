import pytest

from notifications.registry import KINDS, NoticeKind, register
from notifications.tests.kinds import TeamNotice


def test_two_notices_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two notices are called test_team"):
        register(type("Other", (NoticeKind,), {"kind": TeamNotice.kind}))


def test_every_notice_of_the_product_is_whole():
    for kind, cls in KINDS.items():
        assert cls.kind == kind
        assert cls.model
        assert set(cls.channels) <= {"inbox", "mail", "slack"}
        assert cls.message is not NoticeKind.message
        assert cls.recipients is not NoticeKind.recipients
