"""The hub keeps one face: the same key at every start."""

import stat
from pathlib import Path

import keyring
import keyring.backend
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub import keys


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that works."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def working_keyring() -> "MemoryKeyring":
    before, ring = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_without_a_keyring_the_key_is_a_file_only_the_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "hub-key"
    first = keys.load(file, "hub")
    assert keys.load(file, "hub") == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["hub-key"]


def test_the_public_half_belongs_to_the_private_one(tmp_path: Path) -> None:
    key = keys.load(tmp_path / "hub-key", "hub")
    private = X25519PrivateKey.from_private_bytes(key.private)
    assert private.public_key().public_bytes_raw() == key.public


def test_a_working_keyring_holds_the_key_and_no_file_is_made(
    tmp_path: Path, working_keyring: MemoryKeyring
) -> None:
    file = tmp_path / "hub-key"
    first = keys.load(file, "hub-1")
    assert keys.load(file, "hub-1") == first
    assert keys.load(file, "hub-2") != first
    assert not file.exists()
    assert set(working_keyring.kept) == {("proofdesk", "hub-1"), ("proofdesk", "hub-2")}


def test_a_key_file_counts_even_when_a_keyring_appears_later(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "hub-key"
    first = keys.load(file, "hub")
    request.getfixturevalue("working_keyring")
    assert keys.load(file, "hub") == first


@pytest.mark.parametrize("content", ["", "not base64!", "c2hvcnQ="])
def test_a_damaged_key_file_is_said_and_never_replaced(tmp_path: Path, content: str) -> None:
    file = tmp_path / "hub-key"
    file.write_text(content)
    with pytest.raises(keys.KeyUnreadable, match="paired anew"):
        keys.load(file, "hub")
    assert file.read_text() == content


def test_a_key_never_shows_its_private_half(tmp_path: Path) -> None:
    key = keys.load(tmp_path / "hub-key", "hub")
    assert key.private.hex() not in repr(key)
    assert repr(key.private) not in repr(key)


def test_the_signing_key_is_another_key_and_stays_the_same(tmp_path: Path) -> None:
    file = tmp_path / "signing-key"
    first = keys.load_signing(file, "hub")
    assert keys.load_signing(file, "hub", make=False) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first.private.hex() not in repr(first)
    assert len(first.fingerprint) == 64


def test_both_keys_lie_side_by_side_in_a_keyring(
    tmp_path: Path, working_keyring: MemoryKeyring
) -> None:
    static, signing = (
        keys.load(tmp_path / "hub-key", "hub-1"),
        keys.load_signing(tmp_path / "signing-key", "hub-1"),
    )
    assert static.private != signing.private
    assert set(working_keyring.kept) == {("proofdesk", "hub-1"), ("proofdesk", "hub-1 signing")}


def test_no_signing_key_is_made_by_who_only_reads(tmp_path: Path) -> None:
    with pytest.raises(keys.NoSigningKey, match="Start Proofdesk once"):
        keys.load_signing(tmp_path / "signing-key", "hub", make=False)
    assert not list(tmp_path.iterdir())


def test_a_damaged_signing_key_is_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "signing-key"
    file.write_text("c2hvcnQ=")
    with pytest.raises(keys.KeyUnreadable, match="fingerprint"):
        keys.load_signing(file, "hub")


def test_what_is_signed_is_known_by_the_public_half(tmp_path: Path) -> None:
    key = keys.load_signing(tmp_path / "signing-key", "hub")
    key.public.verify(key.sign(b"manifest"), b"manifest")
    with pytest.raises(InvalidSignature):
        key.public.verify(key.sign(b"manifest"), b"Manifest")
