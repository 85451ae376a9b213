"""Every message of the interface is translated, well formed and compiled."""

import re
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import docsearch

PACKAGE = Path(docsearch.__file__).parent
TEMPLATES = PACKAGE.parent / "templates"
SOURCES: Final = ((PACKAGE, "**.py", "python"), (TEMPLATES, "**.html", "jinja2"))
LANGUAGES: Final = ("fr", "ar")
PLURAL_FORMS: Final = {"fr": 2, "ar": 6}

Key = str | tuple[str, ...]


def key_of(message: Message) -> Key:
    return tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


@pytest.fixture(scope="module")
def used() -> set[Key]:
    catalog = Catalog()
    for folder, pattern, method in SOURCES:
        found = extract_from_dir(folder, [(pattern, method)], keywords=DEFAULT_KEYWORDS)
        for _file, _line, message, _comments, context in found:
            catalog.add(message, context=context)
    return {key_of(message) for message in catalog if message.id}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalog(language: str) -> Catalog:
    path = PACKAGE / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as source:
        return read_po(source, locale=language)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def test_something_is_extracted(used: set[Key]) -> None:
    assert {"Search", "Searchable", "Page not found"} <= used


def test_every_message_is_translated(used: set[Key], catalog: Catalog) -> None:
    translated = {key_of(message) for message in messages(catalog) if all(forms(message.string))}
    assert used - translated == set()


def test_no_translation_is_left_over(used: set[Key], catalog: Catalog) -> None:
    assert {key_of(message) for message in messages(catalog)} - used == set()
    assert not catalog.obsolete


def test_no_translation_is_a_guess(catalog: Catalog) -> None:
    assert [message.id for message in messages(catalog) if message.fuzzy] == []


def test_placeholders_are_kept(catalog: Catalog) -> None:
    wrong = []
    for message in messages(catalog):
        wanted = placeholders(forms(message.id)[-1])
        for form in forms(message.string):
            # In Arabic a word says none, one or two; elsewhere the number stays.
            allowed = [wanted, wanted - {"count"}] if message.pluralizable else [wanted]
            if placeholders(form) not in allowed:
                wrong.append(form)
    assert wrong == []


def test_plurals_have_all_their_forms(language: str, catalog: Catalog) -> None:
    assert catalog.num_plurals == PLURAL_FORMS[language]
    plurals = [message for message in messages(catalog) if message.pluralizable]
    assert plurals
    assert {len(forms(message.string)) for message in plurals} == {PLURAL_FORMS[language]}


def test_the_compiled_catalogue_is_the_one_in_words(language: str, catalog: Catalog) -> None:
    path = PACKAGE / "translations" / language / "LC_MESSAGES" / "messages.mo"
    with path.open("rb") as source:
        compiled = read_mo(source)
    assert {key_of(message): forms(message.string) for message in messages(compiled)} == {
        key_of(message): forms(message.string) for message in messages(catalog)
    }
    assert compiled.plural_expr == catalog.plural_expr


@pytest.mark.parametrize("language", ["fr"], indirect=True)
def test_french_is_typeset(catalog: Catalog) -> None:
    texts = [form for message in messages(catalog) for form in forms(message.string)]
    assert [text for text in texts if "'" in text or re.search(r" [:;?!»]|« ", text)] == []


@pytest.mark.parametrize("language", ["ar"], indirect=True)
def test_arabic_is_typeset(catalog: Catalog) -> None:
    texts = [form for message in messages(catalog) for form in forms(message.string)]
    latin_marks = re.compile(r"[\u0621-\u064a][,;?]")
    assert [text for text in texts if latin_marks.search(text)] == []
    assert [text for text in texts if re.search(r"[٠-٩]", text)] == []
