from django.utils import timezone

from rubrics import memorable_support
from rubrics.models import Criterion, Rubric, RubricVersion


def make_default_rubric(sender, **kwargs):
    """Create the default rubric after `migrate` if there is no rubric at all."""
    if Rubric.objects.exists():
        return
    rubric = Rubric.objects.create(name=memorable_support.NAME)
    version = rubric.versions.create(number=1)
    Criterion.objects.bulk_create(
        Criterion(
            version=version,
            position=position,
            title=title,
            guidance=guidance,
            why=why,
            allows_na=allows_na,
            self_title=self_title,
        )
        for position, (title, guidance, why, allows_na, self_title) in enumerate(
            memorable_support.CRITERIA, start=1
        )
    )
    RubricVersion.objects.filter(pk=version.pk).update(published_at=timezone.now())
