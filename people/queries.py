from people.models import Membership, User


def managers_of(user_ids, day):
    """The primary managers of these people on `day`, as a set of ids; those who have left are nobody's reader."""
    places = Membership.objects.on(day).filter(user__in=user_ids, is_primary=True, manager__is_active=True)
    return set(places.values_list("manager_id", flat=True))


def primary_manager(user, day):
    """The one manager who counts for `user` on `day`, or None."""
    return User.objects.active().filter(pk__in=managers_of([user.pk], day)).first()


def absence_on(user, day):
    """The person's own absence that covers `day`, or None."""
    return user.absences.overlapping(day, day).first()
