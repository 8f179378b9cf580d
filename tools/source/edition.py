"""The editions of the book: all that differs from one to the other, but for their pages.

Nothing else knows which settings, folder or addresses an edition has. The first edition
is the source: the others are its twins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Edition:
    """One language of the book.

    `code` is the language, as in `lang="zh"`; `config` its MkDocs settings; `folder` the
    folder of its pages; `prefix` what its addresses begin with, below the site's root;
    `locale` the language and country for chats and e-readers; `words` are those few that
    the tools say in it.
    """

    code: str
    config: str
    folder: str
    prefix: str
    locale: str
    words: Mapping[str, str] = field(compare=False, repr=False)

    def __str__(self):
        return self.code

    def address(self, name: str) -> str:
        """The address of a page below the site's root: `en/start/install/`, `en/` for its home."""
        return self.prefix + ("" if name == "index" else f"{name}/")

    def owns(self, address: str) -> bool:
        """True if an address below the site's root is one of this edition."""
        others = (e.prefix for e in EDITIONS if e.prefix and e != self)
        return address.startswith(self.prefix) and not address.startswith(tuple(others))

    @property
    def twin(self) -> Edition:
        """The edition that a page's switch leads to."""
        return next(other for other in EDITIONS if other != self)

    @property
    def is_source(self) -> bool:
        """True for the edition whose pages come first, and that is built first."""
        return self == EDITIONS[0]


EDITIONS = (
    Edition(
        code="zh",
        config="mkdocs.yml",
        folder="docs/zh",
        prefix="",
        locale="zh-CN",
        words={
            "contents": "目录",
            "cover": "封面",
            "title_page": "书名页",
            "stamp": "{version} 版，{date}",
            "needs": "用到前面讲过的：{terms}",
            "comma": "、",
            "semicolon": "；",
            "colon": "：",
            "proved_on": "已在 {names} 上运行验证",
            "excepted": "（除外：{listings}）",
            "excepted_on": "{name} 上 {n} 段",
            "practice": "可以接着做的练习：{links}。",
            "program": "本章的代码（.py 文件）",
            "site": "网页版：{address}",
            "author": "《Keras 入门指南》的作者们",
            "home": "首页",
            "copy": "复制代码",
            "stop": "。",
            "plain": "每一页有一个网页，网页的地址加上 index.md 是同样内容的 Markdown；"
            "下面的链接通到 Markdown。引用时请写网页的地址和书的版本：{version}。",
            "whole": "这一版的全部页面，一个文件",
            "other": "同一本书的中文版",
            "font": "Noto Sans CJK SC",
        },
    ),
    Edition(
        code="en",
        config="mkdocs.en.yml",
        folder="docs/en",
        prefix="en/",
        locale="en-US",
        words={
            "contents": "Contents",
            "cover": "Cover",
            "title_page": "Title page",
            "stamp": "Version {version} of {date}",
            "needs": "From earlier pages: {terms}",
            "comma": ", ",
            "semicolon": "; ",
            "colon": ": ",
            "proved_on": "Proved on {names}",
            "excepted": " (listings excepted: {listings})",
            "excepted_on": "{n} on {name}",
            "practice": "Practice exercises for this page: {links}.",
            "program": "The code of this chapter as a .py file",
            "site": "On the web: {address}",
            "author": "The makers of Getting Started with Keras",
            "home": "Home",
            "copy": "Copy code",
            "stop": ". ",
            "plain": "Each page is a web page, and its address followed by index.md is the same "
            "text as Markdown; the links below lead to the Markdown. To quote the book, give the "
            "address of the web page and the version of the book, {version}. ",
            "whole": "all pages of this edition in one file",
            "other": "the same book in English",
            "font": "Open Sans",
        },
    ),
)


def edition(code: str) -> Edition:
    """The edition of a language. Raises LookupError naming those that there are."""
    for known in EDITIONS:
        if known.code == code:
            return known
    raise LookupError(f"There is no edition '{code}'. Editions: {', '.join(map(str, EDITIONS))}.")
