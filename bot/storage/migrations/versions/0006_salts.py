"""secrets come of the key file: open invitation codes are found under a hash that needs it

Nothing else changes: activities.secret and service_keys.value are the salts of secrets from now on.
"""

from __future__ import annotations

import hashlib
import hmac

import sqlalchemy as sa
from alembic import context, op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

HASH = 64  # hex digits of a hash; anything else was never one of ours
PURPOSE = b"invitation_codes/"
INVITATIONS = sa.table("invitations", sa.column("id", sa.Integer), sa.column("code_hash", sa.Text))


def upgrade() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.select(INVITATIONS.c.id, INVITATIONS.c.code_hash)).all()
    for number, code_hash in rows:
        if len(code_hash) != HASH:
            continue
        key = context.config.attributes["key"]
        sealed = hmac.new(key, PURPOSE + bytes.fromhex(code_hash), hashlib.sha256).hexdigest()
        connection.execute(sa.update(INVITATIONS).where(INVITATIONS.c.id == number).values(code_hash=sealed))


def downgrade() -> None:
    """A hash cannot be taken back: open codes fall void, links go on."""
