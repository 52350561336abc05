"""Each app says who may fetch its files; the one of the world belongs to an import."""

from casereview.tests.personas.row import RUN_THE_PROGRAMME, Row, only

ROWS = [
    Row(
        "stored_file",
        kwargs=lambda world: {"pk": world.file.pk},
        get=only(200, *RUN_THE_PROGRAMME),
    ),
]
