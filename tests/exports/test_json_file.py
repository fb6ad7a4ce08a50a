import json

from exports.json_file import write_json
from recommendations.domain.canonical import canonical_json, sha256
from recommendations.domain.manuscript import manifesto_from_json
from tests.exports.publications import make_publication


def test_the_manifesto_comes_back_as_it_was() -> None:
    publication = make_publication()

    document = json.loads(write_json(publication))

    assert manifesto_from_json(document["manifesto"]) == publication.manifesto


def test_anybody_can_compute_the_hash_from_the_file() -> None:
    publication = make_publication()

    document = json.loads(write_json(publication))

    assert sha256(document["manifesto"]) == publication.sha256 == document["sha256"]
    assert write_json(publication).decode() == canonical_json(document)


def test_votes_and_signatures_go_along() -> None:
    document = json.loads(write_json(make_publication(votes=2)))

    assert [vote["yes"] for vote in document["votes"]] == ["70", "70"]
    assert document["votes"][0]["question"]["en"]
    assert document["signatures"][0]["name"] == "A. Example"
