"""Random steps through the life of reviews: a small world, a model of it, and the invariants."""
