"""The manifesto's way from composition to signature."""

from enum import StrEnum

from recommendations.domain.refusals import Refused


class ManifestoState(StrEnum):
    """Where a manifesto stands (rules of procedure, "States and transitions")."""

    COMPILED = "compiled"
    PUT_TO_VOTE = "put_to_vote"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    SIGNED = "signed"

    @property
    def is_open_to_vote(self) -> bool:
        """Whether the assembly has still to decide on it."""
        return self in {ManifestoState.COMPILED, ManifestoState.PUT_TO_VOTE}

    @property
    def is_open_to_signature(self) -> bool:
        """Whether it is adopted, so that signatories certify it."""
        return self in {ManifestoState.ADOPTED, ManifestoState.SIGNED}

    @property
    def is_built_on(self) -> bool:
        """Whether decisions it was composed of can no longer be taken back under it."""
        return self is ManifestoState.PUT_TO_VOTE or self.is_open_to_signature


class NothingAdopted(Refused):
    """No recommendation has been adopted yet, so there is nothing to compose."""


class NotOpenToVote(Refused):
    """A manifesto that has been decided is not voted again; a new one is composed."""


class NotAdopted(Refused):
    """Only an adopted manifesto can be signed."""


class SignedTextDiffers(Refused):
    """The hash the signatory confirmed is not that of the adopted text (case 105)."""


class CorrectedSince(Refused):
    """The text has been issued anew with later corrections, and that one is signed."""


class AlreadySigned(Refused):
    """This person has signed this manifesto."""


class ManifestoSigned(Refused):
    """After the signature a text changes by a corrigendum alone; no other manifesto is composed beside it."""


class LanguageIncomplete(Refused):
    """A language version that lacks a unit is not delivered as the manifesto (case 42)."""


class PlaceMissing(Refused):
    """A signature says where it was given."""


class ManuscriptDamaged(Refused):
    """The stored text is not, or not in canonical form, the text that has its hash."""
