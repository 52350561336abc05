"""Cases are for all staff; imports are the coordinators'."""

from casereview.tests.personas.row import NOT_THAT_WAY, RUN_THE_PROGRAMME, Row, only, staff

ROWS = [
    Row("cases", get=staff(200)),
    Row("customer", kwargs=lambda world: {"pk": world.customer.pk}, get=staff(200)),
    Row("cases_import", get=only(200, *RUN_THE_PROGRAMME), post=only(422, *RUN_THE_PROGRAMME)),
    Row(
        "import_run",
        kwargs=lambda world: {"pk": world.import_run.pk},
        get=only(200, *RUN_THE_PROGRAMME),
    ),
    Row(
        "import_preview",
        kwargs=lambda world: {"pk": world.import_preview.pk},
        get=only(200, *RUN_THE_PROGRAMME),
    ),
    Row(  # its file is deleted
        "import_previewed",
        kwargs=lambda world: {"pk": world.import_preview.pk},
        get=NOT_THAT_WAY,
        post=only(409, *RUN_THE_PROGRAMME),
    ),
]
