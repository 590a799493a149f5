"""Captured pictures, decoded with suspicion: forced form, limited size, nothing sniffed.

They come from web pages by way of agents. Whatever is no picture, or too large, has no thumbnail.
"""

import io
import logging
import warnings
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from models.errors import RuleRefused

log = logging.getLogger(__name__)

FORMS: Final = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
MOST_PIXELS: Final = 40_000_000
MOST_SIDE: Final = 30_000
QUALITY: Final = 85
FINE: Final = 95

Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels."""


def opened(path: Path, mime: str) -> Image.Image:
    """The picture as RGB, first frame, its rotation mark obeyed by nobody.

    Raises RuleRefused("UNSUPPORTED_MEDIA").
    """
    form = FORMS.get(mime)
    if form is None:
        raise RuleRefused("UNSUPPORTED_MEDIA", f"{mime} is no picture.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=[form]) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
                    raise RuleRefused("UNSUPPORTED_MEDIA", "The picture has too many pixels.")
                return _flat(picture)
    except RuleRefused:
        raise
    except Exception as error:  # a decoder may raise whatever a hostile file makes it raise
        log.info("A picture cannot be decoded: %s", error)
        raise RuleRefused("UNSUPPORTED_MEDIA", "The picture cannot be decoded.") from error


def thumbnail(path: Path, mime: str, side: int) -> tuple[bytes, int, int] | None:
    """A JPEG at most so wide and high, with its size; None for what is no picture."""
    try:
        picture = opened(path, mime)
    except RuleRefused:
        return None
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), *picture.size


def blacked_out(path: Path, mime: str, boxes: list[Box]) -> tuple[bytes, str, int, int]:
    """A picture of the same size with black boxes drawn over it, its mime, width and height.

    Nothing of the original's metadata is in it. A JPEG stays one, everything else becomes a PNG.
    Raises RuleRefused("UNSUPPORTED_MEDIA"), or ("INVALID") for a box that hides nothing.
    """
    picture = opened(path, mime)
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        left, top, right, bottom = clipped(box, picture.width, picture.height)
        draw.rectangle((left, top, right - 1, bottom - 1), fill=(0, 0, 0))
    made, out = "image/jpeg" if mime == "image/jpeg" else "image/png", io.BytesIO()
    picture.save(out, FORMS[made], **({"quality": FINE} if made == "image/jpeg" else {}))
    return out.getvalue(), made, *picture.size


def clipped(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom inside the picture. Raises RuleRefused("INVALID")."""
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(width, box[0] + box[2]), min(height, box[1] + box[3])
    if right <= left or bottom <= top:
        raise RuleRefused("INVALID", "A box lies outside of the picture, so it hides nothing.")
    return left, top, right, bottom


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency: what a browser shows on white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, seen).convert("RGB")
    return picture.convert("RGB")
