"""Files for people to keep: a browser saves them, and never shows them by itself."""

from werkzeug.wrappers import Response

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSON = "application/json"


def attachment(name: str, content: str | bytes, mimetype: str) -> Response:
    """The file under its name, whatever signs that name has."""
    answer = Response(content, mimetype=mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
