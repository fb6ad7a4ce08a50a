"""The fixed words of the documents in French."""

from collections.abc import Mapping

from recommendations.domain.statements import Wording

WORDS: Mapping[str, str] = {
    "manifesto": "Manifeste",
    "contents": "Sommaire",
    "preamble": "Préambule",
    "addressed to": "À l’adresse de\u00a0:",
    "commitment": "Engagement des villes et régions elles-mêmes",
    "addressees": "À l’attention de\u00a0:",
    "signed": "Adopté le {adopted}, signé le {signed}",
    "adopted": "Adopté le {adopted}",
    "draft": "Composé pour le vote\u00a0; pas encore adopté",
    "authoritative": "La version en langue {name} fait foi.",
    "signatures": "Signatures",
    "unsigned": "Pas encore signé.",
    "name and function": "Nom et fonction",
    "president": "Présidence",
    "place and date": "Lieu et date",
    "certified": "a certifié le texte dont le SHA-256 commence par {start}",
    "annex": "Annexe\u00a0: les votes",
    "annex lead": "Tous les scrutins dont le résultat a été proclamé devant l’assemblée. Les questions portent les "
    "numéros que les textes avaient lors du vote\u00a0; le manifeste renumérote ce qui a été adopté.",
    "no votes": "Aucun résultat n’a été proclamé.",
    "alt": "Une ligne par scrutin proclamé\u00a0: question, voix pour et contre, abstentions, inscrits, résultat.",
    "question": "Question, majorité, clôture du scrutin",
    "for": "Pour",
    "against": "Contre",
    "abstain": "Abst.",
    "entitled": "Inscrits",
    "result": "Résultat",
    "in this text": "dans ce texte\u00a0:",
    "carried": "Adopté",
    "lost": "Rejeté",
    "closed": "{moment} UTC",
    "authenticity": "Le texte et son empreinte",
    "authenticity lead": "Ce document est une mise en page. Le texte lui-même est le manuscrit canonique, remis à "
    "côté sous forme de fichier JSON. Il couvre la page de titre, le préambule et toutes les recommandations dans "
    "toutes les langues\u00a0; les votes et les signatures n’en font pas partie.",
    "authenticity tail": "Ce qui est voté et signé est l’empreinte SHA-256 de ce manuscrit, que chacun peut "
    "recalculer\u00a0:",
    "page": "Page",
    "of": "sur",
    "creator": "Secrétariat de l’assemblée",
    "compared": "Modifications par rapport à\u00a0: {base}",
    "editor": "Secrétariat (rédactionnel)",
    "table": "Tableau",
    "votes caption": "Scrutins proclamés devant l’assemblée",
    "see table": "Tous les scrutins figurent au",
    "on page": "page",
    "working paper": "Document de travail",
    "theme": "Thème {number}",
    "revision": "Révision {number}, arrêtée le {day}",
    "edit hint": "Le suivi des modifications est activé. Modifiez le texte, enregistrez le fichier et "
    "remettez-le\u00a0: chaque modification du texte devient un amendement que vous pouvez relire avant son dépôt.",
    "line hint": "Les numéros de ligne sont ceux de l’écran.",
    "amendments": "Amendements",
    "amendment": "Amendement {label}",
    "tabled": "Amendements à la révision {number}, déposés jusqu’au {day}",
    "draft text": "Projet de texte",
    "amendment column": "Amendement",
    "deleted": "supprimé",
    "original": "Or. {language}",
    "justification": "Justification",
    "sheet alt": "À gauche le projet de texte, à droite l’amendement\u00a0; ce qui change est en gras et en italique.",
    "recommendation": "Recommandation {number}",
    "commitment of": "Engagement {number}",
    "passage": "Passage",
    "citation": "Visa",
    "recital": "Considérant",
    "new": "Nouveau\u00a0: {place}",
    "instruction": "{place}\u00a0: {parts}.",
    "then": "\u202f; ",
    "instruct new": "Insérer le texte qui figure à droite.",
    "instruct delete": "{place}\u00a0: supprimer l’ensemble.",
    "minutes": "Procès-verbal",
    "record": "Déroulement de la séance",
    "time": "Heure (UTC)",
    "who": "Qui",
    "act": "Acte",
    "record alt": "Une ligne par acte du procès-verbal\u00a0: quand, qui, quoi.",
    "no acts": "Aucun acte n’a été enregistré.",
    "roll calls": "Votes nominatifs",
    "by name": "{choice} ({weight})\u00a0: ",
    "nobody": "personne",
    "roll": "Participants et signataires",
    "participants": "Participants",
    "participants caption": "Membres de l’assemblée",
    "participants alt": "Une ligne par membre\u00a0: nom, pays, délégué, fonction, voix.",
    "member": "Membre",
    "country": "Pays",
    "delegate": "Délégué",
    "function": "Fonction",
    "weight": "Voix",
    "no participants": "Aucun membre n’a été accrédité.",
    "name": "Nom",
    "place": "Lieu",
    "date": "Date",
    "letter": "Lettre d’accompagnement",
    "summary": "Synthèse des demandes",
    "dear": "Madame, Monsieur,",
    "faithfully": "Veuillez agréer, Madame, Monsieur, l’expression de notre haute considération.",
    "subject": "Objet\u00a0: Manifeste – {edition}",
    "letter adopted": "Le {adopted}, l’assemblée des villes réunie à {place} a adopté le manifeste que nous vous "
    "remettons par la présente.",
    "letter draft": "Vous recevez avec cette lettre un projet de manifeste. L’assemblée ne l’a pas encore adopté.",
    "letter one": "L’une de ses recommandations vous est adressée ({institution}). Elle figure dans la synthèse "
    "ci-jointe.",
    "letter many": "{number} de ses recommandations vous sont adressées ({institution}). Elles figurent dans la "
    "synthèse ci-jointe.",
    "letter contents": "Vous trouverez ci-joint le manifeste, le procès-verbal de son adoption, la liste des "
    "participants et des signataires, les amendements et leurs votes, ainsi que le même texte sous "
    "des formes lisibles par des machines.",
    "letter hash": "Le texte est identifié par son SHA-256, avec lequel chacun peut vérifier une copie\u00a0:",
    "languages": "Versions linguistiques\u00a0: {names}.",
    "left out": "Absente de ce dossier, faute d’avoir été comparée à la version qui fait foi\u00a0: {names}.",
    "summary lead": "Ce que le manifeste demande à\u00a0: {institution}. Chaque recommandation figure avec son numéro, "
    "son titre et sa première phrase\u202f; seul le manifeste fait foi.",
    "summary short lead": "Ce que le manifeste demande à\u00a0: {institution}. Chaque recommandation figure avec son "
    "numéro, son titre et le début de sa première phrase\u202f; seul le manifeste fait foi.",
    "more demands": "{number} autres s’adressent à cette institution\u00a0: {listed}. Elles figurent dans le "
    "manifeste.",
    "register": "Registre de transparence de l’Union européenne\u00a0: {number}",
    "no demands": "Aucune recommandation n’est adressée à cette institution.",
    "readme lead": "Dossier de remise du manifeste. Le texte est identifié par ce SHA-256\u00a0:",
    "readme files": "Ce qu’il contient\u00a0:",
    "readme sums": "SHA256SUMS donne l’empreinte de chaque fichier\u202f; pour vérifier\u00a0: sha256sum -c SHA256SUMS",
    "no pdf": "Il n’y a pas de PDF, car le serveur qui a préparé ce dossier n’a pas LibreOffice, ou celui-ci a échoué.",
    "in letters": "les lettres d’accompagnement, une par destinataire",
    "in manifesto": "le manifeste dans chaque langue, en Word et en PDF, et ses changements par rapport au texte "
    "déposé",
    "in summaries": "ce qui est demandé à chaque institution",
    "in record": "le procès-verbal avec tous les votes, les participants et signataires, les votes en tableau",
    "in amendments": "les amendements de chaque thème sur deux colonnes",
    "in data": "le texte pour les machines\u00a0: JSON et Akoma Ntoso",
}

INSTRUCTIONS: Mapping[Wording, tuple[str, str]] = {
    Wording.REPLACED: ("remplacer «\u00a0{old}\u00a0» par «\u00a0{new}\u00a0»", ""),
    Wording.INSERTED: (
        "après «\u00a0{old}\u00a0», insérer «\u00a0{new}\u00a0»",
        "au début, insérer «\u00a0{new}\u00a0»",
    ),
    Wording.DELETED: ("supprimer «\u00a0{old}\u00a0»", ""),
    Wording.SPACING: ("corriger l’espace dans «\u00a0{old}\u00a0»", ""),
    Wording.PARAGRAPH_INSERTED: (
        "insérer l’alinéa «\u00a0{new}\u00a0»",
        "insérer l’alinéa «\u00a0{new}\u00a0»",
    ),
    Wording.PARAGRAPH_DELETED: ("supprimer l’alinéa «\u00a0{old}\u00a0»", ""),
    Wording.TITLE: (
        "remplacer le titre «\u00a0{old}\u00a0» par «\u00a0{new}\u00a0»",
        "donner le titre «\u00a0{new}\u00a0»",
    ),
    Wording.ADDRESSEE_ADDED: ("ajouter le destinataire {new}", "ajouter le destinataire {new}"),
    Wording.ADDRESSEE_REMOVED: ("retirer le destinataire {old}", ""),
    Wording.MOVED_BEFORE: ("déplacer «\u00a0{old}\u00a0» avant «\u00a0{new} …\u00a0»", ""),
    Wording.MOVED_AFTER: ("déplacer «\u00a0{old}\u00a0» après «\u00a0{new}\u00a0», à la fin de l’alinéa", ""),
    Wording.PARAGRAPH_MOVED: (
        "déplacer l’alinéa «\u00a0{old} …\u00a0» après l’alinéa «\u00a0{new} …\u00a0»",
        "",
    ),
}
"""For each kind of change the sentence, and the one for the case that there is nothing old."""

ALONE: Mapping[Wording, str] = {
    Wording.MOVED_AFTER: "déplacer «\u00a0{old}\u00a0» dans un alinéa distinct",
    Wording.PARAGRAPH_MOVED: "déplacer l’alinéa «\u00a0{old} …\u00a0» au début",
}
"""The sentences for the case that there is nothing new."""
