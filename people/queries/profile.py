from notifications.models import Preference
from notifications.queries import slack_reach
from people.models import Absence, Membership


def profile_page(user, day):
    """The profile page of `user`: their teams, current absences and notification settings."""
    memberships = Membership.objects.on(day).filter(user=user).select_related("team", "manager")
    absences = Absence.objects.visible_to(user).filter(user=user).not_over(day)
    preference = Preference.objects.filter(user=user).first() or Preference()
    return {
        "memberships": list(memberships.order_by("-is_primary")),
        "absences": list(absences),
        "switches": {"mail": preference.mail, "slack": preference.slack},
        "slack": slack_reach(user),
    }
