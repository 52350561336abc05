"""Your own reviews as a file.

Pure: plain facts in, pieces of text out, no database and no Django.
"""

from reviews.exports.as_json import json_pieces
from reviews.exports.as_markdown import markdown_pieces
from reviews.exports.facts import (
    Export,
    ExportAnswer,
    ExportAnswerVersion,
    ExportComment,
    ExportOpinion,
    ExportQuotation,
    ExportReview,
    ExportThread,
    Person,
)

__all__ = [
    "Export",
    "ExportAnswer",
    "ExportAnswerVersion",
    "ExportComment",
    "ExportOpinion",
    "ExportQuotation",
    "ExportReview",
    "ExportThread",
    "Person",
    "json_pieces",
    "markdown_pieces",
]
