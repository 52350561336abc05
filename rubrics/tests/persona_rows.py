"""Rubrics: everybody reads what reviews ask, coordinators change it."""

from casereview.tests.personas.row import NOT_THAT_WAY, RUN_THE_PROGRAMME, Row, only, staff


def rubric(world):
    return {"pk": world.rubric.pk}


def spare(world):
    return {"pk": world.spare_rubric.pk}


def first_version(world):
    return rubric(world) | {"number": 1}


def confirmed(world):
    return {"revision": world.spare_rubric.revision}


def named(world):
    return {"name": "A rubric of ours"}


def coordinators(status):
    return only(status, *RUN_THE_PROGRAMME, others=403)


ROWS = [
    Row("rubrics", get=staff(200)),
    Row("rubric", kwargs=rubric, get=staff(200)),
    Row("rubric_version", kwargs=first_version, get=staff(200)),
    Row("rubric_new", get=coordinators(200), post=coordinators(302), data=named),
    Row("rubric_rename", kwargs=spare, get=coordinators(200), post=coordinators(302), data=named),
    Row("rubric_edit", kwargs=spare, get=coordinators(200), post=coordinators(422)),
    Row("rubric_preview", kwargs=spare, get=NOT_THAT_WAY, post=coordinators(200)),
    Row(
        "rubric_publish",
        kwargs=spare,
        get=coordinators(200),
        post=coordinators(302),
        data=confirmed,
    ),
    Row(
        "rubric_discard",
        kwargs=spare,
        get=coordinators(200),
        post=coordinators(302),
        data=confirmed,
    ),
    Row(
        "rubric_archive",
        about="in use",
        kwargs=rubric,
        get=coordinators(200),
        post=coordinators(302),
    ),
    Row(
        "rubric_restore",
        about="not archived",
        kwargs=spare,
        get=NOT_THAT_WAY,
        post=coordinators(409),
    ),
]
