"""A logo file as hostile input: recognised by its content, bounded, and rebuilt where its format allows."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass

from assess.errors import InputError, Place
from assess.output.branding.svg import cleaned_svg

SIZE_LIMIT = 256 * 1024
"""Largest file in bytes."""
SIDE_LIMIT = 4096
"""Largest width and height of a picture in pixels; a small file may unfold into gigabytes."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_JPEG = b"\xff\xd8\xff"
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a segment that says how large the picture is. Source: ITU-T T.81, table B.1."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that may stand in a report."""

    media_type: str
    content: bytes

    @property
    def data_address(self) -> str:
        """The picture itself as an address."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode('ascii')}"


def logo(content: bytes, name: str) -> Logo:
    """The logo in a file; `name` is what errors call it.

    Raises: InputError, Problems for anything but a sound PNG, JPEG or plain SVG.
    """
    if len(content) > SIZE_LIMIT:
        raise _refused(name, f"the logo is too large, at most {SIZE_LIMIT:,} bytes are taken")
    if content.startswith(_PNG):
        return Logo("image/png", _png(content, name))
    if content.startswith(_JPEG):
        _check_side(_jpeg_size(content, name), name)
        return Logo("image/jpeg", content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Logo("image/svg+xml", cleaned_svg(content, name))
    raise _refused(name, "this is no PNG, JPEG or SVG picture")


def _png(content: bytes, name: str) -> bytes:
    """The picture's own chunks, checked; texts, profiles and whatever follows the end are left behind."""
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        chunk = content[at : at + 12 + length]
        kind, data, check = chunk[4:8], chunk[8:-4], int.from_bytes(chunk[-4:], "big")
        if len(chunk) != 12 + length or zlib.crc32(kind + data) != check:
            break
        if at == len(_PNG):
            if kind != b"IHDR" or length != 13:
                break
            _check_side((int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big")), name)
        if kind in _PNG_KEPT:
            kept.append(chunk)
        if kind == b"IEND":
            return b"".join(kept)
        at += len(chunk)
    raise _refused(name, "the PNG picture is damaged")


def _jpeg_size(content: bytes, name: str) -> tuple[int, int]:
    """Width and height, from the first frame. Source: ITU-T T.81, B.2.2."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _JPEG_FRAMES:
            return int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(content[at + 5 : at + 7], "big")
        if length < 2:
            break
        at += 2 + length
    raise _refused(name, "the JPEG picture is damaged")


def _check_side(size: tuple[int, int], name: str) -> None:
    if not all(0 < side <= SIDE_LIMIT for side in size):
        raise _refused(name, f"the logo has {size[0]} x {size[1]} pixels, at most {SIDE_LIMIT} each way are taken")


def _refused(name: str, why: str) -> InputError:
    return InputError(why, Place(name), "a PNG, JPEG or SVG file of a few kilobytes is right")
