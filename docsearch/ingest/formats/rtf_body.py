"""The text of a Rich Text file: bytes in the charset of their font, tables, notes, tracked text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from docsearch.ingest.formats.office import HEADING_STYLE, Notes, heading_level, once
from docsearch.ingest.formats.rtf_flow import Flow
from docsearch.ingest.formats.rtf_words import (
    ARABIC,
    BORDERS,
    CODE_PAGES,
    PLACES,
    STARRED,
    SYMBOLS,
    WESTERN,
    Place,
)
from docsearch.ingest.formats.sections import Block

_TOKEN: Final = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|([^\\{}\r\n]+)"
)
_HIGH_SHARE: Final = 0.5
_FLOWING: Final = frozenset({Place.BODY, Place.NOTE, Place.RUNNING})
_DESCRIBING: Final = frozenset({"title", "author", "creatim", "upr"})


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until the end of a group."""

    place: Place = Place.BODY
    outer: Place = Place.BODY
    font: int = -1
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False


class Body:
    """One file taken apart; ``blocks`` first, then the properties are known."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._charset = WESTERN
        self._charsets: dict[int, str] = {}
        self._levels: dict[int, int] = {}
        self._state = _State()
        self._stack: list[_State] = []
        self._bytes = bytearray()
        self._skipped = 0
        self._starred = False
        self._flow = Flow()
        self._running = Flow()
        self._note = Flow()
        self._notes: dict[int, list[Block]] = {}
        self._style = 0
        self._named = {Place.TITLE: "", Place.AUTHOR: "", Place.STYLES: ""}
        self.created: dict[str, int] = {}

    @property
    def title(self) -> str:
        """Return what the file calls itself."""
        return self._named[Place.TITLE].strip()

    @property
    def author(self) -> str:
        """Return who the file says wrote it."""
        return self._named[Place.AUTHOR].strip()

    def blocks(self) -> Iterator[Block]:
        """Read the file and return its blocks, each note after the stretch that refers to it."""
        self._read()
        self._flush()
        return self._ordered(self._flow.end())

    def _ordered(self, blocks: list[Block]) -> Iterator[Block]:
        notes = Notes()
        for block in notes.placed(self._with_notes(blocks, notes)):
            yield block._replace(text=_joined(block.text))
        yield from once(self._running.end())

    def _with_notes(self, blocks: list[Block], notes: Notes) -> Iterator[Block]:
        for index, block in enumerate(blocks):
            yield block
            notes.add(self._notes.get(index, ()))
        for index, left in self._notes.items():
            if index >= len(blocks):
                notes.add(left)

    def _read(self) -> None:
        position = 0
        while match := _TOKEN.search(self._content, position):
            position = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if text is not None:
                self._take(text)
            elif code is not None:
                self._take(bytes.fromhex(code.decode()))
            elif brace == b"{":
                self._flush()
                self._stack.append(self._state)
                self._starred = False
            elif brace == b"}":
                self._close()
                if not self._stack:
                    return
            elif symbol is not None:
                self._symbol(symbol.decode("latin-1"))
            elif word == b"bin":
                position += max(int(number or 0), 0)
            else:
                self._word(word.decode().lower(), None if number is None else int(number))

    def _close(self) -> None:
        self._flush()
        ended = self._state
        self._state = self._stack.pop() if self._stack else _State()
        if ended.place is Place.NOTE and self._state.place is not Place.NOTE:
            self._notes.setdefault(len(self._flow.blocks), []).extend(self._note.end())
            self._note = Flow()
        if ended.place is Place.STYLES and self._state.place is Place.STYLES:
            named = HEADING_STYLE.match(self._named[Place.STYLES].strip())
            if named:
                self._levels[self._style] = int(named[1])
            self._named[Place.STYLES] = ""

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in SYMBOLS:
            self._write(SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u":
            self._flush()
            self._write(chr((number or 0) & 0xFFFF))
            self._skipped = self._state.fallback
        elif word in SYMBOLS:
            self._write(SYMBOLS[word])
        elif word == "ud":
            self._state = replace(self._state, place=self._state.outer)
        elif word in PLACES:
            # What is in a group that leads nowhere goes nowhere, except the title in "info".
            self._enter(PLACES[word], lost=word not in _DESCRIBING)
        elif starred and word not in STARRED:
            self._state = replace(self._state, place=Place.NOWHERE)
        elif self._state.place is Place.FONTS:
            self._font(word, number or 0)
        elif self._state.place is Place.CREATED:
            self.created[word] = number or 0
        else:
            self._format(word, number)

    def _enter(self, place: Place, *, lost: bool) -> None:
        now = self._state.place
        if now is not Place.REPEATED and not (now is Place.NOWHERE and lost):
            self._state = replace(self._state, place=place, outer=now)

    def _font(self, word: str, number: int) -> None:
        if word == "f":
            self._style = number
        elif word == "fcharset":
            self._charsets[self._style] = CODE_PAGES.get(number, "")
        elif word == "cpg":
            self._charsets[self._style] = f"cp{number}"

    def _format(self, word: str, number: int | None) -> None:
        if word in BORDERS:
            self._flush()
            if self._state.place in _FLOWING:
                self._current().end_at(word)
        elif word in {"v", "deleted", "plain", "f", "uc"}:
            self._flush()
            self._state = _changed(self._state, word, number)
        elif word == "ansicpg":
            self._charset = _known(f"cp{number}")
        elif word == "mac":
            self._charset = "mac_roman"
        else:
            self._format_paragraph(word, number or 0)

    def _format_paragraph(self, word: str, number: int) -> None:
        if word == "s":
            self._style = number
        if self._state.place not in _FLOWING:
            return
        flow = self._current()
        if word == "pard":
            flow.in_table, flow.level = False, 0
        elif word == "intbl":
            flow.in_table = True
        elif word == "outlinelevel":
            flow.level = heading_level(number)
        elif word == "s":
            flow.level = self._levels.get(number, 0)

    def _current(self) -> Flow:
        if self._state.place is Place.NOTE:
            return self._note
        return self._running if self._state.place is Place.RUNNING else self._flow

    def _take(self, content: bytes) -> None:
        """Keep bytes for decoding, without those that repeat a character for old readers."""
        skipped = min(self._skipped, len(content))
        self._skipped -= skipped
        self._bytes += content[skipped:]

    def _flush(self) -> None:
        self._skipped = 0
        if self._bytes:
            content, self._bytes = bytes(self._bytes), bytearray()
            self._write(self._decoded(content))

    def _decoded(self, content: bytes) -> str:
        charset = self._charsets.get(self._state.font) or self._charset
        if charset == WESTERN and self._charset == ARABIC:
            # Fonts are declared Western by programmes that never wrote anything but Arabic.
            letters = content.translate(None, b" .,;:()-0123456789")
            high = sum(byte > 0x7F for byte in letters)
            charset = ARABIC if high > len(letters) * _HIGH_SHARE else charset
        return content.decode(_known(charset), "replace")

    def _write(self, text: str) -> None:
        place = self._state.place
        if self._bytes:
            self._flush()
        if place in self._named:
            self._named[place] += text
        elif place in _FLOWING and not (self._state.hidden or self._state.deleted):
            self._current().text += text


def _joined(text: str) -> str:
    """Return the text with the halves of characters, written one by one, put together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _changed(state: _State, word: str, number: int | None) -> _State:
    if word == "v":
        return replace(state, hidden=number != 0)
    if word == "deleted":
        return replace(state, deleted=number != 0)
    if word == "plain":
        return replace(state, hidden=False)
    if word == "f":
        return replace(state, font=number or 0)
    return replace(state, fallback=max(number or 0, 0))


def _known(charset: str) -> str:
    try:
        "".encode(charset)
    except LookupError:
        return WESTERN
    return charset
