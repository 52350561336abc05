from django.dispatch import receiver

from monthly.actions import end_stand_ins_of, excuse_left, update_due_days
from monthly.queries.running import open_months_of
from people.signals import absences_changed, person_left


@receiver(absences_changed, dispatch_uid="monthly.update_due_days")
def count_due_days_again(sender, user, by, now, **kwargs):
    for monthly_review in open_months_of(user):
        update_due_days(monthly_review, by=by, now=now)


@receiver(person_left, dispatch_uid="monthly.excuse_left")
def excuse_months_of_left(sender, user, by, now, **kwargs):
    excuse_left(user, by=by, now=now)


@receiver(person_left, dispatch_uid="monthly.end_stand_ins")
def end_stand_ins_of_left(sender, user, by, now, **kwargs):
    end_stand_ins_of(user, by=by, now=now)
