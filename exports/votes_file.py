"""The announced votes as CSV, for whoever wants to count them again in a spreadsheet."""

import csv
import io

from exports.words import WORDS, majority_in_words, spoken
from recommendations.domain.manifesto import Publication, chosen

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def write_votes_file(publication: Publication, language: str) -> bytes:
    """One line for each vote, in UTF-8 with the mark by which spreadsheets know it; no cell is a formula."""
    words = WORDS[spoken(language)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(words["votes file"].split(","))
    for number, vote in enumerate(publication.votes, start=1):
        result = words["carried" if vote.adopted else "lost"]
        question, majority = chosen(vote.question, language)[0], majority_in_words(vote.majority, language)
        figures = (vote.yes, vote.no, vote.abstain, vote.entitled)
        writer.writerow([number, *map(_harmless, (question, majority, *figures, result, vote.closed_at))])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8", "ignore")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
