"""From twin texts and labels to the pairs of a lexicon."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from math import sqrt
from typing import Final

from docsearch.text.lexicon.alignment import Aligned, align
from docsearch.text.lexicon.phrases import phrase_pairs
from docsearch.text.lexicon.table import Pair, Stems
from docsearch.text.lexicon.twins import LONGEST_PHRASE, Kind, Text, Twin, read_twins, written

LEAST_SHARE: Final = 0.03
"""Probability below which a translation is left out."""

_ENOUGH: Final = 0.97
_MOST_CHOICES: Final = 8
_LEAST_BELIEF: Final = 0.001
_FEWEST_PHRASES: Final = 2
_LEAST_PHRASE_SHARE: Final = 0.2
_LABEL_WEIGHTS: Final[Mapping[Kind, float]] = {Kind.LABEL: 4.0, Kind.OTHER_LABEL: 1.0}
"""What a label counts against a phrase found in a text: somebody has chosen it."""

_WEIGHTS: Final[Mapping[Kind, float]] = {Kind.TEXT: 1.0, Kind.LABEL: 1.0, Kind.OTHER_LABEL: 0.4}
"""What the words of twins count: another name is not said word for word."""

_USUAL_FORM: Final = 0.2
"""Share of the commonest form of a word from which a shorter one is shown instead."""

_MOST_MEETINGS: Final = 8_000_000
"""Words that are compared with words: some 50 bytes each."""

_Twin = tuple[Kind, Text, Text]
Both = tuple[Stems, Stems]
Weights = Mapping[Both, float]


def learn(twins: Iterable[Twin]) -> list[Pair]:
    """Return what the twins teach of words and of phrases, in both directions.

    Of more than the memory holds, the shortest are learnt from: they tell most.
    """
    texts = _affordable([(twin.kind, *text) for twin, text in read_twins(dict.fromkeys(twins))])
    stems = [(french.stems, arabic.stems) for _, french, arabic in texts]
    believed = _believed(align(stems, [_WEIGHTS[kind] for kind, _, _ in texts]))
    strengths = {(one.french, one.arabic): _belief(one) for one in believed}
    forms: defaultdict[Stems, Counter[str]] = defaultdict(Counter)
    phrases: Counter[Both] = Counter()
    labels: defaultdict[Both, float] = defaultdict(float)
    for kind, french, arabic in texts:
        _note_words(forms, french, arabic)
        if kind is Kind.TEXT:
            phrases.update(_phrases(forms, french, arabic, strengths))
        else:
            for both in _whole(forms, french, arabic):
                labels[both] += _LABEL_WEIGHTS[kind]
    for both, count in _certain(phrases).items():
        labels[both] += count
    return list(_pairs(believed, labels, {stems: _usual(seen) for stems, seen in forms.items()}))


def shares(weights: Mapping[Stems, float]) -> dict[Stems, float]:
    """Return the probabilities of the likeliest translations, which add up to 1."""
    total = sum(weights.values())
    kept: dict[Stems, float] = {}
    for stems, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if weight < LEAST_SHARE * total or sum(kept.values()) >= _ENOUGH * total:
            break
        kept[stems] = weight
        if len(kept) == _MOST_CHOICES:
            break
    total = sum(kept.values())
    return {stems: weight / total for stems, weight in kept.items()}


def _affordable(texts: list[_Twin]) -> list[_Twin]:
    def size(twin: _Twin) -> int:
        return len(twin[1].words) * len(twin[2].words)

    if sum(map(size, texts)) <= _MOST_MEETINGS:
        return texts
    by_size = sorted(texts, key=size)
    sums = accumulate(map(size, by_size))
    return [twin for twin, so_far in zip(by_size, sums, strict=True) if so_far <= _MOST_MEETINGS]


def _believed(aligned: Iterable[Aligned]) -> list[Aligned]:
    return [one for one in aligned if min(one.to_arabic, one.to_french) >= _LEAST_BELIEF]


def _belief(one: Aligned) -> float:
    # What only one direction believes is mostly chance: the mean of both forgets it.
    return sqrt(one.to_arabic * one.to_french)


def _note_words(forms: dict[Stems, Counter[str]], *texts: Text) -> None:
    for text in texts:
        for place, word in enumerate(text.words):
            forms[word.stem,][text.shown(place, place)] += 1


def _whole(forms: dict[Stems, Counter[str]], french: Text, arabic: Text) -> Iterator[Both]:
    """Yield the label as a phrase; single words that name one thing are learnt as words."""
    both = french.stems, arabic.stems
    if 2 <= max(map(len, both)) <= LONGEST_PHRASE:
        for text in (french, arabic):
            if len(text.words) > 1:
                forms[text.stems][written(text.text)] += 1
        yield both


def _phrases(
    forms: dict[Stems, Counter[str]],
    french: Text,
    arabic: Text,
    strengths: Mapping[tuple[str, str], float],
) -> Iterator[Both]:
    for spans in phrase_pairs(french, arabic, strengths):
        both = []
        for text, (first, last) in zip((french, arabic), spans, strict=True):
            stems = text.stems[first : last + 1]
            forms[stems][text.shown(first, last)] += 1
            both.append(stems)
        yield both[0], both[1]


def _certain(phrases: Counter[Both]) -> Counter[Both]:
    """Leave out what was met once, or is only one of many things that the phrase was said as."""
    french: Counter[Stems] = Counter()
    arabic: Counter[Stems] = Counter()
    for (one, other), count in phrases.items():
        french[one] += count
        arabic[other] += count
    return Counter(
        {
            (one, other): count
            for (one, other), count in phrases.items()
            if count >= _FEWEST_PHRASES
            and count >= _LEAST_PHRASE_SHARE * max(french[one], arabic[other])
        }
    )


def _usual(seen: Counter[str]) -> str:
    """Return the shortest form that is usual: without « and », most often."""
    usual = _USUAL_FORM * max(seen.values())
    return min(
        (form for form, count in seen.items() if count >= usual),
        key=lambda form: (len(form), -seen[form], form),
    )


def _pairs(
    words: Iterable[Aligned], phrases: Weights, shown: Mapping[Stems, str]
) -> Iterator[Pair]:
    times: dict[Both, float] = {((one.french,), (one.arabic,)): one.times for one in words}
    beliefs: dict[Both, float] = {((one.french,), (one.arabic,)): _belief(one) for one in words}
    to_arabic = _directed(times, beliefs, phrases, side=0)
    to_french = _directed(times, beliefs, phrases, side=1)
    for both in sorted(to_arabic.keys() | to_french.keys()):
        yield Pair(
            *both,
            *(shown[both[0]], shown[both[1]]),
            *(to_arabic.get(both, 0.0), to_french.get(both, 0.0)),
            times=times.get(both, 0.0) + phrases.get(both, 0.0),
        )


def _directed(
    times: Weights, beliefs: Weights, phrases: Weights, *, side: int
) -> dict[Both, float]:
    """Return the probabilities of translations from one side to the other."""
    met, believed = _sums(times, side), _sums(beliefs, side)
    choices: defaultdict[Stems, dict[Stems, float]] = defaultdict(dict)
    for both, belief in beliefs.items():
        source = both[side]
        choices[source][both[1 - side]] = met[source] * belief / believed[source]
    for both, count in phrases.items():
        choices[both[side]][both[1 - side]] = count
    return {
        (source, target) if side == 0 else (target, source): share
        for source, weights in choices.items()
        for target, share in shares(weights).items()
    }


def _sums(weights: Weights, side: int) -> dict[Stems, float]:
    sums: defaultdict[Stems, float] = defaultdict(float)
    for both, weight in weights.items():
        sums[both[side]] += weight
    return sums
