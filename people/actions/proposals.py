from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed
from core.transitions import move
from notifications.actions import queue
from people.actions.invitations import invite_person
from people.actions.memberships import start_membership
from people.actions.people import create_person, link_proposal
from people.imported_people import seen_people
from people.models import Proposal, User
from people.notices import ProposalsWaiting
from people.queries import known_external_ids, only_manager, today
from people.rules import can_invite, can_manage_people
from people.signals import person_joined
from people.states import ProposalState, Role


@transaction.atomic
def propose_people(rows, *, by, now):
    """Upsert a proposal for each person found by an import. Running it again changes nothing.

    `rows` are (source, external id, name, e-mail) as text; the e-mail may be empty. An existing
    proposal gets the newest name and address and keeps its state, so dismissed people stay
    dismissed. Returns the proposals of these rows, without those whose id belongs to somebody.
    """
    known = known_external_ids()
    seen = {key: person for key, person in seen_people(rows).items() if key not in known}
    existing = set(Proposal.objects.values_list("source", "external_id"))
    Proposal.objects.bulk_create(
        [
            Proposal(source=key[0], external_id=key[1], seen_at=now, **seen[key])
            for key in sorted(seen)
        ],
        update_conflicts=True,
        unique_fields=["source", "external_id"],
        update_fields=["name", "email", "seen_at"],
    )
    same_ids = Proposal.objects.filter(external_id__in=[key[1] for key in seen])
    proposals = [proposal for proposal in same_ids if proposal.key in seen]
    new = [proposal for proposal in proposals if proposal.key not in existing]
    for proposal in new:
        record("proposed", proposal, by=by, now=now, source=proposal.source)
    if new:
        queue(ProposalsWaiting(new[0]), now=now)
    return proposals


@transaction.atomic
def confirm_proposals(choices, *, by, now):
    """Confirm proposed people. `choices` are (proposal, name, e-mail, team or None, role).

    Somebody with that address gets the helpdesk id. Otherwise a person is created, added to the
    team from today on and invited; engineers get the manager of the team if it has exactly one.
    Either way `person_joined` lets cases find their owner. Proposals that somebody else confirmed
    meanwhile are skipped. Returns two lists of people: (created, linked).
    """
    if not can_manage_people(by):
        raise NotAllowed("Only coordinators can confirm people.")
    chosen = {proposal.pk: rest for proposal, *rest in choices}
    waiting = (
        Proposal.objects.select_for_update()
        .filter(pk__in=chosen)
        .exclude(state=ProposalState.CONFIRMED)
    )
    created = []
    linked = []
    for proposal in sorted(waiting, key=lambda row: (chosen[row.pk][3] != Role.MANAGER, row.pk)):
        name, email, team, role = chosen[proposal.pk]
        person = User.objects.people().filter(email__iexact=email).first()
        confirmed = _confirm(proposal, person, name, email, team, role, by=by, now=now)
        (linked if person else created).append(confirmed)
    return created, linked


@transaction.atomic
def dismiss_proposals(proposals, *, by, now):
    """Dismiss proposals; cases of these people keep the name as text. Returns their number."""
    if not can_manage_people(by):
        raise NotAllowed("Only coordinators can dismiss proposals.")
    waiting = Proposal.objects.select_for_update().filter(
        pk__in=[p.pk for p in proposals], state=ProposalState.OPEN
    )
    dismissed = [move(proposal, to=ProposalState.DISMISSED) for proposal in waiting]
    for proposal in dismissed:
        record("proposal dismissed", proposal, by=by, now=now)
    return len(dismissed)


@transaction.atomic
def restore_proposal(proposal, *, by, now):
    """Undo a dismissal."""
    if not can_manage_people(by):
        raise NotAllowed("Only coordinators can restore proposals.")
    move(proposal, to=ProposalState.OPEN)
    record("proposal restored", proposal, by=by, now=now)


def _confirm(proposal, person, name, email, team, role, *, by, now):
    if person is None:
        person = create_person(name, email, by=by, now=now)
        if team:
            manager = only_manager(team, today(now)) if role == Role.ENGINEER else None
            place = {
                "team": team,
                "role": role,
                "manager": manager,
                "is_primary": True,
                "first_day": today(now),
            }
            start_membership(person, **place, by=by, now=now)
    link_proposal(proposal, person)
    record("proposal confirmed", proposal, by=by, now=now, person=person.pk)
    person_joined.send(sender=User, user=person, by=by, now=now)
    if can_invite(by, person) and not person.invitations.exists():
        invite_person(person, by=by, now=now)
    return person
