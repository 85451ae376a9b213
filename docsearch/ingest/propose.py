"""A first description of a document, from what its file says and its first page shows."""

import re
from itertools import pairwise
from pathlib import PurePath
from typing import Final

from docsearch.ingest.readings import Properties, Proposal
from docsearch.ingest.title_lines import (
    is_above_title,
    is_short_heading,
    names_act,
    names_misread_act,
    object_lines,
)
from docsearch.text.characters import clean_characters
from docsearch.text.complaints import is_complaint
from docsearch.text.dates import find_date
from docsearch.text.lam_alef import repair_lam_alef
from docsearch.text.ligatures import repair_ligatures, turned_ligatures, witnesses
from docsearch.text.lost_glyphs import without_shapes, without_unknown_shapes
from docsearch.text.symbols import find_symbols

TITLE_CHARACTERS: Final = 250
_SHORTEST_TITLE: Final = 8
_LINES_OF_A_TITLE: Final = 3
_LETTERS_SHARE: Final = 0.6
_WORDS_OF_A_TITLE: Final = 2
_UNFINISHED: Final = re.compile(
    r"\b(du|des?|les?|la|et|aux?|à|en|sur|pour|portant|relati(f|ve)s?|of|the|and|for|on)$|['’]$",
    re.IGNORECASE,
)
_AROUND_A_TITLE: Final = " .…-–—•·*_:،,;"
_DATE_BEFORE: Final = re.compile(r"date\s+\d{4}-\d\d(-\d\d)?\s+", re.IGNORECASE)
_HEAD_LINES: Final = 8
_HEAD_LINE_CHARACTERS: Final = 80
_DATE_CHARACTERS: Final = 1_500

_JUNK_TITLE: Final = re.compile(
    r"""microsoft\s+(office\s+)?(word|powerpoint|excel)\b.*
    | (untitled|sans\s+titre|unnamed|title|titre|(new\s+)?document|présentation\s+powerpoint
      |powerpoint\s+presentation|diapositive|slide|print|layout|scan(ned)?|num[ée]risation|image
      |null|none)
      [\s\d_.:-]*(document)?
    | .*\.(docx?|pdf|rtf|odt|txt|indd|qxd|qxp|pptx?|xlsx?|pub|tex|dvi|html?|p65|cdr|tmp|wpd)
    | \S*[/\\]\S*[/\\]\S*\.\w+ | [a-z]:\\.* | https?:\S+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FILE_NAME_MARKS: Final = "_+~"
_HYPHENS_OF_A_FILE_NAME: Final = 2
_JUNK_AUTHOR: Final = re.compile(
    r"(user|utilisateur|admin(istrator|istrateur)?|author|auteur|owner|unknown|inconnu|pc|hp|dell"
    r"|acer|asus|toshiba|lenovo|microsoft|windows)\b.*",
    re.IGNORECASE,
)
_AUTHOR_SEPARATOR: Final = re.compile(r"\s*[;،]\s*|\s+(?:and|et)\s+|\s*&\s*")
_MOST_AUTHORS: Final = 20
_GAP: Final = re.compile(r"[\s_]+")


def propose(properties: Properties, first_page: str, name: str) -> Proposal:
    """Return the description to propose; the title is never empty."""
    (whole,) = without_unknown_shapes([clean_characters(first_page)])
    text = repair_lam_alef(whole).text
    found = witnesses(text)
    text = repair_ligatures(text, turned_ligatures(found, [found])).text
    lines = [" ".join(line.split()) for line in text.split("\n")]
    seen = without_shapes(_bare(_title_line(lines))) or _short_heading(lines)
    declared = _declared_title(properties.title)
    first, second = (seen, declared) if _names_file(properties.title, name) else (declared, seen)
    title = first or second or _stem(name)
    return Proposal(
        title=_shortened(title),
        date=find_date(text[:_DATE_CHARACTERS]) or properties.created,
        authors=_authors(properties.author),
        symbol=_own_symbol(lines),
        complaint=is_complaint(title, text),
    )


def _declared_title(title: str) -> str:
    declared = _GAP.sub(" ", clean_characters(title)).strip()
    if len(declared) < _SHORTEST_TITLE or _JUNK_TITLE.fullmatch(title.strip()):
        return ""
    return declared if _is_substantial(declared) else ""


def _names_file(title: str, name: str) -> bool:
    """Tell whether a declared title is what a scanner or a programme called its file."""
    words = title.split()
    if len(words) != 1:
        return False
    (word,) = words
    marked = any(letter in _FILE_NAME_MARKS or letter.isdecimal() for letter in word)
    is_stem = word.casefold() == PurePath(name).stem.casefold()
    return marked or is_stem or word.count("-") >= _HYPHENS_OF_A_FILE_NAME


def _title_line(lines: list[str]) -> str:
    """Return the first line that says something, with the lines it runs on to."""
    misread = {
        index
        for index, (line, following) in enumerate(pairwise(lines))
        if names_misread_act(line, following)
    }
    telling = [
        index
        for index, line in enumerate(lines)
        if names_act(line)
        or (_is_substantial(_bare(line)) and index not in misread and not is_above_title(line))
    ]
    if not telling:
        return ""
    # A word alone names the section of a site or of a journal.
    worded = (index for index in telling if len(lines[index].split()) >= _WORDS_OF_A_TITLE)
    start = next(worded, telling[0])
    if names_act(lines[start]):
        if about := object_lines(lines[start + 1 :]):
            return " ".join((lines[start], *about))
    elif start - 1 in misread:
        return " ".join(object_lines(lines[start:]))
    title = lines[start]
    for follower in lines[start + 1 : start + _LINES_OF_A_TITLE]:
        if not _runs_on(title, follower):
            break
        title = f"{title} {follower}"
    return title


def _short_heading(lines: list[str]) -> str:
    """Return the first line that may be a heading, where none says enough for a title."""
    bare = (_bare(line) for line in lines if not is_above_title(line))
    return next(filter(is_short_heading, bare), "")


def _bare(line: str) -> str:
    """Return a title line without bullet, leaders, or the date that web pages put before it."""
    return _DATE_BEFORE.sub("", line.strip(_AROUND_A_TITLE))


def _is_substantial(line: str) -> bool:
    letters = sum(map(str.isalpha, line))
    return letters >= _SHORTEST_TITLE and letters >= len(line) * _LETTERS_SHARE


def _runs_on(title: str, follower: str) -> bool:
    both_capitals = title.isupper() and follower.isupper()
    return both_capitals or follower[:1].islower() or bool(_UNFINISHED.search(title))


def _stem(name: str) -> str:
    return _GAP.sub(" ", PurePath(name).stem).strip() or name


def _shortened(title: str) -> str:
    if len(title) <= TITLE_CHARACTERS:
        return title
    return title[: TITLE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"


def _authors(author: str) -> tuple[str, ...]:
    declared = " ".join(clean_characters(author).split())
    names = (name for part in _AUTHOR_SEPARATOR.split(declared) for name in _people(part))
    kept = dict.fromkeys(name for name in names if _is_name(name))
    return tuple(kept)[:_MOST_AUTHORS]


def _people(names: str) -> list[str]:
    """Return one person for « Dupont, Jean », two for « Jean Dupont, Marie Durand »."""
    parts = [part.strip() for part in names.split(",") if part.strip()]
    return parts if all(" " in part for part in parts) else [names.strip()]


def _is_name(name: str) -> bool:
    """Tell the name of a person or a body from the account of whoever typed."""
    return (" " in name or name.isupper()) and not _JUNK_AUTHOR.fullmatch(name)


def _own_symbol(lines: list[str]) -> str | None:
    """Return the symbol that stands above the body of page one, at an end of its line."""
    head = [line for line in lines if line][:_HEAD_LINES]
    for line in head:
        if len(line) > _HEAD_LINE_CHARACTERS:
            return None
        for citation in find_symbols(line):
            if citation.start == 0 or citation.end == len(line):
                return citation.key
    return None
