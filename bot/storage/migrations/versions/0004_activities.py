"""activities, registers and what members ask of them; suggestions"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("rule", JSON, nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_series_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        sa.UniqueConstraint("request_key", name="uq_series_request_key"),
    )
    op.create_index("ix_series_organisation_id", "series", ["organisation_id"], unique=False)
    op.create_table(
        "activities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("credit_minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("needs_second_person", sa.Boolean(), nullable=False),
        sa.Column("shows_names", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("locked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["members.id"], name="fk_activities_confirmed_by"),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name="fk_activities_created_by"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_activities_organisation_id"),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name="fk_activities_series_id"),
        sa.PrimaryKeyConstraint("id", name="pk_activities"),
        sa.UniqueConstraint("request_key", name="uq_activities_request_key"),
    )
    op.create_index("ix_activities_organisation_id", "activities", ["organisation_id"], unique=False)
    op.create_index("ix_activities_series_id", "activities", ["series_id"], unique=False)
    op.create_index("ix_activities_starts_at", "activities", ["starts_at"], unique=False)
    op.create_index("ix_activities_state", "activities", ["state"], unique=False)
    op.create_table(
        "register_lines",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("leave", sa.String(32), nullable=True),
        sa.Column("at", MOMENT, nullable=True),
        sa.Column("via", sa.String(32), nullable=True),
        sa.Column("is_late_code", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name="fk_register_lines_activity_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_register_lines_member_id"),
        sa.PrimaryKeyConstraint("activity_id", "member_id", name="pk_register_lines"),
    )
    op.create_index("ix_register_lines_member_id", "register_lines", ["member_id"], unique=False)
    op.create_table(
        "register_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("via", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name="fk_register_changes_activity_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_register_changes_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_register_changes_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_register_changes"),
    )
    op.create_index(
        "ix_register_changes_activity_id_member_id", "register_changes", ["activity_id", "member_id"], unique=False
    )
    op.create_table(
        "wrong_checkins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_wrong_checkins_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_checkins"),
    )
    op.create_index("ix_wrong_checkins_member_id_at", "wrong_checkins", ["member_id", "at"], unique=False)
    op.create_table(
        "leave_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name="fk_leave_requests_activity_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_leave_requests_decided_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_leave_requests_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave_requests"),
        sa.UniqueConstraint("activity_id", "member_id", name="uq_leave_requests_activity_id_member_id"),
    )
    op.create_index("ix_leave_requests_member_id", "leave_requests", ["member_id"], unique=False)
    op.create_table(
        "make_up_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name="fk_make_up_tasks_activity_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_make_up_tasks_decided_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_make_up_tasks_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_make_up_tasks"),
        sa.UniqueConstraint("activity_id", "member_id", name="uq_make_up_tasks_activity_id_member_id"),
    )
    op.create_index("ix_make_up_tasks_member_id", "make_up_tasks", ["member_id"], unique=False)
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activities.id"], name="fk_disputes_activity_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_disputes_decided_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_disputes_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_disputes"),
    )
    op.create_index("ix_disputes_activity_id_member_id", "disputes", ["activity_id", "member_id"], unique=False)
    op.create_index("ix_disputes_member_id", "disputes", ["member_id"], unique=False)
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
        sa.UniqueConstraint("request_key", name="uq_suggestions_request_key"),
    )


def downgrade() -> None:
    op.drop_table("suggestions")
    op.drop_table("disputes")
    op.drop_table("make_up_tasks")
    op.drop_table("leave_requests")
    op.drop_table("wrong_checkins")
    op.drop_table("register_changes")
    op.drop_table("register_lines")
    op.drop_table("activities")
    op.drop_table("series")
