"""Ways to sign in: personal links, short codes, and how long a session holds."""

from datetime import datetime, timedelta
from enum import StrEnum

from recommendations.domain.refusals import Refused

LINK_LIFETIME = timedelta(days=7)
CODE_LIFETIME = timedelta(hours=24)
IDLE_LIFETIME = timedelta(hours=12)
LONGEST_SESSION = timedelta(days=5)
SEEN_EVERY = timedelta(minutes=10)
MOST_ATTEMPTS = 5
# Without 0 O, 1 I L and U V: nobody at a desk has to ask which one it is.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 8
PUBLIC_HALF = 4


class CredentialKind(StrEnum):
    """What was issued to a person: a link to open, or a code to type."""

    LINK = "link"
    CODE = "code"


class LinkUnknown(Refused):
    """No link with this token was ever issued, or a newer one has replaced it."""


class LinkExpired(Refused):
    """The link's time is over."""


class LinkUsed(Refused):
    """The link has signed somebody in already; it works once."""


class CodeWrong(Refused):
    """No code like this was issued."""


class CodeExpired(Refused):
    """The code's time is over."""


class CodeUsed(Refused):
    """The code has signed somebody in already; it works once."""


class CodeBlocked(Refused):
    """The second half of this code was guessed wrongly too often; the desk issues a new one."""


class TooManyAttempts(Refused):
    """Too many wrong codes, from this browser or altogether, in too short a time."""


class OtherEdition(Refused):
    """The browser is signed in to one edition, and the link or code belongs to another."""


def written_code(code: str) -> str:
    """The code as it is shown: two groups of four."""
    return f"{code[:PUBLIC_HALF]}-{code[PUBLIC_HALF:]}"


def typed_code(text: str) -> str:
    """The code that somebody typed, whatever the case, spaces and dashes between its characters."""
    return "".join(character for character in text.upper() if character.isalnum())


def session_holds(created_at: datetime, seen_at: datetime, at: datetime) -> bool:
    """Whether a session is still good: used within 12 hours, opened within 5 days."""
    return at < seen_at + IDLE_LIFETIME and at < created_at + LONGEST_SESSION
