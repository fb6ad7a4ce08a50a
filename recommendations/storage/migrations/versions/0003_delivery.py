"""Passkeys and co-signatures, packages and their recipients, templates, and Word files that came back."""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


ROLES = ("secretariat", "rapporteur", "chair", "president", "delegate", "observer")
NEW_ROLES = ("secretariat", "rapporteur", "chair", "president", "signatory", "delegate", "observer")
PACKAGE_STATES = ("waiting", "in_work", "ready", "failed")
TABLES = ("draft_uploads", "word_uploads", "packages", "word_templates", "recipients", "co_signatures", "key_challenges", "passkeys")


def upgrade() -> None:
    allow_roles(NEW_ROLES)
    op.add_column("signatures", sa.Column("deputises_because", sa.Text(), server_default="", nullable=False))
    op.add_column("editions", sa.Column("register_number", sa.Text(), server_default="", nullable=False))
    op.add_column("signatures", sa.Column("proof", sa.JSON(), nullable=True))
    op.add_column("polls", sa.Column("postponed_at", sa.DateTime(timezone=True), nullable=True))
    put_off = "state = 'prepared' AND amendment_id IN (SELECT id FROM amendments WHERE state = 'postponed')"
    op.execute(sa.text(f"UPDATE polls SET postponed_at = prepared_at WHERE {put_off}"))
    create_keys()
    create_co_signatures()
    create_templates()
    create_packages()
    create_word_files()


def downgrade() -> None:
    refuse_to_lose()
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("polls", "postponed_at")
    op.drop_column("signatures", "proof")
    op.drop_column("editions", "register_number")
    op.drop_column("signatures", "deputises_because")
    allow_roles(ROLES)


def refuse_to_lose() -> None:
    """Nothing that the older form has no place for may be dropped in silence: that is what a backup is for."""
    kept = {table: sa.true() for table in TABLES if table not in ("key_challenges", "draft_uploads")}
    kept |= {"signatures": sa.text("proof IS NOT NULL OR deputises_because != ''"), "offices": sa.text("role = 'signatory'")}
    kept |= {"editions": sa.text("register_number != ''")}
    kept |= {"polls": sa.text("state = 'prepared' AND postponed_at IS NOT NULL")}
    for table, is_new in kept.items():
        if op.get_bind().scalar(sa.select(sa.func.count()).select_from(sa.table(table)).where(is_new)):
            raise RuntimeError(f"{table} holds what migration 0002 has no place for: restore a backup instead")


def allow_roles(new: tuple[str, ...]) -> None:
    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_offices_role"), type_="check")
        batch_op.alter_column("role", existing_type=sa.Text(), type_=sa.String(11), existing_nullable=False)
        listed = ", ".join(f"'{role}'" for role in new)
        batch_op.create_check_constraint(batch_op.f("ck_offices_role"), sa.text(f"role IN ({listed})"))


def create(table: str, *columns: sa.Column, refers: dict[str, str], unique: tuple[str, ...] = (), indexed=()) -> None:
    keys = [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"))
        for name, other in refers.items()
    ]
    if unique:
        keys.append(sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")))
    identifier = sa.Column("id", sa.Uuid(), nullable=False)
    op.create_table(table, *columns, identifier, *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))
    for name in indexed:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def reference(name: str, *, optional: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=optional)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def figure(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def moment(name: str, *, optional: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def content(name: str, *, optional: bool = False) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=optional)


def create_keys() -> None:
    create(
        "passkeys",
        *(reference("person_id"), text("credential"), content("public_key"), figure("uses")),
        *(text("label"), moment("created_at")),
        refers={"person_id": "persons"},
        unique=("credential",),
        indexed=("person_id",),
    )
    create(
        "key_challenges",
        *(reference("person_id"), reference("manifesto_id", optional=True), content("nonce"), moment("expires_at")),
        refers={"person_id": "persons", "manifesto_id": "manifestos"},
        indexed=("person_id",),
    )


def create_co_signatures() -> None:
    create(
        "co_signatures",
        *(reference("manifesto_id"), reference("member_id"), reference("person_id"), text("name"), text("function")),
        *(text("sha256"), moment("at"), text("mandate_name"), content("mandate", optional=True)),
        refers={"manifesto_id": "manifestos", "member_id": "members", "person_id": "persons"},
        unique=("manifesto_id", "member_id"),
        indexed=("manifesto_id",),
    )


def create_templates() -> None:
    create(
        "word_templates",
        *(reference("edition_id"), text("name"), text("sha256"), reference("person_id"), moment("at")),
        *(sa.Column("is_used", sa.Boolean(), nullable=False), moment("used_at", optional=True)),
        *(sa.Column("report", sa.JSON(), nullable=False), content("content")),
        refers={"edition_id": "editions", "person_id": "persons"},
        indexed=("edition_id",),
    )
    is_used = sa.text("is_used")
    op.create_index(
        *("uq_word_templates_used", "word_templates", ["edition_id"]),
        unique=True,
        sqlite_where=is_used,
        postgresql_where=is_used,
    )


def create_packages() -> None:
    create(
        "recipients",
        *(reference("edition_id"), figure("position"), text("addressee"), text("name"), text("office")),
        *(text("address"), text("salutation"), text("language")),
        refers={"edition_id": "editions"},
        indexed=("edition_id",),
    )
    states = sa.Enum(*PACKAGE_STATES, name="packagestate", native_enum=False, create_constraint=True)
    create(
        "packages",
        *(reference("edition_id"), reference("manifesto_id"), figure("number"), sa.Column("state", states, nullable=False)),
        *(text("step"), figure("done"), figure("total"), text("fault"), text("sha256"), figure("size")),
        *(sa.Column("left_out", sa.JSON(), nullable=False), sa.Column("has_pdf", sa.Boolean(), nullable=False)),
        *(reference("person_id"), moment("created_at"), moment("finished_at", optional=True)),
        *(reference("template_id", optional=True), content("content", optional=True)),
        refers={
            "edition_id": "editions",
            "manifesto_id": "manifestos",
            "template_id": "word_templates",
            "person_id": "persons",
        },
        unique=("edition_id", "number"),
        indexed=("edition_id",),
    )


def create_word_files() -> None:
    create(
        "word_uploads",
        *(reference("edition_id"), reference("theme_id"), reference("revision_id"), reference("person_id")),
        *(text("language"), text("name"), text("sha256"), moment("at")),
        *(sa.Column("found", sa.JSON(), nullable=False), sa.Column("filed", sa.JSON(), nullable=False)),
        content("content"),
        refers={
            "edition_id": "editions",
            "theme_id": "themes",
            "revision_id": "revisions",
            "person_id": "persons",
        },
        indexed=("edition_id", "person_id"),
    )
    create(
        "draft_uploads",
        *(reference("edition_id"), reference("theme_id", optional=True), reference("person_id")),
        *(text("language"), text("name"), text("sha256"), moment("at")),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("reading", "found", "made")),
        content("content", optional=True),
        refers={"edition_id": "editions", "theme_id": "themes", "person_id": "persons"},
        indexed=("edition_id", "person_id"),
    )
