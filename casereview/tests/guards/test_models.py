"""Models have fields and querysets: a `save()` of their own would hide what an action does."""

import ast

from casereview.tests.guards.source import Source, app_code

HIDDEN = {"save", "delete", "asave", "adelete", "__init__"}


def find_overrides(sources):
    return [
        source.at(node, f"{model.name}.{node.name}")
        for source in sources
        if source.shape == "models"
        for model in ast.walk(source.tree)
        if isinstance(model, ast.ClassDef)
        for node in model.body
        if isinstance(node, ast.FunctionDef) and node.name in HIDDEN
    ]


def test_save_of_its_own_is_found():
    text = "class Review(models.Model):\n    def save(self):\n        pass\n"
    assert find_overrides([Source("reviews/models.py", text)]) == [
        "reviews/models.py:2 Review.save"
    ]


def test_models_override_nothing():
    assert find_overrides(app_code()) == []
