"""Pages that span practices."""

from casereview.tests.personas.row import NOT_THAT_WAY, RUN_THE_PROGRAMME, Row, only, staff

ROWS = [
    Row("my_week", get=staff(200)),
    Row("first_steps", get=only(200, *RUN_THE_PROGRAMME, others=403)),
    Row("configured", get=only(200, "superuser")),
    Row("sent_tests", get=only(200, "superuser")),
    Row(
        "send_test",
        get=NOT_THAT_WAY,
        post=only(302, "superuser"),
        data=lambda world: {"channel": "mail"},
    ),
    Row("notice_previews", get=only(200, "superuser")),
    Row(
        "notice_preview",
        kwargs=lambda world: {"kind": "review_received"},
        get=only(200, "superuser"),
    ),
    Row(
        "notice_mail",
        kwargs=lambda world: {"kind": "review_received"},
        get=only(404),
        about="somebody else's",
    ),
    Row("case", kwargs=lambda world: {"pk": world.case.pk}, get=staff(200)),
]
