"""What the matrix needs of rubrics: one with a draft, beside the default one that pools use."""

from rubrics.models import Rubric
from rubrics.tests.factories import RubricFactory

FOREIGN_KINDS = "everybody reads rubrics; `test_ids` tries what coordinators do"


def add_to_world(world):
    world.rubric = Rubric.objects.get()
    world.spare_rubric = RubricFactory(
        titles=["Understood the problem"], draft=["Understood the real problem"]
    )


def add_foreign(foreign):
    foreign.rubric = RubricFactory(titles=["Told nobody"])
    foreign.criterion = foreign.rubric.versions.get().criteria.get()
