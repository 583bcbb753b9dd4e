"""sessions: the day an account was last seen; a browser's token that has ended is never bound again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BROWSER = sa.text("channel = 'browser'")
ACCOUNTS = sa.table(
    "accounts",
    sa.column("id", sa.Integer()),
    sa.column("channel", sa.String(32)),
    sa.column("external_id", sa.Text()),
    sa.column("revoked_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("last_seen_on", sa.Date(), nullable=True))
    end_tokens_that_lived_again()
    op.create_index(
        "ux_accounts_browser",
        "accounts",
        ["external_id"],
        unique=True,
        sqlite_where=BROWSER,
        postgresql_where=BROWSER,
    )


def end_tokens_that_lived_again() -> None:
    """A browser that was bound twice kept its token, which may be known to others: it has to be invited anew."""
    twice = (
        sa.select(ACCOUNTS.c.external_id)
        .where(ACCOUNTS.c.channel == "browser")
        .group_by(ACCOUNTS.c.external_id)
        .having(sa.func.count() > 1)
    )
    op.execute(
        sa.update(ACCOUNTS)
        .where(ACCOUNTS.c.channel == "browser", ACCOUNTS.c.external_id.in_(twice))
        .values(
            external_id=ACCOUNTS.c.external_id + "#" + sa.cast(ACCOUNTS.c.id, sa.Text()),
            revoked_at=sa.func.coalesce(ACCOUNTS.c.revoked_at, sa.func.current_timestamp()),
        )
    )


def downgrade() -> None:
    op.drop_index("ux_accounts_browser", table_name="accounts")
    op.drop_column("accounts", "last_seen_on")
