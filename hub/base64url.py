"""base64url without padding, as keys, secrets and ids stand in links."""

import base64


def encode(data: bytes) -> str:
    """Bytes as text."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
