"""MkDocs hook: one `mkdocs build` or `mkdocs serve` makes both editions.

Here stand MkDocs' events and nothing else, in the order in which they come. What is done:
tools/site/sharing.py says what a page and an edition get besides their text, needs.py writes
what a page needs, twins.py builds the other editions, preview.py rebuilds what changed,
kept.py keeps what was rendered before, lighter.py takes work off a phone, questions.py reads the
entries of help pages for search engines;
what a build adds to a preview are pictures for links in chats (social.py) and a policy for each
page (policy.py).

The settings of this hook stand in mkdocs.yml: `extra.edition`, `extra.cases` and the plugin
`offline`, with which one edition is built for reading from a folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.site import sharing  # noqa: E402
from tools.site.lighter import lighter, tighter  # noqa: E402
from tools.site.needs import with_needs  # noqa: E402
from tools.site.policy import with_policy  # noqa: E402
from tools.site.preview import Preview  # noqa: E402
from tools.site.questions import questions  # noqa: E402
from tools.site.sharing import Making  # noqa: E402

_making = Making()  # what this process makes: MkDocs hands hooks no object of their own


def on_startup(command, dirty):
    """Note whether this is a build or a live preview."""
    global _making
    _making = Making(is_preview=command == "serve")


def on_config(config):
    """Fill in what both editions share: address of the English one, versions in the footer."""
    _making.begin(config)
    return config


def on_pre_build(config):
    """Write what can be downloaded, and start the other editions beside the first one."""
    _making.prepare(config)


def on_files(files, config):
    """Add the files both editions share, the pages' programs, and what can be downloaded."""
    for file in sharing.files(_making, config, files.documentation_pages()):
        files.append(file)
    return files


def on_nav(nav, config, files):
    """Look at what was rendered before, now that all files are known."""
    _making.kept.begin(config, files)


def on_page_markdown(markdown, page, config, files):
    """Refuse a page with faulty listings; give a page its program, notebook and picture.

    Its text says what it needs from earlier pages.
    """
    source = _making.source(page.file)
    sharing.give(_making, config, page, files)
    _making.kept.offer(page, source)
    return with_needs(source, markdown)


def on_page_content(html, page, config, files):
    """Take off the marks of code that give it no colour, and more; note what a help page answers."""
    name = _making.source(page.file).name
    page.questions = questions(name, html, page.canonical_url)
    return lighter(html, _making.edition.words["copy"])


def on_env(env, config, files):
    """Keep compiled templates; write data into pages in the letters of their language."""
    _making.kept.templates(env)
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}


def on_post_page(output, page, config):
    """Give a page of the site its policy; a preview, and search in a folder, would stop at it.

    All but a preview is without blanks for nobody.
    """
    output = output if _making.is_preview else tighter(output)
    return with_policy(output) if _making.is_site else output


def on_post_template(output, template_name, config):
    """The same for the page that says that there is no such page."""
    return on_post_page(output, None, config) if template_name == "404.html" else output


def on_post_build(config):
    """Take in the other editions."""
    _making.finish(config)


def on_build_error(error):
    """Say what is wrong with the other editions, too."""
    _making.give_up()


def on_serve(server, config, builder):
    """Watch the pages of all editions, and rebuild only what changed."""
    Preview(_making.book, server, config).begin()
