"""What a submission package is and what stands where in it, as plain text."""

from exports.language_note import language_notes
from exports.words import WORDS, spoken
from recommendations.domain.deliveries import Delivery
from recommendations.domain.manifesto import chosen

README = "README.txt"
FOLDERS = ("letters", "manifesto", "summaries", "record", "amendments", "data")


def write_readme(delivery: Delivery, paths: frozenset[str]) -> bytes:
    """What the package is, which language is authentic, and what stands where, in each language of the delivery."""
    spoken_in = dict.fromkeys(spoken(language) for language in delivery.languages)
    has_pdf = any(path.endswith(".pdf") for path in paths)
    folders = [folder for folder in FOLDERS if any(path.startswith(f"{folder}/") for path in paths)]
    parts = [_readme(delivery, language, folders, has_pdf=has_pdf) for language in spoken_in]
    return "\n\n".join(parts).encode()


def _readme(delivery: Delivery, language: str, folders: list[str], *, has_pdf: bool) -> str:
    words, publication = WORDS[language], delivery.publication
    lines = [chosen(publication.manifesto.edition, language)[0], "", words["readme lead"], publication.sha256, ""]
    lines += language_notes(delivery, language)
    if not has_pdf:
        lines.append(words["no pdf"])
    lines += ["", words["readme files"], *(f"  {folder}/  {words[f'in {folder}']}" for folder in folders)]
    lines += ["", words["readme sums"], *filter(None, [chosen(publication.notice, language)[0]])]
    return "\n".join(lines) + "\n"
