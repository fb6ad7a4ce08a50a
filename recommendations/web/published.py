"""The adopted manifesto for everybody: read and taken away without signing in."""

from flask import Blueprint, render_template, request
from flask import Response as Answer
from werkzeug.wrappers import Response

from recommendations.services.manifesto.published import published, published_file
from recommendations.web.access import public
from recommendations.web.adopting import TYPES, public_address, reading_of
from recommendations.web.attachments import attachment
from recommendations.web.qr_codes import qr_code
from recommendations.web.surroundings import text_language

blueprint = Blueprint("published", __name__, url_prefix="/public/<code>/manifesto")
# The page has this visit's nonce and token in it, so nobody else may be given it. A file is the same for all, but
# members may still join a signed manifesto, and a corrigendum may replace it.
PAGE_CACHE = "private, no-cache"
FILE_CACHE = "public, max-age=300"


@blueprint.get("/<int:number>")
@public
def show(code: str, number: int) -> Answer:
    """The whole text in one of its languages, with signatures, members, votes and hash."""
    page = published(code, number)
    language = text_language(page.manifesto.languages)
    address = public_address(page.edition, number)
    picture, reading = qr_code(address), reading_of(page, language)
    answer = Answer(render_template("published/manifesto.html", page=page, address=address, picture=picture, **reading))
    answer.headers["Cache-Control"] = PAGE_CACHE
    return answer


@blueprint.get("/<int:number>/<language>.docx")
@public
def word(code: str, number: int, language: str) -> Response:
    """The manifesto as a Word file."""
    return _file(code, number, language, "docx")


@blueprint.get("/<int:number>.json")
@public
def data(code: str, number: int) -> Response:
    """The manuscript that is hashed, with votes and signatures."""
    return _file(code, number, "", "json")


def _file(code: str, number: int, language: str, kind: str) -> Response:
    name, content = published_file(code, number, language, kind)
    answer = attachment(name, content, TYPES[kind])
    answer.headers["Cache-Control"] = FILE_CACHE
    answer.add_etag()
    return answer.make_conditional(request)
