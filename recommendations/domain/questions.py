"""The question as it is read out, in each language the assembly speaks."""

from collections.abc import Sequence

FALLBACK = "en"
WORDINGS: dict[str, dict[str, str]] = {
    "en": {
        "amendment": "Shall amendment {label} to recommendation {number} be adopted?",
        "recommendation": "Shall recommendation {number} be adopted?",
        "commitment": "Shall commitment {number} be adopted?",
        "manifesto": "Shall the manifesto as a whole be adopted (version {number})?",
    },
    "fr": {
        "amendment": "L\u2019amendement {label} à la recommandation {number} est-il adopté\u202f?",
        "recommendation": "La recommandation {number} est-elle adoptée\u202f?",
        "commitment": "L\u2019engagement {number} est-il adopté\u202f?",
        "manifesto": "Le manifeste est-il adopté dans son ensemble (version {number})\u202f?",
    },
}


def question(languages: Sequence[str], kind: str, *, number: str, label: str = "") -> dict[str, str]:
    """The question in those of the languages that have a wording, at least in English.

    ``kind`` is a poll's subject or "commitment"; ``number`` is as printed.
    """
    spoken = [language for language in languages if language in WORDINGS] or [FALLBACK]
    return {language: WORDINGS[language][kind].format(number=number, label=label) for language in spoken}
