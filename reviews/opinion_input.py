"""The answer to a second opinion as plain values, which forms pass to actions."""

from dataclasses import dataclass

from reviews.states import ProposalChoice


@dataclass(frozen=True, slots=True)
class ProposalInput:
    """What the manager proposes for one answer: `choice` is keep, change, neither or empty.

    `value` is the answer to keep or to change to: yes, no or na; empty for neither.
    """

    criterion_id: int
    choice: str = ""
    value: str = ""
    line: str = ""

    @property
    def is_empty(self):
        return not self.choice and not self.line

    @property
    def is_about_answer(self):
        """Whether it says what the answer should be."""
        return self.choice in (ProposalChoice.KEEP, ProposalChoice.CHANGE)


@dataclass(frozen=True, slots=True)
class OpinionInput:
    """An answer as the manager wrote it.

    `is_private` is None while nobody has chosen who reads it. `version`, `page` and `save_number`
    are those of `core.drafts.Seen`.
    """

    version: int
    text: str = ""
    is_private: bool | None = None
    proposals: tuple[ProposalInput, ...] = ()
    page: str = ""
    save_number: int = 0
