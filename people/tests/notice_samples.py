"""A sample of each kind of notice of people."""

from datetime import timedelta

from audit.actions import record
from people.notices import (
    AbsenceAdded,
    AccountChanged,
    AddressChanged,
    AddressRestored,
    AddressToConfirm,
    InvitationSent,
    PasswordChanged,
    PasswordReset,
    ProposalsWaiting,
)
from people.tests.factories import (
    AbsenceFactory,
    AddressChangeFactory,
    InvitationFactory,
    ProposalFactory,
)


def build_samples(world):
    ana = world.ana
    bo = world.bo
    invitation = InvitationFactory(
        user=bo, invited_by=ana, created_at=world.now, expires_at=world.now + timedelta(days=14)
    )
    change = AddressChangeFactory(
        user=ana,
        old_email="ana@support.example",
        new_email="ana@home.example",
        requested_at=world.now,
        confirmed_at=world.now,
    )
    event = record(
        "roles changed", ana, by=bo, now=world.now, before=[], after=["Coordinators", "Product"]
    )
    return [
        (InvitationSent, invitation, bo),
        (PasswordReset, ana, ana),
        (PasswordChanged, ana, ana),
        (AddressToConfirm, change, ana),
        (AddressChanged, change, ana),
        (AddressRestored, change, ana),
        (AccountChanged, event, ana),
        (AbsenceAdded, AbsenceFactory(user=bo), bo),
        (ProposalsWaiting, ProposalFactory(name="Tom Berg"), ana),
    ]
