"""The question as it is read out, in each language the assembly speaks."""

from collections.abc import Sequence

FALLBACK = "en"
WORDINGS: dict[str, dict[str, str]] = {
    "en": {
        "amendment": "Shall amendment {label} to recommendation {number} be adopted?",
        "amendment_to_commitment": "Shall amendment {label} to commitment {number} be adopted?",
        "amendment_to_text": "Shall amendment {label} be adopted?",
        "joint": "Shall amendments {label}, which say the same, to recommendation {number} be adopted?",
        "joint_to_text": "Shall amendments {label}, which say the same, be adopted?",
        "series": "Shall amendments {label}, one wording throughout the text, be adopted?",
        "part": "Shall part {part} of amendment {label} be adopted ({label}/{part})?",
        "block": "Shall amendments {label} be adopted together, as a block?",
        "new_unit": "Shall amendment {label} be adopted, which adds a recommendation?",
        "theme_title": "Shall amendment {label} to the title of theme {number} be adopted?",
        "sub_amendment": "Shall sub-amendment {label} to amendment {other} be adopted?",
        "alternative": "Shall alternative {label} to recommendation {number} be adopted?",
        "alternative_to_text": "Shall alternative {label} be adopted?",
        "compromise": "Shall compromise {label}, in the place of {other}, be adopted?",
        "contradiction": (
            "Which of the two shall stand: recommendation {number} (vote for) or recommendation {other} (vote against)?"
        ),
        "recommendation": "Shall recommendation {number} be adopted?",
        "commitment": "Shall commitment {number} be adopted?",
        "manifesto": "Shall the manifesto as a whole be adopted (version {number})?",
    },
    "fr": {
        "amendment": "L\u2019amendement {label} à la recommandation {number} est-il adopté\u202f?",
        "amendment_to_commitment": "L\u2019amendement {label} à l\u2019engagement {number} est-il adopté\u202f?",
        "amendment_to_text": "L\u2019amendement {label} est-il adopté\u202f?",
        "joint": "Les amendements identiques {label} à la recommandation {number} sont-ils adoptés\u202f?",
        "joint_to_text": "Les amendements identiques {label} sont-ils adoptés\u202f?",
        "series": "Les amendements {label}, une même formulation dans tout le texte, sont-ils adoptés\u202f?",
        "part": "La partie {part} de l\u2019amendement {label} est-elle adoptée ({label}/{part})\u202f?",
        "block": "Les amendements {label} sont-ils adoptés ensemble, en bloc\u202f?",
        "new_unit": "L\u2019amendement {label}, qui ajoute une recommandation, est-il adopté\u202f?",
        "theme_title": "L\u2019amendement {label} au titre du thème {number} est-il adopté\u202f?",
        "sub_amendment": "Le sous-amendement {label} à l\u2019amendement {other} est-il adopté\u202f?",
        "alternative": "La variante {label} pour la recommandation {number} est-elle adoptée\u202f?",
        "alternative_to_text": "La variante {label} est-elle adoptée\u202f?",
        "compromise": "Le compromis {label}, à la place de {other}, est-il adopté\u202f?",
        "contradiction": (
            "Laquelle des deux est maintenue\u202f: la recommandation {number} (voter pour)"
            " ou la recommandation {other} (voter contre)\u202f?"
        ),
        "recommendation": "La recommandation {number} est-elle adoptée\u202f?",
        "commitment": "L\u2019engagement {number} est-il adopté\u202f?",
        "manifesto": "Le manifeste est-il adopté dans son ensemble (version {number})\u202f?",
    },
}


def question(
    languages: Sequence[str], kind: str, *, number: str = "", label: str = "", other: str = "", part: int | None = None
) -> dict[str, str]:
    """The question in those of the languages that have a wording, at least in English.

    ``kind`` is a poll's subject, "commitment", or what :func:`kind_of_question` finds; ``number`` and ``other``
    are as printed, ``label`` is what amendments are called.
    """
    spoken = [language for language in languages if language in WORDINGS] or [FALLBACK]
    values = {"number": number, "label": label, "other": other, "part": part or ""}
    return {language: WORDINGS[language][kind].format(**values) for language in spoken}
