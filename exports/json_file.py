"""The publication as JSON: the manuscript that was signed, with the votes and signatures around it."""

from dataclasses import asdict, fields

from recommendations.domain.canonical import Json, canonical_json
from recommendations.domain.manifesto import Publication, SignatureLine, VoteLine
from recommendations.domain.manuscript import manifesto_to_json

FORMAT = "hemicycle-publication/1"


def write_json(publication: Publication) -> bytes:
    """The publication in canonical JSON.

    ``sha256`` is the hash of the value under ``manifesto``, written in the same canonical form.
    """
    document: dict[str, Json] = {
        "format": FORMAT,
        "sha256": publication.sha256,
        "manifesto": manifesto_to_json(publication.manifesto),
        "adopted_on": publication.adopted_on,
        "votes": [_vote(vote) for vote in publication.votes],
        "signatures": [_signature(signature) for signature in publication.signatures],
        "co_signatures": [asdict(line) for line in publication.co_signatures],
        "notice": dict(publication.notice),
    }
    return canonical_json(document).encode()


def _vote(vote: VoteLine) -> dict[str, Json]:
    figures: dict[str, Json] = {field.name: getattr(vote, field.name) for field in fields(vote)}
    return figures | {"question": dict(vote.question)}


def _signature(signature: SignatureLine) -> dict[str, Json]:
    plain: dict[str, Json] = {field.name: getattr(signature, field.name) for field in fields(signature)}
    return plain | {"proof": dict(signature.proof)}
