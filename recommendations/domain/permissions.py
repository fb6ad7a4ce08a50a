"""Who may do what: one table; an action that is not listed is forbidden to everyone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotPermitted


class Action(StrEnum):
    """Everything a signed-in person may ask for; every route and socket event declares one."""

    READ_EDITION = "read-edition"
    MANAGE_OWN_SESSIONS = "manage-own-sessions"
    MANAGE_PARTICIPANTS = "manage-participants"
    FOLLOW_DRAFT = "follow-draft"
    EDIT_DRAFT = "edit-draft"
    IMPORT_DRAFT = "import-draft"
    CLOSE_DRAFTING = "close-drafting"
    FREEZE_TEXT = "freeze-text"
    FILE_AMENDMENT = "file-amendment"
    WITHDRAW_AMENDMENT = "withdraw-amendment"
    TAKE_OVER_AMENDMENT = "take-over-amendment"
    SUPPORT_AMENDMENT = "support-amendment"
    OBJECT_TO_AMENDMENT = "object-to-amendment"
    JUDGE_AMENDMENT = "judge-amendment"
    LINK_AMENDMENTS = "link-amendments"
    PROPOSE_COMPROMISE = "propose-compromise"
    ANSWER_COMPROMISE = "answer-compromise"
    ADVISE_ON_AMENDMENT = "advise-on-amendment"
    ANSWER_ADVICE = "answer-advice"
    TAG_AMENDMENT = "tag-amendment"
    KEEP_NOTES = "keep-notes"
    SET_DEADLINE = "set-deadline"
    ORDER_VOTES = "order-votes"
    REQUEST_VOTE = "request-vote"
    PROPOSE_CORRECTION = "propose-correction"
    CONFIRM_CORRECTION = "confirm-correction"
    CHECK_LANGUAGES = "check-languages"
    FLAG_CONTRADICTION = "flag-contradiction"
    MERGE_THEMES = "merge-themes"
    ISSUE_CORRIGENDUM = "issue-corrigendum"
    PREPARE_POLL = "prepare-poll"
    CONDUCT_POLL = "conduct-poll"
    CAST_BALLOT = "cast-ballot"
    FOLLOW_POLLS = "follow-polls"
    COMPOSE_MANIFESTO = "compose-manifesto"
    SIGN_MANIFESTO = "sign-manifesto"
    CO_SIGN_MANIFESTO = "co-sign-manifesto"
    EXPORT_MANIFESTO = "export-manifesto"
    MANAGE_RECIPIENTS = "manage-recipients"
    MANAGE_TEMPLATES = "manage-templates"
    MAKE_PACKAGE = "make-package"
    READ_PACKAGES = "read-packages"
    READ_RECORD = "read-record"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is acted on; ``theme_id`` is None for matters of the whole edition."""

    edition_id: UUID
    theme_id: UUID | None = None
    member_id: UUID | None = None


Rule = Callable[[Actor, Subject], bool]


def _anyone(_actor: Actor, _subject: Subject) -> bool:
    return True


def _one_of(*roles: Role) -> Rule:
    def rule(actor: Actor, subject: Subject) -> bool:
        return any(actor.holds(role, subject.theme_id) for role in roles)

    return rule


def _carries_a_vote(actor: Actor, _subject: Subject) -> bool:
    return actor.holds(Role.DELEGATE) and actor.member_id is not None


def _proposer_or_secretariat(actor: Actor, subject: Subject) -> bool:
    return actor.holds(Role.SECRETARIAT) or (
        _carries_a_vote(actor, subject) and subject.member_id in {None, actor.member_id}
    )


def _proposer_or_presidium(actor: Actor, subject: Subject) -> bool:
    return _proposer_or_secretariat(actor, subject) or actor.holds(Role.CHAIR, subject.theme_id)


PERMISSIONS: dict[Action, Rule] = {
    Action.READ_EDITION: _anyone,
    Action.MANAGE_OWN_SESSIONS: _anyone,
    Action.MANAGE_PARTICIPANTS: _one_of(Role.SECRETARIAT),
    Action.FOLLOW_DRAFT: _anyone,
    Action.EDIT_DRAFT: _one_of(Role.RAPPORTEUR, Role.SECRETARIAT),
    Action.IMPORT_DRAFT: _one_of(Role.RAPPORTEUR, Role.SECRETARIAT),
    Action.CLOSE_DRAFTING: _one_of(Role.RAPPORTEUR, Role.CHAIR, Role.SECRETARIAT),
    Action.FREEZE_TEXT: _one_of(Role.RAPPORTEUR, Role.CHAIR, Role.SECRETARIAT),
    Action.FILE_AMENDMENT: _carries_a_vote,
    Action.WITHDRAW_AMENDMENT: _proposer_or_secretariat,
    Action.TAKE_OVER_AMENDMENT: _carries_a_vote,
    Action.SUPPORT_AMENDMENT: _carries_a_vote,
    Action.OBJECT_TO_AMENDMENT: _carries_a_vote,
    Action.JUDGE_AMENDMENT: _one_of(Role.CHAIR, Role.SECRETARIAT),
    Action.LINK_AMENDMENTS: _one_of(Role.CHAIR, Role.SECRETARIAT),
    Action.PROPOSE_COMPROMISE: _one_of(Role.RAPPORTEUR, Role.CHAIR, Role.SECRETARIAT),
    Action.ANSWER_COMPROMISE: _proposer_or_presidium,
    Action.ADVISE_ON_AMENDMENT: _one_of(Role.RAPPORTEUR, Role.SECRETARIAT),
    Action.ANSWER_ADVICE: _proposer_or_secretariat,
    Action.TAG_AMENDMENT: _one_of(Role.RAPPORTEUR, Role.CHAIR, Role.SECRETARIAT),
    Action.KEEP_NOTES: _anyone,
    Action.SET_DEADLINE: _one_of(Role.SECRETARIAT),
    Action.ORDER_VOTES: _one_of(Role.CHAIR, Role.SECRETARIAT),
    Action.REQUEST_VOTE: _carries_a_vote,
    Action.PROPOSE_CORRECTION: _one_of(Role.RAPPORTEUR, Role.SECRETARIAT),
    Action.CONFIRM_CORRECTION: _one_of(Role.CHAIR),
    Action.CHECK_LANGUAGES: _one_of(Role.RAPPORTEUR, Role.SECRETARIAT),
    Action.FLAG_CONTRADICTION: _one_of(Role.RAPPORTEUR, Role.CHAIR, Role.SECRETARIAT),
    Action.MERGE_THEMES: _one_of(Role.SECRETARIAT),
    Action.ISSUE_CORRIGENDUM: _one_of(Role.SECRETARIAT, Role.PRESIDENT),
    Action.PREPARE_POLL: _one_of(Role.CHAIR, Role.SECRETARIAT),
    Action.CONDUCT_POLL: _one_of(Role.CHAIR),
    Action.CAST_BALLOT: _carries_a_vote,
    Action.FOLLOW_POLLS: _anyone,
    Action.COMPOSE_MANIFESTO: _one_of(Role.SECRETARIAT, Role.CHAIR),
    Action.SIGN_MANIFESTO: _one_of(Role.PRESIDENT, Role.SIGNATORY),
    Action.CO_SIGN_MANIFESTO: _carries_a_vote,
    Action.EXPORT_MANIFESTO: _anyone,
    Action.MANAGE_RECIPIENTS: _one_of(Role.SECRETARIAT),
    Action.MANAGE_TEMPLATES: _one_of(Role.SECRETARIAT),
    Action.MAKE_PACKAGE: _one_of(Role.SECRETARIAT),
    Action.READ_PACKAGES: _one_of(Role.SECRETARIAT, Role.PRESIDENT),
    Action.READ_RECORD: _anyone,
}


def permits(actor: Actor | None, action: Action, subject: Subject) -> bool:
    """Whether ``actor`` may; strangers and people of another edition never may."""
    rule = PERMISSIONS.get(action)
    if actor is None or rule is None or actor.edition_id != subject.edition_id:
        return False
    return rule(actor, subject)


def ensure_permitted(actor: Actor | None, action: Action, subject: Subject) -> Actor:
    """The actor, if permitted.

    Raises:
        NotPermitted: the table has no rule that lets this actor act on this subject.
    """
    if actor is None or not permits(actor, action, subject):
        raise NotPermitted(action=action.value)
    return actor
