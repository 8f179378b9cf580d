"""The pictures of shared links: words stay whole and on the picture, or there is no picture."""

from PIL import Image

from tests.support import BOOK
from tools.site import social
from tools.site.sharing import first_drawn
from tools.source.edition import EDITIONS


def test_words_fold_between_words_and_behind_marks():
    length = len
    lines = social.fold("用 Keras 3 认手写数字：最后换成《MNIST》。" * 90, length, 9)
    assert all(len(line) <= social.WIDTH for line in lines)
    assert not any(line[0] in "，。：》" or line[-1] in "《" for line in lines)
    assert "".join(lines).replace(" ", "") == ("用Keras3认手写数字：最后换成《MNIST》。" * 90)


def test_what_does_not_fit_ends_in_dots():
    assert social.fold("word " * 1000, len, 2)[-1].endswith("word…")


def test_no_font_no_picture_for_chinese_only(tmp_path):
    """A machine without a Chinese font draws no boxes; English falls back to a bundled font."""
    chinese, english = EDITIONS
    assert social.social_picture(tmp_path, chinese, "书", "题", "文", fonts={}) is None
    picture = social.social_picture(tmp_path, english, "Book", "Title", "Text", fonts={})
    assert Image.open(picture).size == social.SIZE
    assert [file.name for file in picture.parent.iterdir()] == [picture.name]


def test_a_picture_stands_beside_the_words_and_below_neither(tmp_path):
    """The words keep to its left; another picture is drawn anew."""
    shown = tmp_path / "black.png"
    Image.new("RGB", (320, 368), "black").save(shown)
    words = ("Book", "Title of two lines, or even more", "Text " * 90)
    fonts = {"fonts": {}, "shown": shown}
    first = social.social_picture(tmp_path / "drawn", EDITIONS[1], *words, **fonts)
    image = Image.open(first).convert("L")
    left, top = 1200 - social.LEFT - 320, (630 - 368) // 2
    assert image.crop((left, top, left + 320, top + 368)).getextrema()[1] < 16
    beside = (image.crop((left - 24, 0, left, 630)), image.crop((left, 0, 1200, top)))
    assert all(part.getextrema()[0] > 200 for part in beside), "words run into the picture"
    Image.new("RGB", (320, 368), "white").save(shown)
    assert social.social_picture(tmp_path / "drawn", EDITIONS[1], *words, **fonts) != first


def test_the_home_page_shows_what_its_first_model_read():
    for edition in EDITIONS:
        home, other = BOOK.page(edition, "index"), BOOK.page(edition, "start/practice")
        assert first_drawn(home) == BOOK.snippets / "home/guesses.png"
        assert first_drawn(other) is None


def test_the_fonts_found_can_be_drawn_with():
    for name, path in social.installed().items():
        assert social.draw((path, social._FONTS[name]), "书", "题", "文").size == social.SIZE
