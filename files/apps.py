from django.utils.module_loading import autodiscover_modules

from core.app_config import CaseReviewAppConfig


class FilesConfig(CaseReviewAppConfig):
    name = "files"
    private_models = ("Blob", "Chunk")
    beat = {"purge expired files": ("files.purge_expired", 3600)}

    def ready(self):
        autodiscover_modules("stored_files")
