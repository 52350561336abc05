from notifications.models import Notice
from notifications.registry import KINDS


def inbox(user, *, before=None, size=30):
    """One page of a person's inbox, newest first, with one query for each kind of subject on it."""
    notices = Notice.objects.visible_to(user)
    if before:
        notices = notices.filter(pk__lt=before)
    notices = list(notices.order_by("-pk")[: size + 1])
    page, more = notices[:size], len(notices) > size
    return with_messages(page, user), page[-1].pk if more else None


def with_messages(notices, user):
    """Give each notice its `message`; one whose subject is gone keeps None and is not listed."""
    for kind in {notice.kind for notice in notices} & set(KINDS):
        cls = KINDS[kind]
        mine = [notice for notice in notices if notice.kind == kind]
        subjects = cls.subjects({notice.subject_id for notice in mine})
        for notice in mine:
            subject = subjects.get(notice.subject_id)
            notice.message = cls(subject).message(user) if subject else None
    return [notice for notice in notices if getattr(notice, "message", None)]


def unread_count(user):
    return Notice.objects.visible_to(user).unread().count()
