import pytest

from core.errors import StaleState
from core.tests.concurrency import run_together
from core.transitions import move
from people.models import Proposal
from people.states import ProposalState
from people.tests.factories import ProposalFactory, UserFactory

pytestmark = pytest.mark.database


@pytest.mark.django_db
def test_move_sets_the_state_and_its_changes_in_row_and_object():
    proposal = ProposalFactory()
    user = UserFactory()
    move(proposal, to=ProposalState.CONFIRMED, user=user)
    assert (proposal.state, proposal.user) == (ProposalState.CONFIRMED, user)
    assert Proposal.objects.get() == proposal
    assert Proposal.objects.get().state == ProposalState.CONFIRMED


@pytest.mark.django_db
def test_move_that_the_transitions_do_not_know_is_refused_before_the_database():
    proposal = ProposalFactory(state=ProposalState.CONFIRMED)
    with pytest.raises(StaleState, match="This proposal is confirmed") as refused:
        move(proposal, to=ProposalState.OPEN)
    assert refused.value.subject == proposal


@pytest.mark.django_db
def test_move_of_what_moved_meanwhile_is_refused_and_changes_nothing():
    mine = ProposalFactory()
    move(Proposal.objects.get(), to=ProposalState.DISMISSED)
    with pytest.raises(StaleState, match="has changed since you opened it"):
        move(mine, to=ProposalState.CONFIRMED, name="Somebody else")
    assert (mine.state, mine.name != "Somebody else") == (ProposalState.OPEN, True)
    assert Proposal.objects.get().state == ProposalState.DISMISSED


@pytest.mark.django_db(transaction=True)
def test_move_raced_by_twenty_threads_happens_once():
    ProposalFactory()
    copies = [Proposal.objects.get() for _ in range(20)]
    done = run_together(
        *(lambda copy=copy: move(copy, to=ProposalState.CONFIRMED) for copy in copies)
    )
    assert sum(isinstance(result, Proposal) for result in done) == 1
    assert sum(isinstance(result, StaleState) for result in done) == 19
