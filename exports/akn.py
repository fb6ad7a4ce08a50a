"""The manifesto as an Akoma Ntoso statement: one work, and an expression of it in each language."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from exports.akn_text import blocks
from exports.markup import clean
from exports.words import WORDS, function_in_words, spoken
from recommendations.domain.manifesto import Chapter, Manifesto, Publication, chosen
from recommendations.domain.text import Unit, UnitKind

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# ISO 639-2, which Akoma Ntoso asks for in addresses.
CODES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "it": "ita", "nl": "nld", "pt": "por"}
_GROUPS = {UnitKind.CITATION: ("citations", "cits", "citation", "cit")}
_GROUPS |= {UnitKind.RECITAL: ("recitals", "recs", "recital", "rec")}


def write_akn(publication: Publication, language: str) -> bytes:
    """The expression of the manifesto in this language."""
    manifesto = publication.manifesto
    body = "".join(_chapter(chapter, publication, language) for chapter in manifesto.chapters)
    title = clean(chosen(manifesto.edition, language)[0])
    preface = f'<preface eId="preface"><p><docTitle>{title}</docTitle></p></preface>'
    written = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}"><statement name="manifesto">'
        f"{_meta(publication, language)}{preface}{_preamble(manifesto, language)}"
        f'<mainBody eId="body">{body}</mainBody>{_conclusions(publication, language)}</statement></akomaNtoso>\n'
    )
    return written.encode()


def _meta(publication: Publication, language: str) -> str:
    manifesto = publication.manifesto
    day = publication.adopted_on or max(manifesto.days, default="1980-01-01")
    work = f"/akn/eu/statement/{day[:10]}/{publication.sha256[:12]}"
    code = CODES.get(language, language)
    first = CODES.get(manifesto.languages[0], manifesto.languages[0])
    expression = f"{work}/{code}@{day[:10]}"
    common = f'<FRBRdate date="{day[:10]}" name="{"adoption" if publication.adopted_on else "draft"}"/>'
    common += '<FRBRauthor href="#secretariat"/>'
    told = f'<FRBRauthoritative value="{"true" if code == first else "false"}"/><FRBRlanguage language="{code}"/>'
    if code != first:
        told += f'<FRBRtranslation href="{work}/{first}@{day[:10]}" fromLanguage="{first}" by="#secretariat"/>'
    return (
        '<meta><identification source="#secretariat">'
        f'<FRBRWork><FRBRthis value="{work}/!main"/><FRBRuri value="{work}"/>'
        f'<FRBRalias name="sha256" value="{publication.sha256}"/>{common}<FRBRcountry value="eu"/></FRBRWork>'
        f'<FRBRExpression><FRBRthis value="{expression}/!main"/><FRBRuri value="{expression}"/>{common}{told}'
        f'</FRBRExpression><FRBRManifestation><FRBRthis value="{expression}/!main.xml"/>'
        f'<FRBRuri value="{expression}.xml"/>{common}</FRBRManifestation></identification>'
        f'<references source="#secretariat">{_references(manifesto, language)}</references></meta>'
    )


def _references(manifesto: Manifesto, language: str) -> str:
    named = [("secretariat", WORDS[spoken(language)]["creator"])]
    named += [(f"addressee_{clean(code)}", chosen(names, language)[0]) for code, names in manifesto.addressees]
    return "".join(
        f'<TLCOrganization eId="{name}" href="/akn/ontology/organization/eu/{name}" showAs="{clean(shown)}"/>'
        for name, shown in named
    )


def _preamble(manifesto: Manifesto, language: str) -> str:
    units = [text for unit in manifesto.preamble if (text := unit.text(language)) is not None]
    if not units:
        return ""
    groups = [(kind, list(found)) for kind, found in groupby(units, key=lambda unit: unit.kind)]
    return (
        f"<preamble>{''.join(_group(kind, found, place) for place, (kind, found) in enumerate(groups, 1))}</preamble>"
    )


def _group(kind: UnitKind, units: Sequence[Unit], place: int) -> str:
    if kind not in _GROUPS:
        return "".join(
            f'<formula name="declaration" eId="formula_{place}_{number}">'
            f"{blocks(unit, f'formula_{place}_{number}')}</formula>"
            for number, unit in enumerate(units, 1)
        )
    whole, short, one, brief = _GROUPS[kind]
    eid = f"{short}_{place}"
    inside = "".join(
        f'<{one} eId="{eid}__{brief}_{number}">{blocks(unit, f"{eid}__{brief}_{number}")}</{one}>'
        for number, unit in enumerate(units, 1)
    )
    return f'<{whole} eId="{eid}">{inside}</{whole}>'


def _chapter(chapter: Chapter, publication: Publication, language: str) -> str:
    eid = f"chp_{chapter.number}"
    inside = "".join(_parts(chapter, publication.manifesto, language, eid))
    title = clean(chosen(chapter.title, language)[0])
    return f'<chapter eId="{eid}"><num>{chapter.number}.</num><heading>{title}</heading>{inside}</chapter>'


def _parts(chapter: Chapter, manifesto: Manifesto, language: str, within: str) -> Iterator[str]:
    for place, numbered in enumerate(chapter.units, 1):
        unit = numbered.text(language)
        if unit is None:
            continue
        eid = f"{within}__hcontainer_{place}"
        number = f"<num>{clean(numbered.number)}</num>" if numbered.number else ""
        heading = f"<heading>{clean(unit.title)}</heading>" if unit.title else ""
        content = _addressees(unit, manifesto, language) + blocks(unit, eid)
        uid = clean("".join(unit.uid.split()))
        yield (
            f'<hcontainer name="{unit.kind.value}" eId="{eid}" wId="{uid}">{number}{heading}'
            f'<content eId="{eid}__content">{content}</content></hcontainer>'
        )


def _addressees(unit: Unit, manifesto: Manifesto, language: str) -> str:
    names = dict(manifesto.addressees)
    named = ", ".join(
        f'<organization refersTo="#addressee_{clean(code)}">{clean(chosen(names[code], language)[0])}</organization>'
        for code in unit.addressees
        if code in names
    )
    return f'<p class="addressees">{named}</p>' if named else ""


def _conclusions(publication: Publication, language: str) -> str:
    lines = "".join(
        f"<p><signature>{clean(line.name)}, {clean(function_in_words(line.function, language))}, {clean(line.place)}, "
        f'<date date="{line.signed_at[:10]}">{line.signed_at[:10]}</date></signature></p>'
        for line in publication.signatures
    )
    return f'<conclusions eId="conclusions">{lines}</conclusions>' if lines else ""
