"""Encryption of personal fields, and the blind index by which an equal value is found again.

AES-256-GCM with a random nonce for what must be read again; HMAC-SHA-256 for what must only be found. Both keys are
derived from one secret, so an operator keeps one thing safe.
"""

import hashlib
import hmac
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


@cache
def _key(purpose: str) -> bytes:
    return hmac.digest(settings.PERSONAL_DATA_KEY.encode(), purpose.encode(), hashlib.sha256)


@cache
def _cipher() -> AESGCM:
    return AESGCM(_key("field"))


def encrypt(text: str) -> bytes:
    """Encrypt a value for storage; an empty value stays empty."""
    if not text:
        return b""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, text.encode(), None)


def decrypt(stored: bytes | memoryview | None) -> str:
    """Read a stored value. Raises ``InvalidTag`` if it was changed or the key is another one."""
    if not stored:
        return ""
    stored = bytes(stored)
    return _cipher().decrypt(stored[:_NONCE], stored[_NONCE:], None).decode()


def blind_index(value: str) -> str:
    """32 hexadecimal digits by which an equal value is found, and nothing of the value is told; "" for ""."""
    return hmac.new(_key("index"), value.encode(), hashlib.sha256).hexdigest()[:32] if value else ""


def code_for(purpose: str, subject: object, digits: int = 6) -> str:
    """A short decimal code that belongs to ``subject`` and can be told over the telephone; nothing has to be stored."""
    digest = hmac.new(_key(purpose), str(subject).encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 10**digits:0{digits}d}"
