from django.utils.module_loading import autodiscover_modules

from core.app_config import CaseReviewAppConfig

ITS_APP = "the app that starts a job shows it"


class JobsConfig(CaseReviewAppConfig):
    name = "jobs"
    beat = {
        "resume waiting jobs": ("jobs.resume_jobs", 60),
        "purge old jobs": ("jobs.purge_jobs", 3600),
    }
    admin_order = 60
    leaves_out = {
        "notice samples": "jobs send no notices",
        "navigation": "the page that starts a job leads to its page",
        "topic": "jobs send no notices",
        "notices": "people wait for their job, or return to its page",
        "rate limits": "the app that starts a job limits it",
        "my week rows": ITS_APP,
        "my week hero": ITS_APP,
        "my week happenings": ITS_APP,
        "my week cards": ITS_APP,
        "case panel": ITS_APP,
        "demo": "the demo world is built without workers",
    }

    def ready(self):
        autodiscover_modules("jobs")
