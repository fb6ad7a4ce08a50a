"""Short titles for the changes of a Word file, in the reader's language; their proposers find better ones."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from recommendations.domain.naming import Named, Naming
from recommendations.domain.proposals import LONGEST_TITLE

# Of long words the beginning is told: as much of it as the title has room for.
_LENGTHS = (LONGEST_TITLE, 60, 45, 35, 25, 15)
_WITH_WORDS: dict[Naming, LazyString] = {
    Naming.REPLACE: _l("Replace “%(old)s” by “%(new)s”"),
    Naming.INSERT: _l("Add “%(new)s”"),
    Naming.DELETE: _l("Delete “%(old)s”"),
    Naming.DELETE_PARAGRAPH: _l("Delete the paragraph “%(old)s”"),
    Naming.DELETE_WHOLE: _l("Delete the whole of “%(old)s”"),
    Naming.NEW_PARAGRAPH: _l("New paragraph: “%(new)s”"),
    Naming.NEW_UNIT: _l("New recommendation: “%(new)s”"),
    Naming.MOVE: _l("Move “%(old)s”"),
    Naming.TITLE: _l("New title: “%(new)s”"),
    Naming.SPLIT: _l("Divide the paragraph “%(old)s”"),
    Naming.MERGE: _l("Join paragraphs: “%(old)s”"),
    Naming.LOOK: _l("Change the look of “%(old)s”"),
    Naming.SPACING: _l("Change a space at “%(old)s”"),
    Naming.ADD_ADDRESSEE: _l("Add the addressee %(new)s"),
    Naming.REMOVE_ADDRESSEE: _l("Remove the addressee %(old)s"),
    Naming.OTHER: _l("Change the text"),
}
_SENTENCES: dict[int, LazyString] = {
    1: _l("Delete the first sentence"),
    2: _l("Delete the second sentence"),
    3: _l("Delete the third sentence"),
    4: _l("Delete the fourth sentence"),
    5: _l("Delete the fifth sentence"),
}


def title_of(named: Named, other_unit: str = "") -> str:
    """What the amendment could be called, within the limit of titles; ``other_unit`` is where moved words go."""
    candidates = (_ended(named, _said(named, length, other_unit)) for length in _LENGTHS)
    return next((title for title in candidates if len(title) <= LONGEST_TITLE), str(_l("Change the text")))


def _said(named: Named, length: int, other_unit: str) -> str:
    if other_unit and named.old:
        moved: str = _("Move “%(old)s” to %(number)s", old=_cut(named.old, length), number=other_unit)
        return moved
    if named.naming is Naming.DELETE_SENTENCE:
        return _sentence(named)
    pattern = str(_WITH_WORDS[named.naming])
    return pattern % {"old": _cut(named.old, length), "new": _cut(named.new, length)}


def _sentence(named: Named) -> str:
    known = _SENTENCES.get(named.sentence)
    said = str(known) if known else _("Delete sentence %(number)s", number=named.sentence)
    return _("%(what)s of paragraph %(number)s", what=said, number=named.paragraph) if named.paragraph else said


def _ended(named: Named, said: str) -> str:
    if not named.more:
        return said
    more = ngettext("and %(num)s more change", "and %(num)s more changes", named.more)
    return f"{said}, {more}"


def _cut(words: str, length: int) -> str:
    """The words in one line, up to a boundary between words."""
    said = " ".join(words.split())
    if len(said) <= length:
        return said
    kept = said[:length].rpartition(" ")[0] or said[: length - 1]
    return f"{kept.rstrip(' ,;:.')} …"
