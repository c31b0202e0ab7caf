"""What goes wrong with the embedded database, said so that the reader can act."""


class PostgresFailure(RuntimeError):
    """The embedded PostgreSQL cannot be used. The message says what, why and what next, in whole sentences."""
