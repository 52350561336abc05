from django.db import models


class Role(models.TextChoices):
    ENGINEER = "engineer", "Engineer"
    MANAGER = "manager", "Manager"


class Theme(models.TextChoices):
    SYSTEM = "system", "Same as my device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class ReviewLayout(models.TextChoices):
    """How a person likes to write reviews."""

    FORM = "form", "Form"
    DOCUMENT = "document", "Document"


class InvitationState(models.TextChoices):
    """Not stored: computed from the times of an invitation."""

    OPEN = "open", "Invited"
    ACCEPTED = "accepted", "Accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


class ProposalState(models.TextChoices):
    OPEN = "open", "Open"
    CONFIRMED = "confirmed", "Confirmed"
    DISMISSED = "dismissed", "Dismissed"


PROPOSAL_TRANSITIONS = {
    ProposalState.OPEN: {ProposalState.CONFIRMED, ProposalState.DISMISSED},
    ProposalState.DISMISSED: {ProposalState.OPEN, ProposalState.CONFIRMED},
}

COORDINATORS = "Coordinators"
MAJOR_ISSUE_MANAGERS = "Major issue managers"
PRODUCT = "Product"
GROUPS = (COORDINATORS, MAJOR_ISSUE_MANAGERS, PRODUCT)
ROLE_WORDS = {
    COORDINATORS: ("Coordinator", "runs the programme: people, teams, pools, rubrics, imports"),
    MAJOR_ISSUE_MANAGERS: ("Major issue manager", "runs the documents of major cases"),
    PRODUCT: ("Product", "takes escalations from support"),
}
