"""A model field for personal text: encrypted in the table, plain in the hands of those who may read it."""

from django.db import models

from bihuan.privacy.ciphers import decrypt, encrypt


class PersonalText(models.BinaryField):
    """Text that is encrypted at rest. It cannot be searched; keep a blind index beside it where it must be found."""

    # What the type checker takes in and gives out: text, although bytes are stored.
    _pyi_private_set_type: str | bytes
    _pyi_private_get_type: str  # type: ignore[assignment]

    def from_db_value(self, value: bytes | None, expression: object, connection: object) -> str:
        """Decrypt on reading."""
        return decrypt(value)

    def get_prep_value(self, value: str | None) -> bytes:
        """Encrypt on writing."""
        return encrypt(value or "")

    def get_db_prep_value(self, value: object, connection: object, prepared: bool = False) -> bytes:
        """Encrypt once, whichever way the value comes in."""
        return value if isinstance(value, bytes) else encrypt(str(value or ""))
