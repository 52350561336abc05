"""One more row of each model of rubrics that admin has pages of."""

from rubrics.tests.factories import RubricFactory

MAKE = {
    "rubrics.rubric": lambda number: RubricFactory(titles=["Asked first"]),
    "rubrics.rubricversion": lambda number: RubricFactory(titles=["Asked first"]).versions.get(),
}
