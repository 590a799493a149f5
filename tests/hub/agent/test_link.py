"""Pairing links: taken apart, or refused with a word that helps."""

import pytest

from hub.agent.link import BadLink, from_base64url, parse, to_base64url

KEY, SECRET, ID = to_base64url(bytes(32)), to_base64url(b"s" * 32), to_base64url(b"12345678")
URL = "ws%3A%2F%2F127.0.0.1%3A47150%2Fagent"


def test_a_link_with_the_hubs_key_is_for_the_encrypted_channel() -> None:
    link = parse(f" proofdesk://pair/1?u={URL}&h={KEY}&i={ID}&s={SECRET}\n")
    assert link.url == "ws://127.0.0.1:47150/agent"
    assert link.channel == "noise"
    assert (link.hub_key, link.id_bytes, link.secret_bytes) == (bytes(32), b"12345678", b"s" * 32)


def test_a_link_without_it_is_for_the_plain_one() -> None:
    assert parse(f"proofdesk://pair/1?u={URL}&i={ID}&s={SECRET}").channel == "json"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "begins with"),
        ("https://pair/1", "begins with"),
        (f"proofdesk://pair/2?u={URL}&i={ID}&s={SECRET}", "another version"),
        (f"proofdesk://pair/1?i={ID}&s={SECRET}", "where the hub is"),
        (f"proofdesk://pair/1?u=http%3A%2F%2Fx&i={ID}&s={SECRET}", "where the hub is"),
        (f"proofdesk://pair/1?u={URL}&i={ID}&s={SECRET[:-4]}", "secret"),
        (f"proofdesk://pair/1?u={URL}&i={ID}", "secret"),
        (f"proofdesk://pair/1?u={URL}&i=!!&s={SECRET}", "id"),
        (f"proofdesk://pair/1?u={URL}&h=x&i={ID}&s={SECRET}", "key"),
    ],
)
def test_what_is_no_link_is_told_why(text: str, part: str) -> None:
    with pytest.raises(BadLink, match=part):
        parse(text)


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"abc", bytes(range(256))])
def test_base64url_without_padding(data: bytes) -> None:
    assert from_base64url(to_base64url(data)) == data
    assert "=" not in to_base64url(data)
