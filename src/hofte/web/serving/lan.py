"""A server for the phones at home: the addresses of this machine, and certificates of its own.

Phones give a page the wake lock and sensors over https only. This machine therefore has a small certificate authority,
made once and kept beside the database, which signs a certificate for whatever addresses the machine has today. A phone
that has been told to trust the authority never asks again; it can vouch for no name on the internet.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

import ifaddr
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Address = IPv4Address | IPv6Address

#: Phones refuse a server's certificate that is valid for longer than this.
LEAF_DAYS: Final = 397
AUTHORITY_DAYS: Final = 10 * 365
#: A certificate is made anew when fewer days than this are left.
RENEW_DAYS: Final = 30
AUTHORITY, AUTHORITY_KEY = "authority.pem", "authority-key.pem"
CERTIFICATE, KEY = "certificate.pem", "key.pem"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where the files of this machine's certificate lie: what the server needs, and what a phone may trust."""

    chain: Path
    key: Path
    authority: Path


def addresses() -> tuple[Address, ...]:
    """Every address of this machine that another may reach, the one that others most likely use first."""
    ips = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips]
    found = [ip_address(ip if isinstance(ip, str) else ip[0]) for ip in ips]
    likely = _outward()
    usable = {a for a in found if not a.is_loopback and not (a.version == 6 and a.is_link_local)}
    return tuple(sorted(usable, key=lambda a: (a != likely, a.version, not a.is_private, a.is_link_local, int(a))))


def names() -> tuple[str, ...]:
    """The names of this machine."""
    host = socket.gethostname().lower()
    short = host.split(".")[0]
    return tuple(dict.fromkeys(("localhost", short, f"{short}.local", host)))


def make_certificate(folder: Path, wanted: Sequence[Address], *, now: datetime | None = None) -> Certificate:
    """Find or make the certificate of this machine for these addresses.

    Parameters
    ----------
    folder : Path
        Where certificates and keys are kept, readable by their owner only.
    wanted : sequence of Address
    now : datetime or None
        The time, for tests.

    Returns
    -------
    Certificate
        Valid for the wanted addresses, the names of this machine and this machine itself.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    today = now or datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority, authority_key = _authority(folder, today)
    covered = [*map(ip_address, ("127.0.0.1", "::1")), *wanted]
    if not _still_good(folder / CERTIFICATE, covered, authority, today):
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = _leaf(key.public_key(), covered, authority, authority_key, today)
        _write(folder / KEY, _pem(key))
        _write(folder / CERTIFICATE, _public(leaf) + _public(authority))
    return Certificate(folder / CERTIFICATE, folder / KEY, folder / AUTHORITY)


def _outward() -> Address | None:
    """The address from which this machine would speak to others; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET: an address that nobody has
        except OSError:
            return None
        return ip_address(probe.getsockname()[0])


def _authority(folder: Path, now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        found = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
        key = serialization.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), None)
        permitted = found.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or ()
        is_good = set(names()) <= {n.value for n in permitted} and found.not_valid_after_utc > now + timedelta(
            LEAF_DAYS
        )
        if is_good and isinstance(key, ec.EllipticCurvePrivateKey):
            return found, key
    except (FileNotFoundError, ValueError, x509.ExtensionNotFound):
        pass
    fresh = ec.generate_private_key(ec.SECP256R1())
    made = _new_authority(fresh, now)
    _write(folder / AUTHORITY_KEY, _pem(fresh))
    _write(folder / AUTHORITY, _public(made))
    return made, fresh


def _new_authority(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Hofte on {names()[1]}"[:64])])
    # The one name form that matters on the internet is limited to this machine; addresses are not limited, since
    # some networks give their machines public ones.
    only = x509.NameConstraints([x509.DNSName(own) for own in (*names(), "local")], None)
    return (
        _builder(name, name, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(only, critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _leaf(
    public: ec.EllipticCurvePublicKey,
    covered: Iterable[Address],
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names()[1][:64])])
    known_as = x509.SubjectAlternativeName([*map(x509.DNSName, names()), *map(x509.IPAddress, covered)])
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    return (
        _builder(name, authority.subject, public, now, LEAF_DAYS)
        .add_extension(known_as, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(signer, critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # a phone's clock may be behind
        .not_valid_after(now + timedelta(days=days - 1))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _still_good(file: Path, wanted: Iterable[Address], authority: x509.Certificate, now: datetime) -> bool:
    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
        known_as = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        found.verify_directly_issued_by(authority)
    except (FileNotFoundError, ValueError, TypeError, x509.ExtensionNotFound, InvalidSignature):
        return False
    is_named = set(names()) <= set(known_as.get_values_for_type(x509.DNSName))
    is_addressed = set(wanted) <= set(known_as.get_values_for_type(x509.IPAddress))
    return is_named and is_addressed and found.not_valid_after_utc > now + timedelta(days=RENEW_DAYS)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, form, serialization.NoEncryption())


def _public(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write(file: Path, content: bytes) -> None:
    """Write a file for its owner only, whole or not at all."""
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)
    beside.replace(file)
