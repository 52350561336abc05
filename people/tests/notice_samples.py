"""A sample of each kind of notice of people."""

from datetime import timedelta

from allauth.account.models import EmailAddress

from people.notices import (
    AbsenceAdded,
    AddressToConfirm,
    InvitationSent,
    PasswordChanged,
    PasswordReset,
    ProposalsWaiting,
)
from people.tests.factories import AbsenceFactory, InvitationFactory, ProposalFactory


def build_samples(world):
    ana = world.ana
    bo = world.bo
    invitation = InvitationFactory(
        user=bo, invited_by=ana, created_at=world.now, expires_at=world.now + timedelta(days=14)
    )
    address = EmailAddress.objects.create(user=ana, email="ana@home.example")
    return [
        (InvitationSent, invitation, bo),
        (PasswordReset, ana, ana),
        (PasswordChanged, ana, ana),
        (AddressToConfirm, address, ana),
        (AbsenceAdded, AbsenceFactory(user=bo), bo),
        (ProposalsWaiting, ProposalFactory(name="Tom Berg"), ana),
    ]
