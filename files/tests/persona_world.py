"""The file of an import."""

from files.tests.admin_rows import make_file


def add_to_world(world):
    world.file = make_file(1)


FOREIGN_KINDS = {"files/": ("file",)}


def add_foreign(foreign):
    foreign.file = make_file(2)
