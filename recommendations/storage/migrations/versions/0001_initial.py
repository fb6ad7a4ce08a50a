"""The first tables, and the triggers that keep what is written for good."""

import sqlalchemy as sa
from alembic import op

from recommendations.storage.guards import guard_statements


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


FIXED = ("events", "revisions", "revision_units", "revision_paragraphs")


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("addressees", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("members_total", sa.Integer(), nullable=True),
        sa.Column("notice", sa.JSON(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("code", name=op.f("uq_editions_code")),
    )
    op.create_table(
        "manifestos",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "compiled",
                "put_to_vote",
                "adopted",
                "not_adopted",
                "signed",
                name="manifestostate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("composed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_manifestos_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manifestos")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_manifestos_edition_id_number")),
    )
    with op.batch_alter_table("manifestos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_manifestos_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "members",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("weight", sa.Text(), nullable=False),
        sa.Column("fee_paid", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_members_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_members_edition_id_code")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_members_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "themes",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("preamble", "theme", name="themekind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("workshop", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_themes_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_themes_edition_id_code")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_themes_edition_id_number")),
    )
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_themes_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "persons",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("accredited", sa.Boolean(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_persons_edition_id_editions")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_persons_member_id_members")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("edition_id", "email", name=op.f("uq_persons_edition_id_email")),
    )
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_persons_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_persons_member_id"), ["member_id"], unique=False)

    op.create_table(
        "texts",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("drafting", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_texts_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("theme_id", "language", name=op.f("uq_texts_theme_id_language")),
    )
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_texts_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "credentials",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("link", "code", name="credentialkind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("public_half", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_credentials_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credentials")),
        sa.UniqueConstraint("digest", name=op.f("uq_credentials_digest")),
    )
    with op.batch_alter_table("credentials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credentials_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_credentials_public_half"), ["public_half"], unique=False)

    op.create_table(
        "events",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_events_edition_id_editions")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_events_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("edition_id", "seq", name=op.f("uq_events_edition_id_seq")),
    )
    op.create_table(
        "offices",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "secretariat",
                "rapporteur",
                "chair",
                "president",
                "delegate",
                "observer",
                name="role",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_offices_person_id_persons")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_offices_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
        sa.UniqueConstraint("person_id", "role", "theme_id", name=op.f("uq_offices_person_id_role_theme_id")),
    )
    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offices_person_id"), ["person_id"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=True),
        sa.Column("line_algorithm", sa.Integer(), nullable=False),
        sa.Column("line_width", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["revisions.id"], name=op.f("fk_revisions_base_id_revisions")),
        sa.ForeignKeyConstraint(["frozen_by"], ["persons.id"], name=op.f("fk_revisions_frozen_by_persons")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_revisions_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("theme_id", "number", name=op.f("uq_revisions_theme_id_number")),
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revisions_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_sign_ins_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_ins_digest")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_person_id"), ["person_id"], unique=False)

    op.create_table(
        "signatures",
        sa.Column("manifesto_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["manifesto_id"], ["manifestos.id"], name=op.f("fk_signatures_manifesto_id_manifestos")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_signatures_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint("manifesto_id", "person_id", name=op.f("uq_signatures_manifesto_id_person_id")),
    )
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatures_manifesto_id"), ["manifesto_id"], unique=False)

    op.create_table(
        "text_snapshots",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=op.f("fk_text_snapshots_text_id_texts")),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_text_snapshots")),
    )
    op.create_table(
        "text_updates",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_text_updates_person_id_persons")),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=op.f("fk_text_updates_text_id_texts")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_text_updates")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("text_updates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_updates_text_id_seq"), ["text_id", "seq"], unique=False)

    op.create_table(
        "amendments",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("unit_uid", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "replace",
                "insert",
                "delete",
                "mixed",
                "addressees",
                "title",
                name="amendmentkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "tabled",
                "admissible",
                "inadmissible",
                "needs_rebase",
                "withdrawn",
                "fallen",
                "in_vote",
                "adopted",
                "rejected",
                "postponed",
                "annulled",
                name="amendmentstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("felled_by_id", sa.Uuid(), nullable=True),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("amended", sa.JSON(), nullable=False),
        sa.Column("hunks", sa.JSON(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filing_key", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_amendments_edition_id_editions")),
        sa.ForeignKeyConstraint(
            ["felled_by_id"], ["amendments.id"], name=op.f("fk_amendments_felled_by_id_amendments")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_amendments_member_id_members")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_amendments_person_id_persons")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_amendments_revision_id_revisions")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_amendments_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
        sa.UniqueConstraint("edition_id", "filing_key", name=op.f("uq_amendments_edition_id_filing_key")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_amendments_edition_id_number")),
    )
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendments_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_amendments_revision_id"), ["revision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_amendments_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "revision_units",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "recommendation",
                "commitment",
                "passage",
                "citation",
                "recital",
                name="unitkind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("addressees", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_revision_units_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_units")),
        sa.UniqueConstraint("revision_id", "language", "uid", name=op.f("uq_revision_units_revision_id_language_uid")),
    )
    with op.batch_alter_table("revision_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_units_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "polls",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "amendment",
                "recommendation",
                "manifesto",
                name="pollsubject",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("revision_id", sa.Uuid(), nullable=True),
        sa.Column("unit_uid", sa.Text(), nullable=True),
        sa.Column("amendment_id", sa.Uuid(), nullable=True),
        sa.Column("manifesto_id", sa.Uuid(), nullable=True),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "prepared",
                "open",
                "closed",
                "announced",
                "annulled",
                name="pollstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "majority",
            sa.Enum(
                "simple",
                "absolute_votes_cast",
                "absolute_votes_incl_abstentions",
                "absolute_present",
                "absolute_members",
                "two_thirds_cast",
                "two_thirds_incl_abstentions",
                "two_thirds_present",
                "two_thirds_members",
                "three_quarters_cast",
                "three_quarters_members",
                "unanimity_cast",
                "consensus_no_objection",
                name="majority",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "quorum",
            sa.Enum(
                "none",
                "one_third_of_members_present",
                "half_present_or_represented",
                "more_than_half_present_or_represented",
                "more_than_half_present_only",
                name="quorumrule",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("ballot_change", sa.Boolean(), nullable=False),
        sa.Column("members", sa.Text(), nullable=True),
        sa.Column("present", sa.Text(), nullable=True),
        sa.Column("represented", sa.Text(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("annulled_reason", sa.Text(), nullable=False),
        sa.Column("repeats_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendments.id"], name=op.f("fk_polls_amendment_id_amendments")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_polls_edition_id_editions")),
        sa.ForeignKeyConstraint(["manifesto_id"], ["manifestos.id"], name=op.f("fk_polls_manifesto_id_manifestos")),
        sa.ForeignKeyConstraint(["repeats_id"], ["polls.id"], name=op.f("fk_polls_repeats_id_polls")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_polls_revision_id_revisions")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_polls_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_polls_edition_id_number")),
    )
    with op.batch_alter_table("polls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_polls_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "revision_paragraphs",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["revision_units.id"], name=op.f("fk_revision_paragraphs_unit_id_revision_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_paragraphs")),
        sa.UniqueConstraint("unit_id", "uid", name=op.f("uq_revision_paragraphs_unit_id_uid")),
    )
    with op.batch_alter_table("revision_paragraphs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_paragraphs_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "roll_entries",
        sa.Column("poll_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by_proxy", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_roll_entries_member_id_members")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_roll_entries_person_id_persons")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_roll_entries_poll_id_polls")),
        sa.PrimaryKeyConstraint("poll_id", "member_id", name=op.f("pk_roll_entries")),
    )
    op.create_table(
        "ballots",
        sa.Column("poll_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum("for", "against", "abstain", name="choice", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_ballots_member_id_members")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_ballots_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["poll_id", "member_id"],
            ["roll_entries.poll_id", "roll_entries.member_id"],
            name=op.f("fk_ballots_poll_id_member_id_roll_entries"),
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_ballots_poll_id_polls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("poll_id", "member_id", name=op.f("uq_ballots_poll_id_member_id")),
    )
    for table in FIXED:
        for statement in guard_statements(op.get_bind().dialect.name, table):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("ballots")
    op.drop_table("roll_entries")
    with op.batch_alter_table("revision_paragraphs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_paragraphs_unit_id"))

    op.drop_table("revision_paragraphs")
    with op.batch_alter_table("polls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_polls_edition_id"))

    op.drop_table("polls")
    with op.batch_alter_table("revision_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_units_revision_id"))

    op.drop_table("revision_units")
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendments_theme_id"))
        batch_op.drop_index(batch_op.f("ix_amendments_revision_id"))
        batch_op.drop_index(batch_op.f("ix_amendments_edition_id"))

    op.drop_table("amendments")
    with op.batch_alter_table("text_updates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_updates_text_id_seq"))

    op.drop_table("text_updates")
    op.drop_table("text_snapshots")
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatures_manifesto_id"))

    op.drop_table("signatures")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_person_id"))

    op.drop_table("sign_ins")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revisions_theme_id"))

    op.drop_table("revisions")
    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offices_person_id"))

    op.drop_table("offices")
    op.drop_table("events")
    with op.batch_alter_table("credentials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_credentials_public_half"))
        batch_op.drop_index(batch_op.f("ix_credentials_person_id"))

    op.drop_table("credentials")
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_texts_theme_id"))

    op.drop_table("texts")
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_persons_member_id"))
        batch_op.drop_index(batch_op.f("ix_persons_edition_id"))

    op.drop_table("persons")
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_themes_edition_id"))

    op.drop_table("themes")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_members_edition_id"))

    op.drop_table("members")
    with op.batch_alter_table("manifestos", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_manifestos_edition_id"))

    op.drop_table("manifestos")
    op.drop_table("editions")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
