from pairing.states import PairingState
from people.models import Membership
from reviews.kinds import kind_of
from reviews.models import Reader, SecondOpinion
from reviews.states import LIVE, PEER_KINDS, SENT, InvitationState, ReviewState


def can_review(user, pairing):
    """The drawn reviewer, while the pairing waits for a review."""
    is_reviewer = user.is_active and pairing.reviewer_id == user.pk
    return is_reviewer and pairing.state == PairingState.ASSIGNED


def can_plan(user, pairing):
    """The reviewer can plan a day for a review that has not been sent."""
    return can_review(user, pairing)


def can_meet(user, pairing):
    """Reviewer and owner can meet after the draw, unless the pairing ended or one of them left."""
    stands = pairing.state in (PairingState.ASSIGNED, PairingState.DONE)
    if not stands or user.pk not in (pairing.reviewer_id, pairing.owner_id):
        return False
    return pairing.reviewer.is_active and pairing.owner.is_active


def can_edit(user, review):
    return user.is_active and review.reviewer_id == user.pk and review.state == ReviewState.DRAFT


def is_peer_like(review):
    """Whether the review is for its owner: only these are acknowledged, used and closed."""
    return review.kind in PEER_KINDS


def can_acknowledge(user, review):
    waits = is_peer_like(review) and review.state in (ReviewState.SUBMITTED, ReviewState.CLOSED)
    return waits and user.is_active and review.owner_id == user.pk


def can_comment(user, review):
    """Readers of a sent review can comment on it, and managers who give a second opinion."""
    if not user.is_active or review.state not in SENT:
        return False
    return is_reader(user, review) or gives_opinion(user, review)


def is_reader(user, review):
    """Whether the review was sent to `user`."""
    return Reader.objects.filter(review=review, user=user).exists()


def gives_opinion(user, review):
    """Whether a question to this manager is open or answered, which lets them read the review."""
    asked = SecondOpinion.objects.asked_of(user).giving_access()
    return asked.filter(review=review).exists()


def can_ask_for_opinion(user, review):
    """The reviewer of a peer review, and its owner once it is sent."""
    if not user.is_active or not is_peer_like(review):
        return False
    if review.reviewer_id == user.pk:
        return review.state in LIVE
    return review.owner_id == user.pk and review.state in SENT


def can_change_answers(user, review):
    """The reviewer of a peer review; the action also wants an answered second opinion."""
    return user.is_active and review.reviewer_id == user.pk and is_peer_like(review)


def can_mark_used(user, review):
    if not user.is_active or review.owner_id != user.pk or not is_peer_like(review):
        return False
    return review.state in SENT and review.case.is_active


def can_recall(user, review):
    """The reviewer, until somebody else opens it or it ends; prefetch `readers` for a page."""
    if review.reviewer_id != user.pk or review.state != ReviewState.SUBMITTED:
        return False
    kind = kind_of(review)
    others = [reader for reader in review.readers.all() if reader.user_id != user.pk]
    if not kind.can_be_recalled or any(reader.opened_at for reader in others):
        return False
    return not kind.has_ended(review)


def can_invite(user, case):
    """The owner of a case, and their primary manager, can invite a colleague to review it."""
    if not user.is_active or case.owner is None or not case.owner.is_active:
        return False
    if case.owner_id == user.pk:
        return True
    memberships = Membership.objects.open().filter(user=case.owner_id, is_primary=True)
    return memberships.filter(manager=user).exists()


def can_answer_invitation(user, invitation):
    is_reviewer = user.is_active and invitation.reviewer_id == user.pk
    return is_reviewer and invitation.state == InvitationState.INVITED


def can_withdraw_invitation(user, invitation):
    """Whoever invited, and the case owner, until the colleague answers."""
    is_inviting = user.is_active and invitation.involves_owner(user)
    return is_inviting and invitation.state == InvitationState.INVITED
