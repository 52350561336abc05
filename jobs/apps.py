from django.utils.module_loading import autodiscover_modules

from core.app_config import CaseReviewAppConfig


class JobsConfig(CaseReviewAppConfig):
    name = "jobs"
    beat = {
        "resume waiting jobs": ("jobs.resume_jobs", 60),
        "purge old jobs": ("jobs.purge_jobs", 3600),
    }

    def ready(self):
        autodiscover_modules("jobs")
