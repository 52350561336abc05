from cases.actions.conversations import purge_conversations
from cases.actions.imports import (
    import_batch,
    import_cases,
    import_export,
    preview_import,
    start_import,
    start_previewed_import,
)
from cases.actions.owners import link_owner

__all__ = [
    "import_batch",
    "import_cases",
    "import_export",
    "link_owner",
    "purge_conversations",
    "preview_import",
    "start_import",
    "start_previewed_import",
]
