"""Lines of a first page: those above its title, and those that name an act of law."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from docsearch.text.months import GREGORIAN_MONTHS, HIJRI_MONTHS, folded

_PERIODICAL: Final = "(?:bulletin officiel|journal officiel|الجر[يی]دة الرسم[يی]ة)"
_ISSUE: Final = r"(?:ال)?عدد\s+\S{1,5}(?:\s|$)|(?:n\s?[°ºo]\.?|numéro)\s*\d"
# The number of the page, or what was recognised of it, stands before or after a running head.
_RUNNING_HEAD: Final = re.compile(
    rf"\W*(?:(?:\w|\d{{1,5}})\W+){{0,2}}{_PERIODICAL}"
    rf"|\W*(?:\d{{1,5}}\W+)?(?:{_ISSUE}).*(?:{_PERIODICAL}|\d{{4}}|مكرر|تابع|السنة)",
    re.IGNORECASE,
)
_OTHER_FURNITURE: Final = re.compile(
    r"(nations unies|united nations|الأمم المتحدة|distr\b|original\b|الأصل|page \d|www\.|https?:"
    r"|(royaume du maroc|المملكة المغربية|جمهور[يی]ة مصر العرب[يی]ة|باسم الشعب)\W*$)",
    re.IGNORECASE,
)

_AROUND_DATES: Final = "le du au de la من في فى سنه عام الموافق ل ه م هجريه ميلاديه شهر"
_WEEKDAYS: Final = (
    "lundi mardi mercredi jeudi vendredi samedi dimanche"
    " الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد"
)
_OF_DATES: Final = frozenset(
    word
    for words in (_AROUND_DATES, folded(_WEEKDAYS), *GREGORIAN_MONTHS, *HIJRI_MONTHS)
    for word in re.findall(r"\w+", words)
)
_WORD: Final = re.compile(r"\w+")
_WORDS_OF_A_DATE: Final = 12

_KIND: Final = (
    r"(?:مشروع\s+)?(?:ال)?(?:قانون|قرار|مرسوم|ظهير|أمر|دورية|منشور)"
    r"|(?:projet de\s+)?(?:loi|dahir|décret|arrêté|ordonnance|circulaire|décision)"
)
_ACT: Final = re.compile(
    rf"\W*(?:{_KIND})\b[^\d:؛;]{{0,60}}(?:\bرقم|\bn\s?[°ºo]\.?)\s*(?P<number>\d[\d./-]*)"
    r"(?P<year>\s+لسنة\s+\S+)?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\s+لسنة\s+(?:19|20|١٩|٢٠)\d\d(?!\d)")
_BOTH_DIGITS: Final = re.compile(r"(?=.*[0-9])(?=.*[\u0660-\u0669])")
_MISREAD_ACT: Final = re.compile(rf"\W*(?:{_KIND})\s+رقم(?:\s+\S+){{1,4}}")
_OBJECT: Final = re.compile(
    r"\W*(?:ب\w{3}|ف[ىي]\s+شأن|المتعلق|[يی]تعلق|الخاص|[يی]قضي|[يی]حدد|القاضي|صادر|الصادر)"
)
_BODY: Final = re.compile(
    r"\W*(?:باسم|بسم|رئ[يی]س\b|قرر|مادة|الم+س?ادة|الفصل|الباب|بعد\b|بناء|الحمد|نحن|لنا|[يی]علم"
    r"|وبعد|ديباجة|وزير|مجلس)"
)
_LINES_OF_AN_OBJECT: Final = 4

# Whole words and numbers only: what was recognised of a stamp or a stain has neither.
_SHORT_HEADING: Final = re.compile(
    r"(?:\w['’])?[^\W\d_]{3,}(?:\s+(?:(?:\w['’])?[^\W\d_]{2,}|n\s?[°º]|\S*\d\S*))*"
)
_SHORT_HEADING_CHARACTERS: Final = 80
_MOST_NUMBERS: Final = 2


def is_above_title(line: str) -> bool:
    """Tell whether a line heads a periodical, dates it, or names whoever publishes."""
    return bool(_RUNNING_HEAD.match(line) or _OTHER_FURNITURE.match(line)) or _is_date(line)


def is_short_heading(line: str) -> bool:
    """Tell whether a line, little as it says, may head a page rather than belong to a table."""
    if len(line) > _SHORT_HEADING_CHARACTERS or _SHORT_HEADING.fullmatch(line) is None:
        return False
    return sum(any(map(str.isdecimal, word)) for word in line.split()) <= _MOST_NUMBERS


def names_act(line: str) -> bool:
    """Tell whether a line says which law, decree or decision follows, in numbers not misread."""
    match = _ACT.match(line)
    if match is None or _BOTH_DIGITS.match(line):
        return False
    return match["year"] is None or _YEAR.match(match["year"]) is not None


def names_misread_act(line: str, following: str) -> bool:
    """Tell whether a line numbers the act that the next one is about, in numbers misread."""
    return (
        not names_act(line)
        and _MISREAD_ACT.fullmatch(line) is not None
        and _OBJECT.match(following) is not None
    )


def object_lines(lines: Sequence[str]) -> list[str]:
    """Return the first lines that say, in Arabic, what an act is about; none in other languages."""
    if not lines or not _OBJECT.match(lines[0]):
        return []
    return list(takewhile(_is_of_title, lines[:_LINES_OF_AN_OBJECT]))


def _is_of_title(line: str) -> bool:
    return bool(line) and not _BODY.match(line)


def _is_date(line: str) -> bool:
    words = _WORD.findall(folded(line))
    told = any(map(str.isdecimal, words)) and len(words) <= _WORDS_OF_A_DATE
    return told and all(word.isdecimal() or word in _OF_DATES for word in words)
