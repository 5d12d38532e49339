"""Pictures are drawn anew: only their colours come along, never where, when and with what they were taken."""

import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, MpoImagePlugin, WebPImagePlugin

from bmw.media.sizes import WIDTHS, widths_of

FORMATS = ("JPEG", "PNG", "WEBP")
LOADED = (MpoImagePlugin, WebPImagePlugin)
"""Nothing can be loaded any more once the doors are shut; the other formats are, right below."""
MOST_PIXELS = 50_000_000
LEAST = 32
"""Dots; what is narrower or lower when it fits on a screen shows nothing to anybody."""
BOX = (max(WIDTHS), 2400)
QUALITY = 80
LONGEST_PROFILE = 500_000

Image.preinit()
Made = tuple[dict[str, Any], list[bytes]]


def made_of(content: bytes) -> Made:
    """A picture in every width that a page needs, or why it cannot be taken."""
    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            trouble = _trouble(opened)
            return _drawn(_plain(opened)) if not trouble else ({"trouble": trouble}, [])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"trouble": "pixels"}, []
    except Exception:  # whatever a stranger's file breaks, the answer is the same
        return {"trouble": "unreadable"}, []


def _trouble(opened: Image.Image) -> str:
    if opened.width * opened.height > MOST_PIXELS:
        return "pixels"
    shrunk = min(1, BOX[0] / opened.width, BOX[1] / opened.height)
    if min(opened.size) * shrunk < LEAST:
        return "small"
    # A camera may put several views into one JPEG; the first of them is the picture.
    moves = opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1
    return "moving" if moves else ""


def _plain(opened: Image.Image) -> Image.Image:
    """The picture the right way up, in the colours of screens, on white paper, and not larger than a screen."""
    opened.draft("RGB", BOX)
    profile = opened.info.get("icc_profile") or b""
    image = ImageOps.exif_transpose(opened)
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode != "CMYK":
        image = image.convert("RGB")
    image.thumbnail(BOX, Image.Resampling.LANCZOS)
    return _on_paper(_on_screen(image, profile))


def _on_screen(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours that were meant, as far as the profile can be read."""
    if not profile or len(profile) > LONGEST_PROFILE or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, meant, screen, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _on_paper(image: Image.Image) -> Image.Image:
    """A new sheet that knows nothing of the file; what could be seen through is white."""
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image.convert("RGB"), mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return sheet


def _drawn(image: Image.Image) -> Made:
    parts = []
    for width in widths_of(image.width):
        height = max(1, round(image.height * width / image.width))
        paper = BytesIO()
        image.resize((width, height), Image.Resampling.LANCZOS).save(paper, "WEBP", quality=QUALITY, method=4)
        parts.append(paper.getvalue())
    return {"width": image.width, "height": image.height}, parts
