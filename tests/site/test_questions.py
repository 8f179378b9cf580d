"""The entries of help pages as questions and answers, for search engines."""

import pytest

from tools.site.questions import questions

pytestmark = pytest.mark.inputs("tools/site/questions.py")

ENTRY = """<h2 id="a"><code>No such &lt;x&gt;</code><a class="headerlink" href="#a">¶</a></h2>
<div class="language-python highlight"><pre><code><p>no paragraph</p></code></pre></div>
<table><tr><td><p>nor this</p></td></tr></table>
<p>The <em>cause</em> &amp;
the <a href="../b/">fix</a>.</p><p>More.</p>
"""
PAGE = f'<h1 id="errors">Errors</h1><p>What this page is.</p>{ENTRY}<h2 id="b">Nothing</h2><ul></ul>'


def test_an_entry_is_a_question():
    assert questions("help/troubleshooting/data", PAGE, "https://x/y/") == [
        {
            "@type": "Question",
            "name": "No such <x>",
            "acceptedAnswer": {
                "@type": "Answer",
                "text": "The cause & the fix.",
                "url": "https://x/y/#a",
            },
        }
    ]


def test_other_pages_have_none():
    assert not questions("help/glossary", PAGE, "") and not questions("start/install", PAGE, "")
