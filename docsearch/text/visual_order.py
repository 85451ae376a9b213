"""From the order in which a line is seen to the order in which it is read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from docsearch.text.normalise import COMBINING

_RIGHT_TO_LEFT: Final = (
    "\u0590-\u0605\u0608\u060b-\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06ef\u06fa-\u08ff"
    "\ufb1d-\ufdff\ufe70-\ufefc"
)
"""Letters of Hebrew, Arabic and their kin with their punctuation, inside a character class."""

_ARABIC_LETTER: Final = re.compile(f"[{_RIGHT_TO_LEFT}]")
_OTHER_LETTER: Final = re.compile(rf"[^\W\d_{_RIGHT_TO_LEFT}]")
_NUMBER: Final = r"[#+±$€£]?\d+(?:[.,/:٫٬\u00a0\u202f]\d+)*[%٪‰°€$£]?"

# « CCPR/C/GC/36 », « Mohammed Aujjar », « art. 2 (b) »: from its first Latin letter to the last,
# or to the number that follows it, a phrase keeps its own order; so does a number.
_KEEPS_ITS_ORDER: Final = re.compile(
    rf"\d*[^\W\d_{_RIGHT_TO_LEFT}]"
    rf"(?:(?:[^(){_RIGHT_TO_LEFT}]|\([^(){_RIGHT_TO_LEFT}]*\))*[^\W_{_RIGHT_TO_LEFT}])?|{_NUMBER}"
)
# Among Latin letters, Arabic runs from its first letter to its last, whatever stands between.
_ARABIC_PHRASE: Final = re.compile(
    rf"[{_RIGHT_TO_LEFT}](?:(?:[{_RIGHT_TO_LEFT}]|[\W\d_])*[{_RIGHT_TO_LEFT}])?"
)

_ARABIC_SHARE: Final = 0.25
"""Arabic letters that make a line of an Arabic page run from right to left."""

_MARKS: Final = re.compile(f"[{COMBINING}]+")
_REPEATED: Final = re.compile(r"^(.)\1$")
_ALEFS: Final = frozenset("اأإآٱ")
_LAM: Final = "ل"

_WORD: Final = re.compile(r"[\u0621-\u064a]{2,}")
_FREQUENT: Final = frozenset("من في على إلى عن أن التي الذي هذا ذلك أو كل بين قد حقوق".split())
_FREQUENT_REVERSED: Final = frozenset(word[::-1] for word in _FREQUENT)
_DOUBT: Final = 1.5
"""Words that may look reversed by accident: « فضلا », « القع »."""

_SHORTEST_WITH_ARTICLE: Final = 4

_CLOSING: Final[Mapping[str, str]] = dict(zip("([{«‹“‘", ")]}»›”’", strict=True))
_MIRROR: Final[Mapping[str, str]] = {
    **_CLOSING,
    **{closing: opening for opening, closing in _CLOSING.items()},
}
_ROUND: Final = frozenset("()")
_TURNED_AROUND_ONE_WORD: Final = re.compile(r"(?<![^\s«\"])\)([^\s()]+)\((?![\w(])")


class ReadLine(NamedTuple):
    """The glyphs of a line in the order of reading, and where each stood from left to right."""

    glyphs: list[str]
    places: list[int]
    right_to_left: bool

    @property
    def text(self) -> str:
        """Return what the line says."""
        return "".join(self.glyphs)


def read_lines(seen: Sequence[Sequence[str]], *, right_to_left: bool) -> list[ReadLine]:
    """Return lines, each given from left to right, in the order of reading.

    ``right_to_left`` is the direction of the page, for the lines that do not tell their own.
    """
    lines = [_read(glyphs, right_to_left) for glyphs in seen]
    evidence = [_evidence_of_reversal(line.text) for line in lines]
    # One program drew the page: what it shows as a whole holds for lines that show little.
    doubt = _DOUBT if sum(evidence) > _DOUBT else -_DOUBT
    return _with_brackets(
        [
            ReadLine(list(glyphs), list(range(len(glyphs))), True)
            if line.right_to_left and shown + doubt > 0
            else line
            for glyphs, line, shown in zip(seen, lines, evidence, strict=True)
        ]
    )


def with_sound_brackets(text: str) -> str:
    """Return a line in the order of reading with round brackets that open before they close.

    As many characters as before: recognition names a bracket for its look beside figures.

    >>> with_sound_brackets("مادة )١٢( من القانون")
    'مادة (١٢) من القانون'
    """
    text = _TURNED_AROUND_ONE_WORD.sub(r"(\1)", text)
    if not has_right_to_left(text):
        return text
    line = ReadLine(list(text), list(range(len(text))), True)
    places = [place for place in _signs(line) if text[place] in _ROUND]
    turned = [_MIRROR.get(glyph, glyph) for glyph in line.glyphs]
    if _match(line.glyphs, places):
        return text
    if _match(turned, places):
        return "".join(turned[p] if p in places else text[p] for p in range(len(text)))
    # What no order explains is left, unless the brackets stand in pairs.
    return line.text if _paired(line.glyphs, places) else text


def has_right_to_left(text: str) -> bool:
    """Tell whether the text has a letter of a script that runs from right to left."""
    return _ARABIC_LETTER.search(text) is not None


def mostly_right_to_left(text: str) -> bool:
    """Tell whether most letters of the text run from right to left."""
    return len(_ARABIC_LETTER.findall(text)) > len(_OTHER_LETTER.findall(text))


def only_direction(text: str) -> bool | None:
    """Tell whether all letters of the text run from right to left; None if not all run one way."""
    arabic = has_right_to_left(text)
    others = _OTHER_LETTER.search(text) is not None
    return None if arabic == others else arabic


def glyph_text(pieces: str) -> str:
    """Return in the order of reading the letters that one glyph stands for.

    pdfium turns round what it takes for a piece of Arabic, ligatures included.

    >>> glyph_text("ال"), glyph_text("fi"), glyph_text("هلل")
    ('لا', 'fi', 'لله')
    """
    if not _ARABIC_LETTER.search(pieces):
        return pieces
    # A letter in false bold, drawn twice in its place.
    pieces = _REPEATED.sub(r"\1", pieces)
    letters = _MARKS.sub("", pieces)
    if len(letters) < 2:
        return letters + pieces.replace(letters, "")
    if len(letters) == 2 and _LAM in letters and not _ALEFS.isdisjoint(letters):
        # No font joins an alef to what follows it.
        return pieces if letters[0] == _LAM else pieces[::-1]
    return pieces if "الله" in letters else pieces[::-1]


def _read(seen: Sequence[str], page_right_to_left: bool) -> ReadLine:
    # One character stands for every glyph, so that places in the text are places in the line.
    line = "".join(glyph[0] for glyph in seen)
    right_to_left = _runs_right_to_left(line, page_right_to_left)
    order = _turned(line, 0, len(line)) if right_to_left else _with_arabic_turned(line)
    places = list(order)
    return ReadLine([seen[place] for place in places], places, right_to_left)


def _runs_right_to_left(line: str, page_right_to_left: bool) -> bool:
    arabic, others = len(_ARABIC_LETTER.findall(line)), len(_OTHER_LETTER.findall(line))
    if arabic == others == 0:
        return page_right_to_left
    return arabic > (arabic + others) * (_ARABIC_SHARE if page_right_to_left else 0.5)


def _turned(line: str, start: int, end: int) -> Iterator[int]:
    """Return the places from ``end`` to ``start``, with what keeps its order in it."""
    blocks: list[range] = []
    for kept in _KEEPS_ITS_ORDER.finditer(line, start, end):
        blocks += (range(kept.start() - 1, start - 1, -1), range(*kept.span()))
        start = kept.end()
    blocks.append(range(end - 1, start - 1, -1))
    return chain.from_iterable(reversed(blocks))


def _with_arabic_turned(line: str) -> Iterator[int]:
    done = 0
    for phrase in _ARABIC_PHRASE.finditer(line):
        yield from range(done, phrase.start())
        yield from _turned(line, *phrase.span())
        done = phrase.end()
    yield from range(done, len(line))


def _evidence_of_reversal(text: str) -> int:
    """Return how many words look spelt backwards, less those that look right."""
    evidence = 0
    for word in _WORD.findall(_MARKS.sub("", text)):
        if word in _FREQUENT:
            evidence -= 1
        elif word in _FREQUENT_REVERSED:
            evidence += 1
        elif len(word) >= _SHORTEST_WITH_ARTICLE:
            evidence += word.endswith("لا") - word.startswith("ال")
    return evidence


def _with_brackets(lines: list[ReadLine]) -> list[ReadLine]:
    """Return the lines with brackets and quotation marks that open before they close.

    In Arabic an opening bracket looks like a closing one; some fonts name it for its look, and
    pdfium turns round those that it takes for Arabic.
    """
    signs = [_signs(line) for line in lines]
    sound = [_match(line.glyphs, places) for line, places in zip(lines, signs, strict=True)]
    turned = [
        not right and _match([_MIRROR.get(glyph, glyph) for glyph in line.glyphs], places)
        for line, places, right in zip(lines, signs, sound, strict=True)
    ]
    told = [bool(places) for places in signs]
    mostly = sum(turned) > sum(map(min, sound, told))
    for line, places, right, wrong in zip(lines, signs, sound, turned, strict=True):
        if right or (not wrong and _paired(line.glyphs, places)):
            continue
        if wrong or mostly:
            for place in places:
                line.glyphs[place] = _MIRROR[line.glyphs[place]]
    return lines


def _signs(line: ReadLine) -> list[int]:
    """Return where the line has brackets that run with it."""
    if not line.right_to_left:
        return []
    # Not those inside « art. 2 (b) ICCPR ».
    kept = _KEEPS_ITS_ORDER.finditer("".join(glyph[0] for glyph in line.glyphs))
    inside = {place for phrase in kept for place in range(*phrase.span())}
    return [
        place for place, glyph in enumerate(line.glyphs) if glyph in _MIRROR and place not in inside
    ]


def _match(glyphs: Sequence[str], places: Sequence[int]) -> bool:
    awaited: list[str] = []
    for place in places:
        glyph = glyphs[place]
        if glyph in _CLOSING:
            awaited.append(_CLOSING[glyph])
        elif not awaited or awaited.pop() != glyph:
            return False
    return not awaited


def _paired(glyphs: list[str], places: Sequence[int]) -> bool:
    """Make every second sign close what the one before it opened; tell whether that was sound."""
    kinds = [min(glyphs[place], _MIRROR[glyphs[place]]) for place in places]
    if kinds[::2] != kinds[1::2]:
        return False
    for index, (place, kind) in enumerate(zip(places, kinds, strict=True)):
        opening = kind if kind in _CLOSING else _MIRROR[kind]
        glyphs[place] = _CLOSING[opening] if index % 2 else opening
    return True
