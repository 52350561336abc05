"""A person's own reviews as a file. Pure: plain facts in, pieces of text out, no database and no Django."""

from reviews.export.as_json import json_pieces
from reviews.export.as_markdown import markdown_pieces
from reviews.export.facts import Answered, Export, Person, Said, Told, Written

__all__ = [
    "Answered",
    "Export",
    "Person",
    "Said",
    "Told",
    "Written",
    "json_pieces",
    "markdown_pieces",
]
