"""How far a cycle is, in numbers and never by name."""

from dataclasses import dataclass

from pairing.states import PairingState


@dataclass(frozen=True, slots=True)
class Progress:
    """The pairings of one cycle by their state, and how many people sit it out."""

    sent: int
    started: int
    to_start: int
    ended: int
    sits_out: int

    @property
    def due(self):
        return self.sent + self.started + self.to_start

    @property
    def blocks(self):
        return [*["sent"] * self.sent, *["started"] * self.started, *["to start"] * self.to_start]


def progress_of(pairings) -> Progress:
    """The progress of one cycle from its live pairings, each with its draw; at least one."""
    newest = max((pairing.draw for pairing in pairings), key=lambda draw: draw.attempt)
    states = [pairing.state for pairing in pairings]
    assigned = [pairing for pairing in pairings if pairing.state == PairingState.ASSIGNED]
    started = sum(pairing.started_at is not None for pairing in assigned)
    return Progress(
        sent=states.count(PairingState.DONE),
        started=started,
        to_start=len(assigned) - started,
        ended=states.count(PairingState.SKIPPED),
        sits_out=len(newest.outside),
    )
