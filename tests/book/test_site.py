"""The built site: languages, twins, addresses, links, nothing from another host, search."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.support import ADDRESS as BASE
from tests.support import BOOK, SITE, html_of, name_of, soup
from tools.site.policy import with_policy
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs(*SITE)

PAGES = BOOK.pages()
each_page = pytest.mark.parametrize("page", PAGES, ids=name_of)
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=str)


def soup_of(text):
    return BeautifulSoup(text, "html.parser")


@pytest.fixture(scope="session")
def html(site):
    """Every built page by its address, parsed once; 404 pages too."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): soup(file)
        for file in sorted(site.rglob("*.html"))
    }


def test_pages_are_those_of_the_sources(html):
    built = {path for path in html if not path.endswith("404.html")}
    assert built == {page.address for page in PAGES}
    assert {f"{edition.prefix}404.html" for edition in EDITIONS} <= html.keys()


@each_page
def test_head(html, page):
    """Language, title, description, canonical address and its twin's."""
    built, home = html[page.address], html[page.edition.prefix]
    assert built.html["lang"] == page.edition.code
    assert built.title.text.strip()
    description = built.select_one("meta[name=description]")["content"]
    generic = home.select_one("meta[name=description]")["content"]
    assert 20 <= len(description) <= 170
    assert built is home or description != generic, "a description of its own"
    assert built.select_one("link[rel=canonical]")["href"] == BASE + page.address
    twins = {a["hreflang"]: a["href"] for a in built.select("link[rel~=alternate][hreflang]")}
    expected = {edition.code: BASE + edition.address(page.name) for edition in EDITIONS}
    assert twins == {**expected, "x-default": expected[EDITIONS[0].code]}


@each_page
def test_what_a_shared_link_shows(site, html, page):
    """Title, description and a picture for chats; the same as data for search engines."""
    from PIL import Image

    built = html[page.address]
    shared = {tag["property"]: tag["content"] for tag in built.select("meta[property^='og:']")}
    description = built.select_one("meta[name=description]")["content"]
    assert shared["og:url"] == BASE + page.address
    assert shared["og:description"] == description
    with Image.open(site / shared["og:image"].removeprefix(BASE)) as picture:
        assert picture.size == (1200, 630)
        assert len(picture.getcolors()) > 8, "nothing is written on it"
    data = json.loads(built.select_one("script[type='application/ld+json']").string)
    assert data["@context"] == "https://schema.org"
    assert data["inLanguage"] == page.edition.code
    assert data["description"] == description and data["url"] == shared["og:url"]
    assert (data["@type"] == "Book") == (page.name == "index")
    if page.name != "index":
        assert "Chapter" in data["@type"] and data["isPartOf"]["@type"] == "Book"
        assert data["isPartOf"]["@id"] == f"{BASE}{page.edition.prefix}#book"
        assert BOOK.order[data["position"] - 1] == page.name
        assert data["headline"] == page.meta["title"] == shared["og:title"]


HELP = [page for page in BOOK.pages() if page.name.startswith("help/troubleshooting/")]


@pytest.mark.parametrize("page", HELP, ids=name_of)
def test_the_entries_of_help_pages_are_questions(html, page):
    """Each with an answer that stands on the page, and a place where to read on."""
    built = html[page.address]
    data = json.loads(built.select_one("script[type='application/ld+json']").string)
    found = {q["acceptedAnswer"]["url"]: q for q in data["mainEntity"]}
    headings = {f"{data['url']}#{h2['id']}": h2 for h2 in built.select("article h2[id]")}
    assert "FAQPage" in data["@type"] and len(found) > 0.8 * len(headings)
    whole = " ".join(built.article.get_text("").split())
    for url, question in found.items():
        heading = " ".join(headings[url].get_text("").replace("¶", "").split())
        assert question["name"] == heading and question["acceptedAnswer"]["text"] in whole


def test_robots_name_both_sitemaps(site):
    named = re.findall("^Sitemap: (.*)$", (site / "robots.txt").read_text("utf-8"), re.M)
    assert named == [f"{BASE}{edition.prefix}sitemap.xml" for edition in EDITIONS]
    assert all((site / url.removeprefix(BASE)).is_file() for url in named)


SELF, NOTHING = ("'self'", "(?!)"), ("'none'", "(?!)")
ALLOWED = {  # what a page may load and do; the last of each is a pattern
    "default-src": SELF,
    "script-src": ("'self'", "'sha256-[A-Za-z0-9+/=]{44}'"),
    "style-src": ("'self'", "'unsafe-inline'", "(?!)"),
    "img-src": ("'self'", "data:", "(?!)"),
    "object-src": NOTHING,
    "base-uri": NOTHING,
    "form-action": NOTHING,
    **dict.fromkeys(("connect-src", "worker-src", "frame-src", "font-src", "media-src"), SELF),
}


def directives(policy):
    """A Content-Security-Policy as {directive: [sources]}."""
    found = (part.split() for part in policy.split(";") if part.strip())
    return {"default-src": ["*"], **{name: sources for name, *sources in found}}


def unruled(html):
    """Pages without a strict policy in front of their scripts, or with a script it would stop."""
    faults = []
    for path, page in html.items():
        first = page.head.find(True, recursive=False).find_next_sibling()
        if first.get("http-equiv") != "Content-Security-Policy":
            faults.append(f"{path}: no Content-Security-Policy in front of all that loads")
            continue
        policy = directives(first["content"])
        faults += [
            f"{path}: its policy allows {source} as {name}"
            for name, allowed in ALLOWED.items()
            for source in policy.get(name, policy["default-src"])
            if source not in allowed and not re.fullmatch(allowed[-1], source)
        ]
        for script in page.select("script:not([src]):not([type*=json])"):
            digest = b64encode(sha256(script.string.encode()).digest()).decode()
            if f"'sha256-{digest}'" not in first["content"]:
                faults.append(f"{path}: its policy stops <script>{script.string[:40]}…")
        faults += [f"{path}: {tag} is stopped" for tag in page.select("[onclick], [onload]")]
    return faults


def test_a_policy_lets_pages_load_this_site_only(html):
    faults = unruled(html)
    assert not faults, "\n".join(faults)


def test_a_script_without_its_hash_is_named(site):
    page = (site / "index.html").read_text("utf-8")
    late = page.replace("</body>", "<script>late()</script></body>")
    assert unruled({"": soup_of(late)}) == [": its policy stops <script>late()…"]
    bare = re.sub("<meta http-equiv[^>]*>", "", page)
    assert "no Content-Security-Policy" in unruled({"": soup_of(bare)})[0]
    with pytest.raises(ValueError, match="charset"):
        with_policy("<html></html>")


@pytest.mark.parametrize(
    "old, new, named",
    [
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'", "'unsafe-inline' as script-src"),
        (
            "script-src 'self'",
            "script-src 'self' https://cdn.example",
            "https://cdn.example as scr",
        ),
        ("script-src 'self'", "script-src 'self' 'unsafe-eval'", "'unsafe-eval' as script-src"),
        (
            "object-src",
            "connect-src https://cdn.example; object-src",
            "https://cdn.example as conn",
        ),
        ("default-src 'self'", "default-src *", "* as connect-src"),
        ("default-src 'self';", "", "* as default-src"),
        ("base-uri 'none'", "base-uri *", "* as base-uri"),
    ],
)
def test_a_weakened_policy_is_named(site, old, new, named):
    page = (site / "index.html").read_text("utf-8")
    assert old in page
    assert named in "\n".join(unruled({"": soup_of(page.replace(old, new, 1))}))


@each_page
def test_language_switch_goes_to_the_twin(html, page):
    switch, twin = html[page.address].select_one("a.book-switch"), page.edition.twin
    assert switch["hreflang"] == twin.code
    assert urljoin(BASE + page.address, switch["href"]) == BASE + twin.address(page.name)


def test_404_speaks_the_language(html):
    assert "没有这个页面" in html["404.html"].text
    assert "There is no such page" in html["404.html"].text, "the root one serves both editions"
    for edition in EDITIONS:
        assert html[f"{edition.prefix}404.html"].html["lang"] == edition.code


@each_edition
def test_sitemap_lists_the_edition(site, edition):
    text = (site / edition.prefix / "sitemap.xml").read_text("utf-8")
    found = re.findall("<loc>(.*?)</loc>", text)
    assert sorted(found) == sorted(BASE + page.address for page in BOOK.pages(edition))
    for entry in text.split("<url>")[1:]:
        twins = dict(re.findall('hreflang="([^"]+)" href="([^"]+)"', entry))
        name = re.search("<loc>(.*?)</loc>", entry)[1].removeprefix(BASE + edition.prefix)
        assert twins == {e.code: BASE + e.prefix + name for e in EDITIONS}


def test_footer_states_the_locked_versions(html):
    versions = BOOK.versions.proved
    for path, page in html.items():
        footer = page.select_one(".md-copyright").text
        for version in versions.values():
            assert version in footer, f"{path}: the footer does not say {version}"


def third_party(site):
    """Everything a browser would fetch from another host when it opens a page."""
    loads = "script[src], img[src], iframe[src], source[src], video[src], audio[src], embed[src]"
    faults = []
    for file in sorted(site.rglob("*.html")):
        page = soup(file)
        links = [(tag, tag["src"]) for tag in page.select(loads)]
        links += [(tag, url) for tag in page.select("[srcset]") for url in candidates(tag)]
        wanted = {"stylesheet", "icon", "preconnect", "preload", "dns-prefetch", "manifest"}
        links += [(t, t["href"]) for t in page.select("link[href]") if wanted & set(t["rel"])]
        links += [(t, u) for t in page.select("style") for u in css_urls(t.text)]
        faults += [
            f"{file.relative_to(site)}: <{tag.name}> loads {url}"
            for tag, url in links
            if urlsplit(url).netloc and not url.startswith(BASE)
        ]
        if page.select(".mermaid"):
            faults.append(f"{file.relative_to(site)}: mermaid would be fetched from another host")
        if page.select("[data-md-component=source]"):
            faults.append(f"{file.relative_to(site)}: the star count would be fetched")
    for file in sorted(site.rglob("*.css")):
        for url in css_urls(file.read_text("utf-8")):
            if urlsplit(url).netloc:
                faults.append(f"{file.relative_to(site)}: loads {url}")
    return faults


def candidates(tag):
    """The addresses of a srcset, which are set apart by commas, each with its size."""
    return [candidate.split()[0] for candidate in tag["srcset"].split(",") if candidate.strip()]


def test_a_second_candidate_of_another_host_is_seen(tmp_path):
    """So is an address without a scheme, in a source of a picture as well as in an image."""
    for text in ('<img src="a.png" srcset="a.png 1x, {} 2x">', '<source srcset="a.png, {}">'):
        for url in ("https://cdn.example/b.png", "//cdn.example/b.png"):
            (tmp_path / "index.html").write_text(f"<picture>{text.format(url)}</picture>")
            assert third_party(tmp_path) == [f"index.html: <{text[1:].split()[0]}> loads {url}"]


def css_urls(text):
    return re.findall(r"(?:url\(|@import\s+)[\"']?((?:https?:)?//[^\"')\s]+)", text)


def test_nothing_comes_from_another_host(site):
    faults = third_party(site)
    assert not faults, "\n".join(faults)


def dead_links(site, html):
    """Links whose page, file or anchor is not in the built site; external ones of bad form."""
    ids = {path: {tag["id"] for tag in page.select("[id]")} for path, page in html.items()}
    faults = []
    for path, page in html.items():
        for link in page.select("a[href]"):
            target = urlsplit(urljoin(BASE + path, link["href"]))
            if not target.geturl().startswith(BASE):
                if target.scheme not in {"https", "mailto"}:
                    faults.append(f"{path}: {link['href']} is neither ours nor https")
                continue
            inside = unquote(target.path).removeprefix(urlsplit(BASE).path)
            if inside in ids:
                if target.fragment and unquote(target.fragment) not in ids[inside]:
                    faults.append(f"{path}: no anchor {link['href']}")
            elif not (site / inside).is_file():
                faults.append(f"{path}: no such page or file: {link['href']}")
    return faults


def test_every_link_and_anchor_resolves(site, html):
    faults = dead_links(site, html)
    assert not faults, "\n".join(faults)


def test_pictures_have_text_and_true_proportions(site, html):
    """Alternative text, and a width and height in the file's own proportion."""
    import matplotlib.image

    for path, page in html.items():
        for image in page.select("article img"):
            where = f"{path}: {image['src']}"
            assert image.get("alt", "").strip(), f"{where} has no alternative text"
            width, height = float(image["width"]), float(image["height"])
            file = site / unquote(urlsplit(urljoin(BASE + path, image["src"])).path).removeprefix(
                urlsplit(BASE).path
            )
            if file.suffix == ".svg":
                box = re.search(r'viewBox="([^"]*)"', file.read_text("utf-8"))[1].split()
                true = float(box[2]) / float(box[3])
            else:
                rows, columns = matplotlib.image.imread(file).shape[:2]
                true = columns / rows
            assert abs(width / height / true - 1) < 0.02, (
                f"{where}: not its proportions ({true:.3f})"
            )


@each_edition
def test_search_index(site, edition):
    """Its own edition only; words split so that API names and Chinese words are found."""
    index = json.loads((site / edition.prefix / "search/search_index.json").read_text("utf-8"))
    located = {edition.prefix + doc["location"].partition("#")[0] for doc in index["docs"]}
    assert located == {page.address for page in BOOK.pages(edition)}
    assert index["config"]["pipeline"] == [] and index["config"]["lang"] == [edition.code]
    words = {
        word
        for doc in index["docs"]
        for word in re.split(index["config"]["separator"], doc["title"] + " " + doc["text"])
    }
    wanted = {"Dense", "fit", "layers", "Conv2D"}
    wanted |= {"训练", "模型", "卷积", "镜像"} if edition.is_source else {"training", "mirror"}
    assert wanted <= words, f"search would not find {wanted - words}"


def test_colab_opens_the_notebook_that_the_page_offers(site, html):
    """Links into the branch that .ci/publish makes of the site name files of the site."""
    offered, branch = 0, "https://colab.research.google.com/github/you/keras-book/blob/gh-pages/"
    for address, page in html.items():
        for link in page.find_all("a", href=re.compile("^https://colab")):
            download = link.parent.find("a", download=True, href=re.compile("ipynb$"))["href"]
            assert link["href"] == f"{branch}{address}{download}"
            assert (site / address / download).is_file()
            offered += 1
    assert offered >= 6


def test_default_address_is_this_machine():
    text = (BOOK.root / "mkdocs.yml").read_text("utf-8")
    assert 'site_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]' in text


def test_only_pages_with_a_demo_load_one(site):
    found = [f for f in site.rglob("index.html") if "assets/demos/" in f.read_text("utf-8")]
    assert set(found) == {html_of(site, page) for page in BOOK.pages() if page.outline.demos}
