from people.models import Invitation


def get_invitation(pk):
    """The invitation with this id and its person, or None. `pk` may be None."""
    if pk is None:
        return None
    return Invitation.objects.select_related("user", "invited_by").filter(pk=pk).first()
