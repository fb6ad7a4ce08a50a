"""The table of permissions as docs/permissions.md shows it: ``python -m tests.permissions`` writes it anew."""

import re
from uuid import UUID

from recommendations.config import ROOT
from recommendations.domain.people import Actor, Office, Role
from recommendations.domain.permissions import Action, Subject, permits

EDITION, THEME, OTHER, MEMBER = (UUID(int=number) for number in range(1, 5))
DOCUMENT = ROOT / "docs" / "permissions.md"


def actor_with(role: Role, theme_id: UUID | None = None) -> Actor:
    """Somebody with this role alone; a delegate carries a vote."""
    member_id = MEMBER if role is Role.DELEGATE else None
    return Actor(UUID(int=9), EDITION, "Somebody", frozenset({Office(role, theme_id)}), member_id)


def _cell(action: Action, role: Role) -> str:
    subject = Subject(EDITION, THEME, MEMBER)
    if not permits(actor_with(role), action, subject):
        return "–"
    of_another_theme = permits(actor_with(role, OTHER), action, subject)
    return "yes" if of_another_theme else "in office"


def table_of_permissions() -> list[str]:
    """One line for each Action: what each role may, as the code decides."""
    return [
        f"| `{action.value}` | " + " | ".join(_cell(action, role) for role in Role) + " |"
        for action in sorted(Action, key=str)
    ]


if __name__ == "__main__":
    kept = re.sub(r"(\n\| `.*)+", "\n" + "\n".join(table_of_permissions()), DOCUMENT.read_text(), count=1)
    DOCUMENT.write_text(kept)
