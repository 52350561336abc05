"""People found by an import, and the accounts that they match."""

from django.core.paginator import Paginator
from django.db.models.functions import Lower

from people.models import Proposal, User
from people.queries.people import PAGE_SIZE


def proposals_page(user, *, state, page):
    """A page of the proposals in `state`, each with its `match`."""
    rows = Proposal.objects.visible_to(user).filter(state=state)
    proposals = Paginator(rows, PAGE_SIZE).get_page(page)
    add_matches(proposals.object_list)
    return proposals


def add_matches(proposals):
    """Set `match` on each proposal: the person with its e-mail address, or None. Returns them."""
    emails = {proposal.email.lower() for proposal in proposals if proposal.email}
    people = User.objects.people().annotate(lower_email=Lower("email"))
    matches = {person.lower_email: person for person in people.filter(lower_email__in=emails)}
    for proposal in proposals:
        proposal.match = matches.get(proposal.email.lower())
    return proposals


def known_external_ids():
    """Every (source, external id) that belongs to somebody already."""
    external_ids_in_use = set()
    ids_by_person = User.objects.people().exclude(external_ids={})
    for external_ids in ids_by_person.values_list("external_ids", flat=True):
        external_ids_in_use.update((source, str(pk)) for source, pk in external_ids.items())
    return external_ids_in_use
