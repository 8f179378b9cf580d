"""One stylesheet for all, with no more than the pages need: a browser draws nothing without it.

Material's two and the book's are sent as one, under the name of the book's. When an edition is
built, what none of its pages nor scripts can use is left out, half of it: languages that run
from right to left, parts of the theme that are switched off, icons, colours nobody may choose.
A preview keeps it all, since its pages change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from tinycss2.ast import Node, QualifiedRule

from tools.site.lighter import TABLE

MATERIAL = ("main", "palette")  # its stylesheets, in their order
STYLES = "assets/stylesheets/book.css"

# What only Material's script could bring: parts of the theme that the book does without.
_OFF = ("md-annotation", "md-status", "md-tag", "md-version", "data-md-color-switching")

_WORKERS = {"workers", "lunr"}  # folders of scripts that see no page

_TAG = re.compile(r'<[a-zA-Z](?:[^>"]|"[^"]*")*>')
_NAMING = re.compile(r'\b(?:class|id)=(?:"([^"]*)"|([^\s>]+))')
_SCRIPT = re.compile(r"<script[^>]*>(.+?)</script>", re.S)
_WORD = re.compile(r"[\w-]+")
# In a script, words with a hyphen or an underline are names; others are, in quotation marks.
_QUOTED = re.compile(r"(?<=[\"'` ])\w+(?=[\"'` ])")
_BEGUN = re.compile(r"([a-z][\w-]*(?:-|__))(?:\$\{|[\"'] ?\+)")  # `tabbed-control--${side}`
_TAB = re.compile(r"__tabbed_\d+_(\d+)")
_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
_GROUPS = {"media", "supports", "layer", "container"}  # rules that hold rules


def stylesheet(own: str, config: MkDocsConfig) -> str:
    """Material's stylesheets and the book's own, as one.

    Tables have the class that tools/site/lighter.py gives them. Raises OSError if one of
    Material's is missing, and ValueError, with its line, if our own has a fault.
    """
    try:
        list(_rules(tinycss2.parse_stylesheet(own, True, True)))
    except ValueError as error:
        raise ValueError(f"docs/{STYLES}: {error}. Mend it, or nothing below counts") from error
    texts = [_of_theme(config, name).read_text("utf-8") for name in MATERIAL]
    return "\n".join([*texts, own]).replace("table:not([class])", f"table.{TABLE}")


def _of_theme(config: MkDocsConfig, name: str) -> Path:
    """The stylesheet of Material that begins with a name; its file's name has a digest."""
    for folder in config.theme.dirs:
        for path in sorted(Path(folder).glob(f"assets/stylesheets/{name}.*.min.css")):
            return path
    raise FileNotFoundError(
        f"Material has no stylesheet {name}.*.min.css: see tools/site/styles.py"
    )


# ---- what a built site can use


@dataclass
class Words:
    """The names that pages and scripts can give to what is on a page.

    `elements`, `attributes` (names and values) and `classes` (and ids) are those of pages;
    `scripts` are those that may be names in scripts, and `begun` the beginnings of names that
    scripts put together. `tabs` is how many there are at most beside each other. `referred` are
    the custom properties that pages, scripts and other stylesheets refer to.
    """

    elements: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    scripts: set[str] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    tabs: int = 0
    referred: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, site: Path) -> Words:
        """Those of a built site."""
        words, tags = cls(), set()
        for path in site.rglob("*.html"):
            text = path.read_text("utf-8")
            tags.update(_TAG.findall(text))
            for script in _SCRIPT.findall(text):
                words._read(script)
        for tag in tags:
            words.elements.add(_WORD.match(tag, 1)[0])
            words.attributes.update(_WORD.findall(tag))
            for values in _NAMING.findall(tag):
                words.classes.update(_WORD.findall(" ".join(values)))
        words.tabs = max((int(n) for n in _TAB.findall(" ".join(words.classes))), default=0)
        for path in site.rglob("*.js"):
            if not _WORKERS & set(path.parts):
                words._read(path.read_text("utf-8"))
        for path in site.rglob("*.css"):
            if path.parent.name != "stylesheets":
                words.referred.update(_REFERENCE.findall(path.read_text("utf-8")))
        words.referred.update(w for w in words.attributes | words.scripts if w.startswith("--"))
        return words

    def _read(self, script: str) -> None:
        names = {w for w in _WORD.findall(script) if "-" in w or "_" in w}
        self.scripts.update(names, _QUOTED.findall(script))
        self.begun.update(_BEGUN.findall(script))

    def in_scripts(self, name: str) -> bool:
        """True if a script may give this name."""
        if name.startswith(_OFF):
            return False
        return name in self.scripts or name.startswith(tuple(self.begun))


def write_used(site: Path) -> None:
    """Leave in the stylesheet of a built site, if it has ours, what its pages and scripts can use."""
    path = site / STYLES
    if path.exists():
        path.write_text(used(path.read_text("utf-8"), Words.of(site)), encoding="utf-8")


def used(sheet: str, words: Words) -> str:
    """A stylesheet without what nothing of these words can use, and without comments."""
    rules = list(_rules(tinycss2.parse_stylesheet(sheet, True, True), words))
    read = set(words.referred)
    given: dict[str, set[str]] = {}  # a custom property, and those that its values refer to
    for declaration in (d for rule in rules for d in rule.declarations()):
        name, refers = declaration.name, set(_REFERENCE.findall(declaration.text))
        if name.startswith("--"):
            given.setdefault(name, set()).update(refers)
        else:
            read |= refers
    reached: set[str] = set()
    while read:
        reached |= read
        read = {other for name in read for other in given.get(name, ())} - reached
    return "".join(rule.text(reached) for rule in rules)


@dataclass(frozen=True)
class _Declaration:
    name: str
    text: str


@dataclass(frozen=True)
class _Rule:
    """A rule: what stands before its braces, and inside; `inner` if these are rules."""

    before: str
    inside: list | None
    inner: list[_Rule]

    def declarations(self) -> Iterator[_Declaration]:
        for rule in self.inner:
            yield from rule.declarations()
        yield from self.inside or ()

    def text(self, properties: set[str]) -> str:
        """The rule as text, with only these custom properties; "" if nothing is left."""
        if self.inside is None and not self.inner:
            return self.before + ";"  # as @charset
        parts = [rule.text(properties) for rule in self.inner]
        kept = [
            d.text
            for d in self.inside or ()
            if not d.name.startswith("--") or d.name in properties
        ]
        inside = "".join(parts) + ";".join(kept)
        return f"{self.before}{{{inside}}}" if inside else ""


def _rules(nodes: Iterable[Node], words: Words | None = None) -> Iterator[_Rule]:
    """The rules that something of these words can use; all, without words."""
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"line {node.source_line} of the styles: {node.message}")
        if isinstance(node, QualifiedRule):
            chosen = [one for one in _parts(node.prelude) if not words or _can_match(one, words)]
            if chosen:
                before = ",".join(_shorter(one) for one in chosen)
                yield _Rule(before, list(_declarations(node.content)), [])
            continue
        before = f"@{node.at_keyword}{' ' if node.prelude else ''}{_shorter(node.prelude)}"
        if node.content is None:
            yield _Rule(before, None, [])
        elif node.lower_at_keyword in _GROUPS:
            inner = tinycss2.parse_rule_list(node.content, True, True)
            if kept := list(_rules(inner, words)):
                yield _Rule(before, None, kept)
        else:  # as @keyframes: as it is
            yield _Rule(before, [_Declaration("", _shorter(node.content))], [])


def _declarations(content: list[Node]) -> Iterator[_Declaration]:
    for node in tinycss2.parse_blocks_contents(content, True, True):
        if node.type == "error":
            raise ValueError(f"line {node.source_line} of the styles: {node.message}")
        if node.type != "declaration":
            raise ValueError(f"line {node.source_line} of the styles: a rule inside a rule")
        important = "!important" if node.important else ""
        text = f"{node.name}:{_shorter(node.value)}{important}"
        yield _Declaration(node.name, text)


def _parts(prelude: list[Node]) -> Iterator[list[Node]]:
    """The selectors of a list."""
    one: list[Node] = []
    for token in prelude:
        if token == ",":
            yield one
            one = []
        else:
            one.append(token)
    yield one


def _can_match(selector: list[Node], words: Words) -> bool:
    """False if it names something that no page and no script has. `:not(…)` names nothing."""
    before, names = None, set()
    for token in selector:
        if token.type == "[] block":
            found = [t.value for t in token.content if t.type in ("ident", "string")]
            for word in _WORD.findall(" ".join(found)):
                # No script turns a page round.
                scripted = found[0] != "dir" and words.in_scripts(word)
                if word not in words.attributes and not scripted:
                    return False
        elif token.type in ("ident", "hash") and before != ":":
            there = words.classes if token.type == "hash" or before == "." else words.elements
            if token.value not in there and not words.in_scripts(token.value):
                return False
            names.add(token.value)
        elif token.type == "function" and token.lower_name == "nth-child":
            number = tinycss2.serialize(token.arguments).strip()
            if "tabbed-set" in names and number.isdigit() and int(number) > words.tabs:
                return False
        before = token.value if token.type == "literal" else None
    return True


def _shorter(tokens: list[Node]) -> str:
    """Tokens as text, without comments, and with one blank for many; none at the ends."""
    kept = [token for token in tokens if token.type != "comment"]
    text = tinycss2.serialize(kept).strip()
    return re.sub(r"\s+", " ", text) if "\n" in text else text
