"""Content controls: places in a document where a person types, found again by their tag."""

from exports.markup import Look, clean, runs
from exports.writing import Writing


def text_control(document: Writing, key: str) -> str:
    """A control for one line of text; ``key`` names it and says what to type."""
    return _control(document, key, "<w:text/>")


def date_control(document: Writing) -> str:
    """A control for a date."""
    language = clean(document.look.language)
    kind = (
        f'<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="{language}"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )
    return _control(document, "date", kind)


def _control(document: Writing, key: str, kind: str) -> str:
    name = document.word(key)
    look = Look(document.look.language, style="PlaceholderText")
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{clean(name)}"/><w:tag w:val="{key}"/>'
        f'<w:id w:val="{document.identifier()}"/><w:showingPlcHdr/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{runs(f'[{name}]', look)}</w:sdtContent></w:sdt>"
    )
