"""The certificates of a machine that serves its own network: made once, renewed in time, trusted."""

from __future__ import annotations

import re
import ssl
import urllib.request
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from hofte.web.serving import lan
from hofte.web.serving.lan import Certificate, make_certificate

HOME = (ip_address("192.168.1.7"), ip_address("fd00::7"))
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def leaf(certificate: Certificate) -> x509.Certificate:
    return x509.load_pem_x509_certificates(certificate.chain.read_bytes())[0]


def test_every_address_and_name_is_in_the_certificate(tmp_path: Path) -> None:
    known_as = (
        leaf(make_certificate(tmp_path, HOME)).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    )
    assert set(known_as.get_values_for_type(x509.IPAddress)) == {*HOME, ip_address("127.0.0.1"), ip_address("::1")}
    assert "localhost" in known_as.get_values_for_type(x509.DNSName)


def test_the_same_addresses_keep_the_certificate(tmp_path: Path) -> None:
    first = make_certificate(tmp_path, HOME).chain.read_bytes()
    assert make_certificate(tmp_path, HOME[:1]).chain.read_bytes() == first


@pytest.mark.parametrize(
    ("wanted", "later"), [((*HOME, ip_address("10.0.0.9")), 0), (HOME, lan.LEAF_DAYS - lan.RENEW_DAYS)]
)
def test_a_new_address_or_an_old_certificate_renews_it_under_the_same_authority(
    tmp_path: Path, wanted: tuple[Any, ...], later: int
) -> None:
    before = make_certificate(tmp_path, HOME, now=NOW)
    first, authority = leaf(before), before.authority.read_bytes()
    after = make_certificate(tmp_path, wanted, now=NOW + timedelta(days=later))
    assert leaf(after).serial_number != first.serial_number
    assert after.authority.read_bytes() == authority
    leaf(after).verify_directly_issued_by(x509.load_pem_x509_certificate(authority))


def test_phones_accept_how_long_it_is_valid(tmp_path: Path) -> None:
    found = leaf(make_certificate(tmp_path, HOME, now=NOW))
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=398)


def test_an_authority_that_ends_is_made_anew_in_time(tmp_path: Path) -> None:
    first = make_certificate(tmp_path, HOME, now=NOW).authority.read_bytes()
    late = NOW + timedelta(days=lan.AUTHORITY_DAYS - lan.LEAF_DAYS)
    again = make_certificate(tmp_path, HOME, now=late)
    assert again.authority.read_bytes() != first
    leaf(again).verify_directly_issued_by(x509.load_pem_x509_certificate(again.authority.read_bytes()))


@pytest.mark.parametrize("name", [lan.AUTHORITY, lan.AUTHORITY_KEY, lan.CERTIFICATE])
@pytest.mark.parametrize("content", [b"", b"-----BEGIN RUBBISH-----", None])
def test_damaged_files_are_made_anew(tmp_path: Path, name: str, content: bytes | None) -> None:
    make_certificate(tmp_path, HOME)
    (tmp_path / name).unlink() if content is None else (tmp_path / name).write_bytes(content)
    made = make_certificate(tmp_path, HOME)
    leaf(made).verify_directly_issued_by(x509.load_pem_x509_certificate(made.authority.read_bytes()))


def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    made = make_certificate(tmp_path / "lan", HOME)
    assert {file.stat().st_mode & 0o077 for file in (made.key, tmp_path / "lan" / lan.AUTHORITY_KEY)} == {0}


def test_the_authority_can_vouch_for_no_name_on_the_internet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_certificate(tmp_path, HOME)
    authority, key = lan._authority(tmp_path, datetime.now(UTC))
    monkeypatch.setattr(lan, "names", lambda: ("localhost", "bank.example"))
    fake = lan._leaf(key.public_key(), [ip_address("127.0.0.1")], authority, key, datetime.now(UTC))
    verifier = x509.verification.PolicyBuilder().store(x509.verification.Store([authority]))
    with pytest.raises(x509.verification.VerificationError):
        verifier.build_server_verifier(x509.DNSName("bank.example")).verify(fake, [])


def test_addresses_are_those_that_others_reach() -> None:
    found = lan.addresses()
    assert not any(address.is_loopback for address in found)
    assert len(set(found)) == len(found)


def test_a_phone_that_trusts_the_machine_gets_a_secure_page(own_house: Any) -> None:
    own_house.options = ("--lan", "--host", "127.0.0.1")
    own_house.start()
    assert own_house.url.startswith("https://127.0.0.1:")
    trust = ssl.create_default_context(cafile=str(own_house.data / "lan" / lan.AUTHORITY))
    with urllib.request.urlopen(own_house.url + "/people/", context=trust) as answer:
        cookies = answer.headers.get_all("Set-Cookie")
        assert "Strict-Transport-Security" not in answer.headers
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert cookies
    assert all(cookie.startswith("__Host-hofte") and "Secure" in cookie and "Path=/" in cookie for cookie in cookies)
    assert token
    form = f"name=Astrid&csrfmiddlewaretoken={token[1]}".encode()
    headers = {"Cookie": cookies[0].partition(";")[0], "Origin": own_house.url}
    request = urllib.request.Request(own_house.url + "/people/", data=form, headers=headers)
    with urllib.request.urlopen(request, context=trust) as answer:
        assert answer.status == 200
    with urllib.request.urlopen(own_house.url + "/trust/hofte.crt", context=trust) as answer:
        assert answer.read() == (own_house.data / "lan" / lan.AUTHORITY).read_bytes()
    with pytest.raises(ssl.SSLError):
        ssl.create_default_context().wrap_socket(_connection(own_house.port), server_hostname="127.0.0.1")
    assert own_house.stop() in (0, -15)


def _connection(port: int) -> Any:
    import socket

    return socket.create_connection(("127.0.0.1", port))
