"""Minutes: what happened, the figures of every vote, and who voted how where that is public."""

from collections.abc import Sequence
from itertools import pairwise

from exports.annex import TABLE, write_vote_table
from exports.chapters import write_heading
from exports.markup import Look, field, paragraph, runs
from exports.papers import Paper, finished_paper, write_head
from exports.tables import Kind, head, row, table
from exports.words import date_in_words, days_in_words, figure, tag, time_in_words
from exports.writing import Writing
from recommendations.domain.manifesto import chosen
from recommendations.domain.papers import Minutes, RecordedVote, RecordLine

_WIDTHS = (1900, 2200, 4970)


def write_minutes(minutes: Minutes, language: str) -> bytes:
    """The record in words, with the votes as a table and the votes by name.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    document = Writing(language, {})
    about = Paper(
        edition=minutes.edition,
        kind="minutes",
        title=minutes.title,
        lines=(", ".join(filter(None, (minutes.place, days_in_words(minutes.days, language)))),),
        sha256=minutes.sha256,
        day=min(minutes.days, default=""),
        notice=minutes.notice,
    )
    write_head(document, about)
    _write_record(document, minutes)
    write_heading(document, document.word("annex"), "annex")
    if minutes.votes:
        write_vote_table(document, [one.vote for one in minutes.votes])
    else:
        document.say("Passage", document.word("no votes"))
    _write_roll_calls(document, [one for one in minutes.votes if one.yes or one.no or one.abstain])
    return finished_paper(document, about)


def _write_record(document: Writing, minutes: Minutes) -> None:
    write_heading(document, document.word("record"), "record")
    if minutes.votes:
        look = document.look
        reference = runs(f"{document.word('see table')} ", look) + field(f"REF {TABLE} \\h", _first(document), look)
        page = runs(f" {document.word('on page')}\u00a0", look) + field(f"PAGEREF {TABLE} \\h", "2", look)
        document.add("Passage", reference + page + runs(".", look), length=60)
    if not minutes.lines:
        document.say("Passage", document.word("no acts"))
        return
    columns = [("TableHead", document.word(key)) for key in ("time", "who", "act")]
    before = ["", *(line.moment[:10] for line in minutes.lines)]
    rows = [
        _act(document, line, is_new_day=last != day)
        for line, (last, day) in zip(minutes.lines, pairwise(before), strict=True)
    ]
    kind = Kind("VoteTable", document.word("record"), document.word("record alt"))
    document.parts.append(table(kind, _WIDTHS, [head(document, _WIDTHS, columns), *rows]))
    document.height += 22.0 * len(rows)


def _first(document: Writing) -> str:
    return f"{document.word('table')}\u00a01"


def _act(document: Writing, line: RecordLine, *, is_new_day: bool) -> str:
    look = document.look
    when = paragraph("TableText", runs(time_in_words(line.moment), look))
    if is_new_day:
        day = date_in_words(line.moment, document.language)
        when = paragraph("TableText", runs(day, Look(look.language, strong=True))) + when
    words, language = chosen(line.sentence, document.language)
    cells = [
        when,
        paragraph("TableText", runs(line.actor, look)),
        paragraph("TableText", runs(words, Look(tag(language)))),
    ]
    return row(_WIDTHS, cells)


def _write_roll_calls(document: Writing, votes: Sequence[RecordedVote]) -> None:
    if not votes:
        return
    write_heading(document, document.word("roll calls"), "roll_calls")
    for one in votes:
        document.say_chosen("VoteQuestion", one.vote.question)
        for key, weight, names in (
            ("for", one.vote.yes, one.yes),
            ("against", one.vote.no, one.no),
            ("abstain", one.vote.abstain, one.abstain),
        ):
            strong = Look(document.look.language, strong=True)
            weighed = figure(weight, document.language)
            lead = document.word("by name").format(choice=document.word(key), weight=weighed)
            listed = ", ".join(names) or document.word("nobody")
            document.add("VoteNames", runs(lead, strong) + runs(listed, document.look), length=len(lead + listed))
