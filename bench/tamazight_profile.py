"""How ``docsearch/text/profiles/zgh`` is made: letter statistics of Tamazight in Latin letters.

``python -m bench.tamazight_profile ../shared/data/udhr > docsearch/text/profiles/zgh`` counts the
Universal Declaration of Human Rights in Tamazight: as it is written in Latin letters, and as the
Tifinagh text reads in the two usual spellings. Nothing of the text itself is kept.
"""

import html
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from docsearch.text.normalise import plain

_TIFINAGH: Final = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ"
_LATIN: Final = "abgdḍefkhḥɛxqijlmnurṛɣsṣctṭwyzẓʷ"
_SCHOLARLY: Final = str.maketrans(_TIFINAGH, _LATIN)
_POPULAR: Final = str.maketrans(
    {"ɣ": "gh", "x": "kh", "c": "ch", "ɛ": "a", "ḍ": "d", "ṭ": "t", "ṣ": "s", "ẓ": "z"}
    | {"ṛ": "r", "ḥ": "h"}
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 3
_FEWEST: Final = 2


def profile(texts: list[str]) -> dict[str, object]:
    """Return the counts of letters, pairs and triples, in the form that langdetect reads."""
    counts: Counter[str] = Counter()
    for text in texts:
        for word in _WORD.findall(plain(text)):
            padded = f" {word} "
            counts.update(word)
            for size in range(2, _LONGEST + 1):
                counts.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    totals = [0] * _LONGEST
    for gram, count in counts.items():
        totals[len(gram) - 1] += count
    kept = {gram: count for gram, count in sorted(counts.items()) if count >= _FEWEST}
    return {"freq": kept, "n_words": totals, "name": "zgh"}


def texts(folder: Path) -> list[str]:
    """Return the declaration in each spelling."""
    latin, tifinagh = (_text(folder / f"{name}.html") for name in ("tzm", "zgh"))
    scholarly = tifinagh.translate(_SCHOLARLY).replace("ʷ", "")
    return [latin, scholarly, scholarly.translate(_POPULAR)]


def _text(page: Path) -> str:
    body = page.read_text("utf-8").partition("<body>")[2]
    return html.unescape(re.sub("<[^>]+>", "\n", body))


if __name__ == "__main__":
    json.dump(profile(texts(Path(sys.argv[1]))), sys.stdout, ensure_ascii=False, indent=None)
    print()
