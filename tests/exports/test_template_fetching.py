"""What a template would have got from elsewhere when a document in it is opened, however it is written."""

import io
import re

import pytest
from docx import Document

from exports.dressing import dressed
from exports.template import Unusable, UnusableTemplateError, read_template
from exports.word import write_word
from tests.exports.opening import changed, part
from tests.exports.publications import make_publication
from tests.exports.templates import make_letterhead, make_template

SPACE = "urn:schemas-microsoft-com:vml"
ADDRESS = "//example.org/x.png"
SHAPES = {
    "no prefix": f'<shape xmlns="{SPACE}"><imagedata src="{ADDRESS}"/></shape>',
    "another prefix": f'<v-x:shape xmlns:v-x="{SPACE}"><v-x:imagedata src="{ADDRESS}"/></v-x:shape>',
    "an address of another space": f'<v:fill xmlns:v="{SPACE}" xmlns:o-o="urn:o" o-o:althref="{ADDRESS}"/>',
    "a background": f'<v:background xmlns:v="{SPACE}" src="{ADDRESS}"/>',
}
FETCHING = ' INCLUDEPICTURE "https://example.org/x.png" '


def bounded(*instructions: str) -> str:
    """Fields that follow each other, as Word writes them."""
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{one}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for one in instructions
    )


def headed(runs: str) -> bytes:
    return changed(make_template(), "word/header1.xml", lambda text: text.replace("</w:p>", f"{runs}</w:p>", 1))


def styled(runs: str) -> bytes:
    added = f"<w:p>{runs}</w:p></w:styles>"
    return changed(make_template(), "word/styles.xml", lambda text: text.replace("</w:styles>", added))


def listed(inside: str) -> bytes:
    """The template with this at the beginning of its lists."""
    return changed(
        make_template(),
        "word/numbering.xml",
        lambda text: re.sub("<w:numbering[^>]*>", lambda found: found[0] + inside, text, count=1),
    )


def drawn(shape: str) -> str:
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


@pytest.mark.parametrize(
    "content",
    [
        *(pytest.param(headed(drawn(shape)), id=name) for name, shape in SHAPES.items()),
        pytest.param(styled(drawn(SHAPES["no prefix"])), id="among the styles"),
        pytest.param(listed(f"<w:p>{drawn(SHAPES['no prefix'])}</w:p>"), id="among the lists"),
        pytest.param(headed(bounded("PAGE", FETCHING.strip())), id="a field right behind another one"),
        pytest.param(headed(bounded(" PAGE_", FETCHING.strip())), id="a field behind a name"),
        pytest.param(styled(bounded(FETCHING)), id="a field among the styles"),
    ],
)
def test_what_is_fetched_is_refused_however_it_is_written(content: bytes) -> None:
    with pytest.raises(UnusableTemplateError) as refused:
        read_template(content)

    assert refused.value.reason is Unusable.LEADS_ELSEWHERE


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(headed(bounded(" PAGE ", " NUMPAGES ", ' HYPERLINK "https://example.org" ')), id="usual fields"),
        pytest.param(headed(drawn(f'<v:fill xmlns:v="{SPACE}" color="red"/>')), id="a drawn shape"),
        pytest.param(make_letterhead(), id="a picture within"),
    ],
)
def test_what_stands_within_is_carried_along(content: bytes) -> None:
    assert read_template(content).has_frame


def test_pictures_of_bullets_are_left_out_as_what_they_refer_to_is() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    picture = f'<v:shape xmlns:v="{SPACE}"><v:imagedata xmlns:r="{office}" r:id="rId1"/></v:shape>'
    bullet = f'<w:numPicBullet w:numPicBulletId="0"><w:pict>{picture}</w:pict></w:numPicBullet>'
    level = '<w:lvl w:ilvl="0"><w:lvlText w:val="•"/><w:lvlPicBulletId w:val="0"/></w:lvl>'

    content = dressed(
        write_word(make_publication(), "en"),
        read_template(listed(f'{bullet}<w:abstractNum w:abstractNumId="99">{level}</w:abstractNum>')),
    )

    lists = part(content, "word/numbering.xml")
    assert "PicBullet" not in lists
    assert 'w:val="•"' in lists
    assert Document(io.BytesIO(content)).paragraphs
