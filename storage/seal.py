"""Seals personal fields: AES-256-GCM, one key in use, older ones kept for reading; keyed search digests.

A sealed value is: version byte 1 · key id (one byte) · nonce (12 random bytes) · ciphertext and tag.
Its associated data is "table.column:row", so a value moved to another row or column does not open.
Random nonces are safe for 2^32 values of one key; add a new key long before.
"""

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StoreError

_VERSION = 1
_NONCE = 12
_KEY = 32
_REMEDY = "start with the key file this store was made with; without it the sealed fields cannot be read"
_FORMAT = 'write one key a line as "id:base64", id 1 to 255, as generate_key() does'


def generate_key(key_id: int = 1) -> str:
    """A new key as text for the key file: "1:<base64 of 32 random bytes>"."""
    return f"{key_id}:{base64.urlsafe_b64encode(secrets.token_bytes(_KEY)).decode()}"


class Keys:
    """The keys of one store. The highest id seals; every id opens. To rotate, add a line with the
    next id and keep the old ones."""

    def __init__(self, secrets_by_id: Mapping[int, bytes]) -> None:
        """secrets_by_id: id 1–255 → 32 bytes."""
        if not secrets_by_id:
            raise StoreError("no key given", where="key file", remedy=_FORMAT)
        for key_id, secret in secrets_by_id.items():
            if not 1 <= key_id <= 255 or len(secret) != _KEY:
                raise StoreError("a key is malformed", where=f"key {key_id}", remedy=_FORMAT)
        self.current = max(secrets_by_id)
        self._ciphers = {n: AESGCM(_derive(secret, b"seal")) for n, secret in secrets_by_id.items()}
        newest_first = sorted(secrets_by_id.items(), reverse=True)
        self._index = [_derive(secret, b"index") for _, secret in newest_first]
        self._head = bytes((_VERSION, self.current))
        self._encrypt = self._ciphers[self.current].encrypt

    @classmethod
    def from_text(cls, text: str) -> "Keys":
        """Keys from lines (or comma-separated parts) of "id:base64"; blank lines and # are skipped."""
        parts = [part.strip() for part in text.replace(",", "\n").splitlines()]
        found: dict[int, bytes] = {}
        for number, part in enumerate(parts, 1):
            if part and not part.startswith("#"):
                key_id, secret = _parse(part, number)
                if key_id in found:
                    raise StoreError("a key id occurs twice", where=f"key {key_id}", remedy=_FORMAT)
                found[key_id] = secret
        return cls(found)

    @classmethod
    def from_file(cls, path: Path) -> "Keys":
        try:
            text = path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as fault:
            raise StoreError("the key file cannot be read", where=str(path), remedy=_REMEDY) from fault
        return cls.from_text(text)

    def __repr__(self) -> str:
        return f"Keys({sorted(self._ciphers)})"

    def seal(self, plain: bytes, place: str) -> bytes:
        """Seal under the current key. place: "table.column:row"."""
        nonce = os.urandom(_NONCE)
        return self._head + nonce + self._encrypt(nonce, plain, place.encode())

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """What was sealed at this place; StoreError where key, place or bytes are wrong."""
        if len(sealed) < 2 + _NONCE + 16 or sealed[0] != _VERSION:
            raise StoreError("a sealed value is damaged", where=place, remedy="restore the last backup")
        cipher = self._ciphers.get(sealed[1])
        if cipher is None:
            raise StoreError(f"key {sealed[1]} is missing", where=place, remedy=_REMEDY)
        try:
            return cipher.decrypt(sealed[2 : 2 + _NONCE], sealed[2 + _NONCE :], place.encode())
        except InvalidTag:
            raise StoreError("a sealed value does not open", where=place, remedy=_REMEDY) from None

    def digests(self, text: str) -> tuple[str, ...]:
        """HMAC-SHA-256 of the text under every key as hex, the current key's first: write the first,
        search for all."""
        data = text.encode()
        return tuple([hmac.digest(key, data, "sha256").hex() for key in self._index])


def _derive(secret: bytes, purpose: bytes) -> bytes:
    """A key of its own for each purpose (HKDF-SHA-256)."""
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=b"rasoat v1 " + purpose).derive(secret)


def _parse(part: str, number: int) -> tuple[int, bytes]:
    key_id, colon, text = part.partition(":")
    try:
        if not colon:
            raise ValueError
        return int(key_id), base64.b64decode(text.encode(), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise StoreError(
            "a key line is malformed", where=f"key file, line {number}", remedy=_FORMAT
        ) from None
