"""What holds for every set of amendments, whatever the texts are."""

import json
from collections import Counter
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.changes import Hunk, UnitChange
from recommendations.domain.comparison import Mark, compare
from recommendations.domain.conflicts import Standings, standings
from recommendations.domain.hunk_encoding import change_from_json, change_to_json
from recommendations.domain.hunks import Relation, change_between, clashes, relation
from recommendations.domain.incorporation import NumberedChange, applied, incorporate
from recommendations.domain.rebasing import WordsChanged, rebase
from recommendations.domain.text import Unit
from tests.domain.random_texts import Assembly, random_assembly, words_in

assemblies = st.randoms(use_true_random=False).map(random_assembly)
crowds = st.randoms(use_true_random=False).map(lambda random: random_assembly(random, 12))


@given(assemblies)
def test_all_of_an_amendment_accepted_is_what_its_proposer_wrote(assembly: Assembly) -> None:
    for amended in assembly.amended:
        assert applied(assembly.base, change_between(assembly.base, amended)) == amended


@given(assemblies)
def test_all_of_an_amendment_undone_is_the_base(assembly: Assembly) -> None:
    for amended in assembly.amended:
        assert applied(amended, change_between(amended, assembly.base)) == assembly.base


@given(assemblies)
def test_an_amendment_shown_is_the_text_before_and_the_text_after(assembly: Assembly) -> None:
    for amended in assembly.amended:
        shown = compare(assembly.base, change_between(assembly.base, amended)).paragraphs

        before = [(p.uid, p.before) for p in shown if p.mark is not Mark.INSERTED]
        after = [(p.uid, p.after) for p in shown if p.mark is not Mark.DELETED]
        assert before == [(p.uid, p.spans) for p in assembly.base.paragraphs]
        assert after == [(p.uid, p.spans) for p in amended.paragraphs]


@given(assemblies)
def test_a_stored_change_is_the_same_when_read_again(assembly: Assembly) -> None:
    for change in assembly.changes:
        stored = json.loads(json.dumps(change_to_json(change["en"])))
        assert change_from_json(stored) == change["en"]


@given(crowds)
def test_the_sweep_finds_what_every_pair_says_of_itself(assembly: Assembly) -> None:
    changes = assembly.changes
    found = standings(dict(enumerate(changes)))

    for one, other in combinations(range(len(changes)), 2):
        assert _said(found, one, other) is _said(found, other, one) is relation(changes[one], changes[other])


def _said(found: Standings[int], one: int, other: int) -> Relation:
    answers = {
        Relation.CONFLICT: found.conflicts_of(one),
        Relation.SAME_PLACE: found.same_place_of(one),
        Relation.IDENTICAL: found.identical_to(one),
    }
    return next((kind for kind, others in answers.items() if other in others), Relation.APART)


@given(assemblies)
def test_a_conflict_is_told_exactly_when_words_are_shared(assembly: Assembly) -> None:
    for one, other in combinations(assembly.changes, 2):
        if one == other:
            continue
        shares = _share_words(one["en"], other["en"])
        assert (relation(one, other) is Relation.CONFLICT) == shares
        assert bool(clashes(one, other, {"en": assembly.base})) == shares


def _share_words(one: UnitChange, other: UnitChange) -> bool:
    """Word by word and place by place, counted the slow way."""
    taken, put = _wanted(one, other)
    their_taken, their_put = _wanted(other, one)
    places = {moved.uid: moved.after for moved in one.moved}
    spaces = {(h.paragraph, h.start): h.after for h in one.hunks if h.is_space_only}
    return bool(
        taken & (their_taken | their_put)
        or put & their_taken
        or set(one.deleted) & other.touched
        or set(other.deleted) & one.touched
        or any(places.get(moved.uid, moved.after) != moved.after for moved in other.moved)
        or any(spaces.get((h.paragraph, h.start), h.after) != h.after for h in other.hunks if h.is_space_only)
    )


def _wanted(change: UnitChange, other: UnitChange) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """The words, with the places between them, that are taken, and the places where something is put.

    What is edited inside of words that the other moves travels with them.
    """
    ends = [hunk for move in change.moves for hunk in (move.source, move.target)]
    hunks = [*(h for h in change.hunks if not any(_is_inside(h, move.source) for move in other.moves)), *ends]
    taken = {(h.paragraph, point) for h in hunks for point in range(2 * h.start + 1, 2 * h.end)}
    return taken, {(h.paragraph, 2 * h.start) for h in hunks if h.start == h.end}


def _is_inside(hunk: Hunk, source: Hunk) -> bool:
    is_all = (hunk.start, hunk.end) == (source.start, source.end)
    return hunk.paragraph == source.paragraph and source.start <= hunk.start <= hunk.end <= source.end and not is_all


@given(assemblies)
def test_compatible_amendments_make_one_text_whatever_their_order(assembly: Assembly) -> None:
    _ensure_exact(assembly)


def test_ten_thousand_assemblies_lose_and_double_nothing() -> None:
    seeds = (Random(seed) for seed in range(10_000))
    compatible = sum(_ensure_exact(random_assembly(random)) for random in seeds)

    assert compatible > 2_000


def _ensure_exact(assembly: Assembly) -> bool:
    """Check what is made of compatible amendments; whether they are."""
    changes = [NumberedChange(number, change) for number, change in enumerate(assembly.changes)]
    found = standings({change.number: change.languages for change in changes})
    if found.groups:
        return False
    text = incorporate(assembly.base, "en", changes)
    assert text == incorporate(assembly.base, "en", changes[::-1])
    distinct = {min((number, *found.identical_to(number))) for number in range(len(changes))}
    assert words_in(text) == _sum_of_words(assembly.base, [assembly.amended[number] for number in sorted(distinct)])
    assert all("  " not in paragraph.plain for paragraph in text.paragraphs)
    return True


def _sum_of_words(base: Unit, amended: list[Unit]) -> Counter[object]:
    expected: Counter[object] = Counter(words_in(base))
    for one in amended:
        expected.update(words_in(one))
        expected.subtract(words_in(base))
    assert all(number >= 0 for number in expected.values())
    return +expected


@given(assemblies)
def test_an_amendment_carried_over_changes_what_it_changed_and_nothing_else(assembly: Assembly) -> None:
    base, newer = assembly.base, assembly.amended[0]
    edition = {"en": change_between(base, newer)}
    for change in assembly.changes[1:]:
        try:
            carried = rebase(change, {"en": base}, {"en": newer})
        except WordsChanged:
            continue
        if edition["en"].moved or edition["en"].moves:
            continue  # what the edition only moved may be moved again, or deleted
        both = [NumberedChange(1, edition), NumberedChange(2, change)]
        assert words_in(applied(newer, carried["en"])) == words_in(incorporate(base, "en", both))


@given(assemblies)
def test_an_amendment_is_carried_over_wherever_all_its_paragraphs_stayed(assembly: Assembly) -> None:
    base, newer = assembly.base, assembly.amended[0]
    touched = change_between(base, newer)
    is_in_order = not (touched.moved or touched.inserted or touched.deleted)
    for change in assembly.changes[1:]:
        is_elsewhere = not change["en"].touched & touched.touched and base.addressees == newer.addressees
        if is_in_order and is_elsewhere:
            assert rebase(change, {"en": base}, {"en": newer}) == change
