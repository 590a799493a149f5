"""How platform accounts are told apart: the one rule by which handles are compared."""

import unicodedata


def normal_handle(handle: str) -> str:
    """A handle as it is compared: NFC, without outer spaces, a leading `@` and case."""
    return unicodedata.normalize("NFC", handle).strip().removeprefix("@").casefold()


def key_of(platform: str, handle: str) -> str:
    """What names an account everywhere: `platform:handle`, the handle normalised."""
    return f"{platform}:{normal_handle(handle)}"
