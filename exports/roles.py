"""Which style of a template stands in for which of ours: by its name in Word, an alias, or a name of its own."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from exports.opened import W, value
from exports.styles import CHARACTERS, PARAGRAPHS, TABLES

Role = tuple[str, str]
"""The kind of a style ("paragraph") and its name in small letters: by that, names in Word are compared."""

DEFAULTS: Mapping[str, Role] = {
    "Normal": ("paragraph", "normal"),
    "DefaultParagraphFont": ("character", "default paragraph font"),
    "TableNormal": ("table", "normal table"),
    "NoList": ("numbering", "no list"),
}
_BY_KIND = {role[0]: role for role in DEFAULTS.values()}
USUAL = (
    *("Normal", "BodyText", "Title", "Subtitle", "Heading1", "Heading2", "TOCHeading", "TOC1", "TOC2", "Caption"),
    *("Header", "Footer", "FootnoteText", "FootnoteReference", "Hyperlink"),
)
"""Our styles that Word knows by name, and every template can have: the rest are of our own making."""

# Word writes the names of its own styles in English whatever language it speaks; other programs, and people who made
# a style anew, use the words of their own.
_ELSEWHERE: Mapping[str, str] = {
    "normal": "standard; texte; corps; testo; texto; standaard; tekst",
    "body text": "textkörper; corps de texte; cuerpo de texto; corpo del testo; corpo de texto; platte tekst",
    "title": "titel; titre; título; titolo; tytuł",
    "subtitle": "untertitel; sous-titre; subtítulo; sottotitolo; ondertitel; podtytuł",
    "heading 1": "überschrift 1; titre 1; título 1; titolo 1; kop 1; nagłówek 1; rubrik 1",
    "heading 2": "überschrift 2; titre 2; título 2; titolo 2; kop 2; nagłówek 2; rubrik 2",
    "toc heading": "inhaltsverzeichnisüberschrift; en-tête de table des matières; titre de table des matières",
    "toc 1": "verzeichnis 1; tm 1; tdc 1; sommario 1; índice 1; inhopg 1; spis treści 1",
    "toc 2": "verzeichnis 2; tm 2; tdc 2; sommario 2; índice 2; inhopg 2; spis treści 2",
    "caption": "beschriftung; légende; descripción; didascalia; legenda; bijschrift",
    "header": "kopfzeile; en-tête; encabezado; intestazione; cabeçalho; koptekst; nagłówek",
    "footer": "fußzeile; pied de page; pie de página; piè di pagina; rodapé; voettekst; stopka",
    "footnote text": "fußnotentext; note de bas de page; texto nota pie; testo nota a piè di pagina; voetnoottekst",
    "footnote reference": "fußnotenzeichen; appel note de bas de p.; ref. de nota al pie; rimando nota a piè di pagina",
}
# The identifier is written into our markup as it stands.
_IDENTIFIER = re.compile("[^<>&\"']+")
_NAMED = frozenset({"heading 1", "heading 2", "body text"})
"""What organisations give a name of their own that ends with this one ("Cities Heading 1")."""


def roles() -> Mapping[str, Role]:
    """Our styles and the roles in which a template may have its own."""
    found = {identifier: ("paragraph", name.lower()) for identifier, name, *_ in PARAGRAPHS}
    found |= {identifier: ("character", name.lower()) for identifier, name, _ in CHARACTERS}
    return {**found, **{identifier: ("table", name.lower()) for identifier, name in TABLES}, **DEFAULTS}


def names_in_word() -> Mapping[str, str]:
    """Our styles by identifier, as Word and a template call them."""
    named = {identifier: name for identifier, name, *_ in (*PARAGRAPHS, *CHARACTERS, *TABLES)}
    return {**named, "Normal": "Normal"}


def matched(styles: etree._Element) -> dict[str, tuple[str, str]]:
    """Of our styles those that the template has: identifier and name there.

    An alias that somebody has given a style on purpose counts before the name of another.
    """
    nodes = [style for style in styles.iter(f"{W}style") if _IDENTIFIER.fullmatch(value(style, "styleId"))]
    known: dict[Role, etree._Element] = {}
    for node in nodes:
        # Whatever it is called: there is one default of each kind, and it cannot be ours.
        if value(node, "default") in {"1", "true", "on"} and value(node, "type") in _BY_KIND:
            known.setdefault(_BY_KIND[value(node, "type")], node)
    for level in (_aliases, _names, _translated, _ending):
        for node in nodes:
            for name in level(node):
                known.setdefault((value(node, "type") or "paragraph", name), node)
    return {
        ours: (value(known[role], "styleId"), value(known[role].find(f"{W}name")))
        for ours, role in roles().items()
        if role in known
    }


def _names(style: etree._Element) -> Iterator[str]:
    yield _name(style)


def _aliases(style: etree._Element) -> Iterator[str]:
    for alias in re.split("[,;]", value(style.find(f"{W}aliases"))):
        yield alias.strip().lower()


def _translated(style: etree._Element) -> Iterator[str]:
    name = _name(style)
    yield from (english for english, others in _ELSEWHERE.items() if name in others.split("; "))


def _ending(style: etree._Element) -> Iterator[str]:
    name = _name(style)
    for english in _NAMED if value(style, "customStyle") == "1" else ():
        endings = (english, *_ELSEWHERE[english].split("; "))
        if any(re.search(rf"[\W_]{re.escape(ending)}$", name) for ending in endings):
            yield english


def _name(style: etree._Element) -> str:
    return value(style.find(f"{W}name")).lower()
