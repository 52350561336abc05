from django.apps import AppConfig


class CaseReviewConfig(AppConfig):
    name = "casereview"
    verbose_name = "Machinery"
