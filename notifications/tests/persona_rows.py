"""Everybody sees only their own inbox; other people's notices are a 404."""

from casereview.tests.personas.row import NOT_THAT_WAY, Row, only, staff

ROWS = [
    Row("inbox", get=staff(200)),
    Row("inbox_news", get=staff(200)),
    Row(
        "mark_all_read",
        get=NOT_THAT_WAY,
        post=staff(302),
        data=lambda world: {"up_to": world.notice.pk},
    ),
    Row(
        "open_notice",
        about="the owner's",
        kwargs=lambda world: {"pk": world.notice.pk},
        get=NOT_THAT_WAY,
        post=only(302, "owner"),
    ),
    *(
        Row(
            name,
            about="the owner's",
            kwargs=lambda world: {"pk": world.notice.pk},
            get=NOT_THAT_WAY,
            post=only(302, "owner"),
        )
        for name in ("mark_read", "mark_unread")
    ),
]
