"""The tables of the design, nothing more. Every row carries its installation.

Instants are Unix seconds. JSON is kept as text with sorted keys, so that equal data are equal text
on both databases.
"""

import sqlalchemy as sa

metadata = sa.MetaData()

Ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that compares byte by byte; PostgreSQL would otherwise sort by the server's language."""

_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

installation = sa.Table(
    "installation",
    metadata,
    sa.Column("id", _Id, primary_key=True, autoincrement=False),
    sa.Column("account", sa.Text, nullable=False, server_default=""),
    sa.Column("active", sa.Boolean, nullable=False),
    # Counts the readings of a file that brought something new: other processes then read it, too.
    sa.Column("reading", sa.Integer, nullable=False, server_default="0"),
    # Counts what people set on their pages, for the same reason.
    sa.Column("settings", sa.Integer, nullable=False, server_default="0"),
)

repository = sa.Table(
    "repository",
    metadata,
    sa.Column("installation", _Id, primary_key=True),
    sa.Column("id", _Id, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("problem", sa.Text),
)

place = sa.Table(
    "place",
    metadata,
    sa.Column("installation", _Id, primary_key=True),
    sa.Column("repository", _Id, primary_key=True),
    sa.Column("thing", sa.Text, primary_key=True),
    sa.Column("scope", sa.Text, nullable=False),
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("seq", _Id, primary_key=True, autoincrement=True),
    sa.Column("installation", _Id, nullable=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("sha", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("received_at", sa.Float, nullable=False),
    sa.Column("status", sa.Text, nullable=False, server_default="waiting"),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("next_try", sa.Float, nullable=False, server_default="0"),
    sa.Column("error", sa.Text),
    sa.UniqueConstraint("installation", "id", "sha", name="delivery_once"),
)
sa.Index(
    "delivery_waiting",
    delivery.c.next_try,
    delivery.c.seq,
    sqlite_where=delivery.c.status == "waiting",
    postgresql_where=delivery.c.status == "waiting",
)

fact = sa.Table(
    "fact",
    metadata,
    sa.Column("installation", _Id, primary_key=True),
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("order", Ordered, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("ambiguous", sa.Boolean, nullable=False, server_default=sa.false()),
    sqlite_with_rowid=False,
)

scope = sa.Table(
    "scope",
    metadata,
    sa.Column("installation", _Id, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("parent", sa.Text),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("dirty", sa.Integer, nullable=False, server_default="0"),
    sa.Column("clean", sa.Integer, nullable=False, server_default="0"),
    sa.Column("wake", sa.Float),
    sa.Column("card", sa.Text),
    sa.Column("swept_at", sa.Float),
    sqlite_with_rowid=False,
)
sa.Index(
    "scope_dirty",
    scope.c.installation,
    scope.c.rank,
    scope.c.key,
    sqlite_where=scope.c.dirty > scope.c.clean,
    postgresql_where=scope.c.dirty > scope.c.clean,
)
sa.Index(
    "scope_wake",
    scope.c.installation,
    scope.c.wake,
    sqlite_where=scope.c.wake.is_not(None),
    postgresql_where=scope.c.wake.is_not(None),
)
sa.Index("scope_parent", scope.c.installation, scope.c.parent)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("installation", _Id, primary_key=True),
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("repository", _Id, nullable=False),
    sa.Column("ref", _Id, nullable=False, server_default="0"),
    sa.Column("at", sa.Float, nullable=False, server_default="0"),
    sa.Column("hash", sa.Text, nullable=False, server_default=""),
    sa.Column("state", sa.Text),
    sa.Column("parameters", sa.Text, nullable=False, server_default="{}"),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("intent_at", sa.Float, nullable=False, server_default="0"),
    sa.Column("target", _Id, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
sa.Index("ledger_ref", ledger.c.installation, ledger.c.repository, ledger.c.kind, ledger.c.ref)

ping = sa.Table(
    "ping",
    metadata,
    sa.Column("installation", _Id, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("at", sa.Float, primary_key=True),
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)

lease = sa.Table(
    "lease",
    metadata,
    sa.Column("installation", _Id, primary_key=True, autoincrement=False),
    sa.Column("owner", sa.Text, nullable=False, server_default=""),
    sa.Column("fence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("until", sa.Float, nullable=False, server_default="0"),
    sa.Column("next_write", sa.Float, nullable=False, server_default="0"),
    sa.Column("creating", sa.Float, nullable=False, server_default="0"),
    sa.Column("retry_after", sa.Float, nullable=False, server_default="0"),
    sa.Column("backoff", sa.Integer, nullable=False, server_default="0"),
)

# What people set on `/me`, sealed. It is theirs and belongs to no installation; `person` is the
# numeric id at GitHub, because logins change hands. `edition` is another one with each write.
private = sa.Table(
    "private",
    metadata,
    sa.Column("person", _Id, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("edition", sa.BigInteger, nullable=False),
    sa.Column("sealed", sa.Text, nullable=False),
)
