from django.utils.module_loading import autodiscover_modules

from core.app_config import CaseReviewAppConfig

ITS_APP = "the app that stores a file shows it"


class FilesConfig(CaseReviewAppConfig):
    name = "files"
    private_models = ("Blob", "Chunk")
    beat = {"purge expired files": ("files.purge_expired", 3600)}
    admin_order = 65
    leaves_out = {
        "notice samples": "files send no notices",
        "navigation": ITS_APP,
        "topic": "files send no notices",
        "notices": "the app that stores a file sends notices",
        "rate limits": "the app that stores a file limits it",
        "my week rows": ITS_APP,
        "my week hero": ITS_APP,
        "my week happenings": ITS_APP,
        "my week cards": ITS_APP,
        "case panel": ITS_APP,
        "metrics": "the size of the database is enough",
        "system status": "a wrong storage setting prevents the start",
        "demo": "the demo world has no uploads",
    }

    def ready(self):
        autodiscover_modules("stored_files")
