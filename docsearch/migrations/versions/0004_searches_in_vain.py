"""Searches that found nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "unanswered_searches",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("query", sa.String(length=200), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", "language", name=op.f("pk_unanswered_searches")),
    )
    with op.batch_alter_table("unanswered_searches", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unanswered_searches_last_day"), ["last_day"], unique=False
        )


def downgrade() -> None:
    """Take them back."""
    with op.batch_alter_table("unanswered_searches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unanswered_searches_last_day"))

    op.drop_table("unanswered_searches")
