"""Pictures that chats and social networks show beside a link to a page.

One PNG of 1200×630 pixels a page: the book's name, the page's title and its
description, drawn by Pillow with a font of this machine, so that no build waits
for a network; on that of the home page, also what its first model has read. A
picture is kept in .cache/social until its words or this file change. Without a
font that has Chinese letters the Chinese pages get none.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tools.source.edition import Edition

SIZE = (1200, 630)
PAPER, INK, SOFT, RED, RULE = "#fdf9f3", "#2a2521", "#5f564e", "#a3171a", "#e7dfd3"
LEFT, WIDTH = 96, 1008

# Fonts with Simplified Chinese on Debian, macOS and Windows, the first found is
# taken. A .ttc holds several faces: the number is the one for Chinese.
_FONTS = {
    "NotoSansCJK-Bold.ttc": 2,
    "NotoSansCJK-Regular.ttc": 2,
    "NotoSansSC-Bold.otf": 0,
    "PingFang.ttc": 0,
    "Hiragino Sans GB.ttc": 0,
    "msyhbd.ttc": 0,
    "msyh.ttc": 0,
}
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_FOLDERS += ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts")
_FOLDERS += (f"{os.environ.get('WINDIR', 'C:/Windows')}/Fonts",)
# Text that stays together: a Latin word with its blank, a Chinese letter with the marks after it.
_PIECE = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef《（“]+\s?|[《（“]?.[，。、；：！？）》”]*\s?")


def social_picture(
    folder: Path,
    edition: Edition,
    book: str,
    title: str,
    text: str,
    fonts: dict[str, str] | None = None,
    shown: Path | None = None,
) -> Path | None:
    """The PNG for a page of an edition, drawn into a folder if it is not there yet.

    `book` is the book's name, `text` the page's description, `fonts` those of
    this machine, looked up if they are not given; `shown` is a picture to put
    beside the words. Returns None if this machine has no font for the language.
    """
    key = "\0".join((edition.code, book, title, text, Path(__file__).read_text("utf-8")))
    digest = hashlib.sha256(key.encode() + (shown.read_bytes() if shown else b""))
    target = folder / f"{digest.hexdigest()[:16]}.png"
    if target.exists():
        return target
    if not (font := font_file(edition, installed() if fonts is None else fonts)):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}")
    draw(font, book, title, text, shown).save(part, format="PNG")
    part.replace(target)
    return target


def font_file(edition: Edition, fonts: dict[str, str]) -> tuple[str, int] | None:
    """The file and face of a font for the language of `edition`, or None."""
    for name, face in _FONTS.items():
        if name in fonts:
            return fonts[name], face
    (matplotlib,) = find_spec("matplotlib").submodule_search_locations
    latin = (f"{matplotlib}/mpl-data/fonts/ttf/DejaVuSans-Bold.ttf", 0)
    return latin if edition.locale.startswith("en") else None


@cache
def installed() -> dict[str, str]:
    """The fonts of this machine that can be used: path by file name."""
    folders = (Path(folder).expanduser() for folder in _FOLDERS)
    paths = (path for folder in folders if folder.is_dir() for path in folder.rglob("*.[ot]t[cf]"))
    return {path.name: str(path) for path in paths if path.name in _FONTS}


@cache
def _face(file: str, index: int, size: int):
    from PIL import ImageFont

    return ImageFont.truetype(file, size, index=index)


def draw(font: tuple[str, int], book: str, title: str, text: str, shown: Path | None = None):
    """The picture, as an image of Pillow with 64 colours; `shown` is put on its right."""
    from PIL import Image, ImageChops, ImageDraw

    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 24, SIZE[1]), fill=RED)
    width, size = WIDTH, 34
    if shown:
        drawing = Image.open(shown).convert("RGB")
        x, y = SIZE[0] - LEFT - drawing.width, (SIZE[1] - drawing.height) // 2
        paper = Image.new("RGB", drawing.size, PAPER)
        image.paste(ImageChops.multiply(drawing, paper), (x, y))
        width, size = x - LEFT - 32, 28

    def write(top, words, size, colour, most):
        face = _face(*font, size)
        for line in fold(words, face.getlength, most, width):
            pen.text((LEFT, top), line, font=face, fill=colour)
            top += round(size * 1.45)
        return top

    top = write(96, book, 38, RED, 1)
    top = write(top + 20, title, 68, INK, 2)
    pen.line((LEFT, top + 24, LEFT + 160, top + 24), fill=RULE, width=6)
    write(top + 56, text, size, SOFT, 4)
    return image.quantize(64, method=Image.Quantize.FASTOCTREE)


def fold(words: str, length, most: int, width: int = WIDTH) -> list[str]:
    """Cut words into at most so many lines of some pixels; `length` measures a text."""
    lines = [""]
    for piece in _PIECE.findall(words):
        if lines[-1] and length((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    if len(lines) > most:
        lines[most - 1] = lines[most - 1].rstrip(" ，。、；：,.;:") + "…"
    return [line.rstrip() for line in lines[:most]]
