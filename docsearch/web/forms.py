"""The forms of documents."""

from collections.abc import Iterable, Mapping
from typing import Final

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from docsearch.domain.access import AccessLevel
from docsearch.domain.documents import FileRole
from docsearch.domain.errors import DocsearchError
from docsearch.services.descriptions import DESCRIPTION_FIELDS
from docsearch.web.errors import sentence
from docsearch.web.labels import (
    ACCESS_LEVELS,
    FIELDS,
    RECOGNITION_LANGUAGES,
    UNDECIDED_ACCESS,
)

_UNCHANGED: Final = ""
_UNDECIDED: Final = ""
_ORDINARY: Final = "other"
COPIED_TEXTS: Final = ("title_fr", "title_ar", "title_en", "abstract")
"""What a public copy may say otherwise than its original."""

_FIELDS_OF_CODES: Final[Mapping[str, str]] = {
    "date-invalid": "date",
    "title-missing": "title_fr",
}


def choices(labels: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Return what a field offers: each value under its label."""
    return [SelectChoice(str(value), label) for value, label in labels]


_ACCESS: Final = choices(ACCESS_LEVELS.items())


class DescriptionForm(FlaskForm):  # type: ignore[misc]
    """The whole description of a document, as text; the service reads and checks it."""

    title_fr = StringField(FIELDS["title_fr"])
    title_ar = StringField(FIELDS["title_ar"])
    title_en = StringField(FIELDS["title_en"])
    type = SelectField(FIELDS["type"], default=_ORDINARY)
    date = StringField(FIELDS["date"])
    symbol = StringField(FIELDS["symbol"])
    languages = StringField(FIELDS["languages"])
    abstract = TextAreaField(FIELDS["abstract"])
    subjects = StringField(FIELDS["subjects"])
    authors = StringField(FIELDS["authors"])
    issuing_body = StringField(FIELDS["issuing_body"])
    source = StringField(FIELDS["source"])
    external_link = StringField(FIELDS["external_link"])
    collection = StringField(FIELDS["collection"])
    shelf_mark = StringField(FIELDS["shelf_mark"])
    access = RadioField(FIELDS["access"], choices=_ACCESS, default=AccessLevel.INTERNAL.value)
    generation = HiddenField()

    def description(self) -> dict[str, str]:
        """Return every field as typed."""
        return {name: self[name].data or "" for name in DESCRIPTION_FIELDS}


class SelectionForm(FlaskForm):  # type: ignore[misc]
    """Fields to write on several documents; what is left empty stays as it is."""

    type = SelectField(FIELDS["type"], default=_UNCHANGED)
    date = StringField(FIELDS["date"])
    languages = StringField(FIELDS["languages"])
    subjects = StringField(FIELDS["subjects"])
    issuing_body = StringField(FIELDS["issuing_body"])
    source = StringField(FIELDS["source"])
    collection = StringField(FIELDS["collection"])
    access = SelectField(FIELDS["access"], default=_UNCHANGED)

    def offer(self, types: Mapping[str, str]) -> None:
        """Set what can be chosen."""
        unchanged = SelectChoice(_UNCHANGED, _("Unchanged"))
        self.type.choices = [unchanged, *choices(types.items())]
        self.access.choices = [unchanged, *_ACCESS]

    def description(self) -> dict[str, str]:
        """Return the fields that were filled in."""
        return {
            name: self[name].data
            for name in DESCRIPTION_FIELDS
            if name in self._fields and (self[name].data or "").strip()
        }


class DepositForm(FlaskForm):  # type: ignore[misc]
    """Files to deposit, and what they have in common."""

    files = MultipleFileField(_("Files"), [FileRequired(_("Choose at least one file."))])
    collection = StringField(FIELDS["collection"])
    access = RadioField(
        FIELDS["access"],
        choices=[SelectChoice(_UNDECIDED, UNDECIDED_ACCESS), *_ACCESS],
        default=_UNDECIDED,
    )
    recognition_language = RadioField(
        FIELDS["recognition_language"], choices=choices(RECOGNITION_LANGUAGES.items()), default=""
    )


class FileForm(FlaskForm):  # type: ignore[misc]
    """A file for a document that exists: an annex, a language version, or a new edition."""

    file = FileField(_("File"), [FileRequired(_("Choose a file."))])
    place = RadioField(_("What the file is"), default=FileRole.ANNEX.value)


class PublicCopyForm(FlaskForm):  # type: ignore[misc]
    """A redacted file, why it is redacted, from when it is public, and what everybody may read."""

    file = FileField(_("Redacted file"), [FileRequired(_("Choose a file."))])
    reason = TextAreaField(FIELDS["redaction_reason"])
    date = StringField(_("Public from"))
    title_fr = StringField(FIELDS["title_fr"])
    title_ar = StringField(FIELDS["title_ar"])
    title_en = StringField(FIELDS["title_en"])
    abstract = TextAreaField(FIELDS["abstract"])

    def description(self) -> dict[str, str]:
        """Return what the description of the copy says otherwise than that of its original."""
        return {name: self[name].data or "" for name in COPIED_TEXTS}


def refuse(form: FlaskForm, error: DocsearchError) -> None:
    """Show why the form was refused: beside the field concerned, or above all fields."""
    name = str(error.facts.get("field", _FIELDS_OF_CODES.get(error.code, "")))
    if name in form:
        form[name].errors = [*form[name].errors, sentence(error)]
    else:
        form.form_errors.append(sentence(error))
