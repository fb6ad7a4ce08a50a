"""Every kind of amendment: wordings, parts, links, support, opinions, voting lists, corrections and what they need."""

import sqlalchemy as sa
from alembic import op

from recommendations.storage.guards import guard_statements


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


FIXED = ("amendment_versions", "voting_lists")
KINDS = ("replace", "insert", "delete", "mixed", "addressees", "title")
NEW_KINDS = (
    *("replace", "insert", "delete", "move", "mixed", "addressees"),
    *("title", "new_unit", "whole_deletion", "theme_title"),
)
STATES = (
    *("draft", "tabled", "admissible", "inadmissible", "needs_rebase", "withdrawn"),
    *("fallen", "in_vote", "adopted", "rejected", "postponed", "annulled"),
)
NEW_STATES = (
    *("seeking_support", "late", "not_admitted", "tabled", "admissible", "inadmissible", "editorial"),
    *("editorial_applied", "needs_rebase", "withdrawn", "not_moved", "merged", "fallen", "in_vote"),
    *("postponed", "adopted", "adopted_as_amended", "adopted_in_part", "rejected"),
)
SUBJECTS = ("amendment", "recommendation", "manifesto")
NEW_SUBJECTS = ("amendment", "block", "recommendation", "contradiction", "manifesto")
PROCEDURES = ("ordinary", "sub_amendment", "compromise", "alternative", "oral", "language")
REASONS = (
    *("", "deletes_whole_text", "language_only", "too_few_supporters", "late", "objected", "no_quorum"),
    *("same_words", "replaced", "excluded", "alternative", "needs_other_part", "amendment_gone", "identical"),
    "series",
)
# A draft was never filed and an annulled poll is repeated: both wait for the chair, as these do.
CARRIED_STATES = {"draft": "tabled", "annulled": "admissible"}


def upgrade() -> None:
    add_what_the_secretariat_sets()
    add_what_revisions_keep()
    amend_amendments()
    create_wordings()
    create_what_people_tie()
    create_what_members_say()
    create_what_is_said_about_them()
    create_voting_lists()
    create_what_comes_after()
    amend_polls()
    keep_first_wordings()
    for table in FIXED:
        for statement in guard_statements(op.get_bind().dialect.name, table):
            op.execute(statement)


def downgrade() -> None:
    refuse_to_lose()
    restore_polls()
    for table in (
        *("poll_items", "vote_requests", "voting_lists"),
        *("contradictions", "language_confirmations", "corrigenda", "corrections"),
        *("private_notes", "amendment_tags", "opinions"),
        *("kept_forms", "objections", "supports"),
        *("amendment_links", "part_wordings", "amendment_parts", "amendment_versions"),
    ):
        op.drop_table(table)
    restore_amendments()
    op.drop_column("revision_units", "origin")
    op.drop_column("revisions", "title")
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_themes_merged_into_id_themes"), type_="foreignkey")
        batch_op.drop_column("merged_into_id")
    op.drop_column("editions", "amendment_deadline")


def choice(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def add_what_the_secretariat_sets() -> None:
    op.add_column("editions", sa.Column("amendment_deadline", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_themes_merged_into_id_themes"), "themes", ["merged_into_id"], ["id"])


def add_what_revisions_keep() -> None:
    # Columns added in place: a table made anew would lose the triggers that keep these rows for good.
    op.add_column("revisions", sa.Column("title", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("revision_units", sa.Column("origin", sa.Text(), server_default="", nullable=False))


def amend_amendments() -> None:
    for old, new in CARRIED_STATES.items():
        op.execute(f"UPDATE amendments SET state = '{new}' WHERE state = '{old}'")
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        change_choices(batch_op, "kind", KINDS, NEW_KINDS, "amendmentkind")
        change_choices(batch_op, "state", STATES, NEW_STATES, "amendmentstate")
        batch_op.alter_column("member_id", existing_type=sa.Uuid(), nullable=True)
        for column in (
            sa.Column("procedure", choice(PROCEDURES, "procedure"), server_default="ordinary", nullable=False),
            sa.Column("state_code", choice(REASONS, "statereason"), server_default="", nullable=False),
            sa.Column("version", sa.Integer(), server_default="1", nullable=False),
            sa.Column("is_late", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("amends_id", sa.Uuid(), nullable=True),
            sa.Column("amends_version", sa.Integer(), nullable=True),
            sa.Column("placed_after", sa.Text(), nullable=True),
            sa.Column("series_id", sa.Uuid(), nullable=True),
            sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
            sa.Column("returns_to", choice(NEW_STATES, "returns_to"), nullable=True),
        ):
            batch_op.add_column(column)
        batch_op.create_foreign_key(
            batch_op.f("fk_amendments_amends_id_amendments"), "amendments", ["amends_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_amendments_amends_id"), ["amends_id"], unique=False)
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        for name in ("procedure", "state_code", "version", "is_late"):
            batch_op.alter_column(name, server_default=None)


def restore_amendments() -> None:
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendments_amends_id"))
        batch_op.drop_constraint(batch_op.f("fk_amendments_amends_id_amendments"), type_="foreignkey")
        for name, check in (("procedure", "procedure"), ("state_code", "statereason"), ("returns_to", "returns_to")):
            batch_op.drop_constraint(batch_op.f(f"ck_amendments_{check}"), type_="check")
            batch_op.drop_column(name)
        for name in ("version", "is_late", "amends_id", "amends_version", "placed_after", "series_id", "withdrawn_at"):
            batch_op.drop_column(name)
        change_choices(batch_op, "kind", NEW_KINDS, KINDS, "amendmentkind")
        change_choices(batch_op, "state", NEW_STATES, STATES, "amendmentstate")
        batch_op.alter_column("member_id", existing_type=sa.Uuid(), nullable=False)


def amend_polls() -> None:
    with op.batch_alter_table("polls", schema=None) as batch_op:
        change_choices(batch_op, "subject", SUBJECTS, NEW_SUBJECTS, "pollsubject")
        batch_op.add_column(sa.Column("part", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("contradiction_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_polls_contradiction_id_contradictions"), "contradictions", ["contradiction_id"], ["id"]
        )


def restore_polls() -> None:
    with op.batch_alter_table("polls", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_polls_contradiction_id_contradictions"), type_="foreignkey")
        batch_op.drop_column("contradiction_id")
        batch_op.drop_column("part")
        change_choices(batch_op, "subject", NEW_SUBJECTS, SUBJECTS, "pollsubject")


def change_choices(batch_op, column: str, old: tuple[str, ...], new: tuple[str, ...], name: str) -> None:
    batch_op.alter_column(column, existing_type=choice(old, name), type_=choice(new, name), existing_nullable=False)


def keep_first_wordings() -> None:
    op.execute(
        "INSERT INTO amendment_versions (amendment_id, number, revision_id, cause, amended, hunks, person_id, at)"
        " SELECT id, 1, revision_id, 'filed', amended, hunks, person_id, filed_at FROM amendments"
    )


def refuse_to_lose() -> None:
    """Nothing that the older form has no place for may be dropped in silence: that is what a backup is for."""
    amendments, polls = sa.table("amendments"), sa.table("polls")
    unknown = sa.or_(
        sa.column("procedure") != "ordinary",
        sa.column("version") != 1,
        sa.column("kind").not_in(KINDS),
        sa.column("state").not_in(STATES),
    )
    new_polls = sa.or_(sa.column("subject").not_in(SUBJECTS), sa.column("part").is_not(None))
    for table, is_new in ((amendments, unknown), (polls, new_polls)):
        if op.get_bind().scalar(sa.select(sa.func.count()).select_from(table).where(is_new)):
            raise RuntimeError(f"{table.name} holds what migration 0001 has no place for: restore a backup instead")


def create_wordings() -> None:
    op.create_table(
        "amendment_versions",
        sa.Column("amendment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column(
            "cause",
            choice(("filed", "carried_over", "rebased", "amended", "in_part", "restored"), "versioncause"),
            nullable=False,
        ),
        sa.Column("because_id", sa.Uuid(), nullable=True),
        sa.Column("amended", sa.JSON(), nullable=False),
        sa.Column("hunks", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        reference("amendment_versions", "amendment_id", "amendments"),
        reference("amendment_versions", "because_id", "amendments"),
        reference("amendment_versions", "person_id", "persons"),
        reference("amendment_versions", "revision_id", "revisions"),
        sa.PrimaryKeyConstraint("amendment_id", "number", name=op.f("pk_amendment_versions")),
    )
    op.create_table(
        "amendment_parts",
        sa.Column("amendment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", choice(NEW_STATES, "amendmentstate"), nullable=False),
        reference("amendment_parts", "amendment_id", "amendments"),
        sa.PrimaryKeyConstraint("amendment_id", "number", name=op.f("pk_amendment_parts")),
    )
    op.create_table(
        "part_wordings",
        sa.Column("amendment_id", sa.Uuid(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("amended", sa.JSON(), nullable=False),
        reference("part_wordings", "amendment_id", "amendments"),
        sa.PrimaryKeyConstraint("amendment_id", "parts", name=op.f("pk_part_wordings")),
    )


def create_what_people_tie() -> None:
    op.create_table(
        "amendment_links",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("kind", choice(("replaces", "excludes"), "linkkind"), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("consent", choice(("asked", "given", "refused"), "consent"), nullable=True),
        sa.Column("consent_by", sa.Uuid(), nullable=True),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("amendment_links", "consent_by", "persons"),
        reference("amendment_links", "edition_id", "editions"),
        reference("amendment_links", "one_id", "amendments"),
        reference("amendment_links", "other_id", "amendments"),
        reference("amendment_links", "person_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_links")),
    )
    index("amendment_links", "edition_id", "one_id", "other_id")


def create_what_members_say() -> None:
    for table in ("supports", "objections"):
        op.create_table(
            table,
            sa.Column("amendment_id", sa.Uuid(), nullable=False),
            sa.Column("member_id", sa.Uuid(), nullable=False),
            sa.Column("person_id", sa.Uuid(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            reference(table, "amendment_id", "amendments"),
            reference(table, "member_id", "members"),
            reference(table, "person_id", "persons"),
            sa.PrimaryKeyConstraint("amendment_id", "member_id", name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "kept_forms",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("kept_forms", "edition_id", "editions"),
        reference("kept_forms", "person_id", "persons"),
        reference("kept_forms", "theme_id", "themes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_forms")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_kept_forms_person_id_key")),
    )
    index("kept_forms", "edition_id", "person_id")


def create_what_is_said_about_them() -> None:
    op.create_table(
        "opinions",
        sa.Column("amendment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("advice", choice(("adopt", "adopt_modified", "reject", "separate"), "advice"), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("visible_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("opinions", "amendment_id", "amendments"),
        reference("opinions", "answered_by", "persons"),
        reference("opinions", "person_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
        sa.UniqueConstraint("amendment_id", "version", name=op.f("uq_opinions_amendment_id_version")),
    )
    index("opinions", "amendment_id")
    op.create_table(
        "amendment_tags",
        sa.Column("amendment_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        reference("amendment_tags", "amendment_id", "amendments"),
        sa.PrimaryKeyConstraint("amendment_id", "tag", name=op.f("pk_amendment_tags")),
    )
    op.create_table(
        "private_notes",
        sa.Column("amendment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_starred", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        reference("private_notes", "amendment_id", "amendments"),
        reference("private_notes", "person_id", "persons"),
        sa.PrimaryKeyConstraint("amendment_id", "person_id", name=op.f("pk_private_notes")),
    )


def create_voting_lists() -> None:
    op.create_table(
        "voting_lists",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("voting_lists", "edition_id", "editions"),
        reference("voting_lists", "person_id", "persons"),
        reference("voting_lists", "theme_id", "themes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voting_lists")),
        sa.UniqueConstraint("theme_id", "version", name=op.f("uq_voting_lists_theme_id_version")),
    )
    index("voting_lists", "edition_id", "theme_id")
    op.create_table(
        "vote_requests",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("unit_uid", sa.Text(), nullable=False),
        sa.Column("amendment_id", sa.Uuid(), nullable=True),
        sa.Column("kind", choice(("separate", "split"), "requestkind"), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("vote_requests", "amendment_id", "amendments"),
        reference("vote_requests", "edition_id", "editions"),
        reference("vote_requests", "member_id", "members"),
        reference("vote_requests", "person_id", "persons"),
        reference("vote_requests", "theme_id", "themes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_requests")),
    )
    index("vote_requests", "amendment_id", "edition_id", "theme_id")
    op.create_table(
        "poll_items",
        sa.Column("poll_id", sa.Uuid(), nullable=False),
        sa.Column("amendment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        reference("poll_items", "amendment_id", "amendments"),
        reference("poll_items", "poll_id", "polls"),
        sa.PrimaryKeyConstraint("poll_id", "amendment_id", name=op.f("pk_poll_items")),
    )


def create_what_comes_after() -> None:
    op.create_table(
        "corrections",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("unit_uid", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("amended", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            choice(("proposed", "applied", "refused", "reverted", "displaced"), "correctionstate"),
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reverted_by", sa.Uuid(), nullable=True),
        sa.Column("reverted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("corrections", "confirmed_by", "persons"),
        reference("corrections", "edition_id", "editions"),
        reference("corrections", "proposed_by", "persons"),
        reference("corrections", "reverted_by", "persons"),
        reference("corrections", "revision_id", "revisions"),
        reference("corrections", "theme_id", "themes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_corrections_edition_id_number")),
    )
    index("corrections", "edition_id", "theme_id")
    op.create_table(
        "corrigenda",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("manifesto_id", sa.Uuid(), nullable=False),
        sa.Column("result_id", sa.Uuid(), nullable=True),
        sa.Column("amended", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", choice(("open", "stopped", "in_force"), "corrigendumstate"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("objections_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("objection", sa.Text(), nullable=False),
        sa.Column("objected_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("corrigenda", "edition_id", "editions"),
        reference("corrigenda", "manifesto_id", "manifestos"),
        reference("corrigenda", "objected_by", "persons"),
        reference("corrigenda", "person_id", "persons"),
        reference("corrigenda", "result_id", "manifestos"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrigenda")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_corrigenda_edition_id_number")),
    )
    index("corrigenda", "edition_id")
    op.create_table(
        "language_confirmations",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("language_confirmations", "edition_id", "editions"),
        reference("language_confirmations", "person_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language_confirmations")),
        sa.UniqueConstraint("edition_id", "fingerprint", name=op.f("uq_language_confirmations_edition_id_fingerprint")),
    )
    index("language_confirmations", "edition_id")
    op.create_table(
        "contradictions",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("one_theme_id", sa.Uuid(), nullable=False),
        sa.Column("one_uid", sa.Text(), nullable=False),
        sa.Column("other_theme_id", sa.Uuid(), nullable=False),
        sa.Column("other_uid", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        reference("contradictions", "edition_id", "editions"),
        reference("contradictions", "one_theme_id", "themes"),
        reference("contradictions", "other_theme_id", "themes"),
        reference("contradictions", "person_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contradictions")),
    )
    index("contradictions", "edition_id")


def reference(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{referred}.id"], name=op.f(f"fk_{table}_{column}_{referred}"))


def index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
