"""Certificates of a pretended authority."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


class Certificates:
    """An authority of its own; folder: where files are written for the server to read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._own = self._made("An authority for tests", self._key.public_key(), 365, authority=True)

    def trusting(self) -> ssl.SSLContext:
        """What somebody uses who trusts this authority."""
        pem = self._own.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=pem)

    def of(self, host: str, days: int) -> tuple[Path, Path]:
        """Files of a certificate and its key, good for so many days from now (ended where negative)."""
        key = ec.generate_private_key(ec.SECP256R1())
        shown = self._made(host, key.public_key(), days, authority=False)
        files = self._folder / "shown.pem", self._folder / "shown.key"
        files[0].write_bytes(shown.public_bytes(serialization.Encoding.PEM))
        plain = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
        return files

    def _made(self, name: str, key: Any, days: int, *, authority: bool) -> x509.Certificate:
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name("An authority for tests"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=30))
            .not_valid_after(now + timedelta(days=days, hours=1))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if not authority:
            made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        return made.sign(self._key, hashes.SHA256())
