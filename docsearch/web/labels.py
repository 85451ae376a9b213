"""The words of every closed vocabulary, translated when a page is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _

from docsearch.domain.access import AccessLevel
from docsearch.domain.documents import DocumentState, FailureReason, FileRole, TextMethod
from docsearch.search.ports import Attribute, Sort
from docsearch.search.query_words import Reason

__all__ = (
    "ACCESS_AUDIENCES",
    "ACCESS_LEVELS",
    "ACTIONS",
    "FACETS",
    "FAILURES",
    "FIELDS",
    "FILE_IS_SAFE",
    "FILE_ROLES",
    "IGNORED",
    "MEDIA_TYPES",
    "SORTS",
    "STATES",
    "TEXT_METHODS",
    "TYPE_FIELDS",
)

STATES: Final[Mapping[DocumentState, str]] = {
    DocumentState.RECEIVED: _("Received, waiting to be read"),
    DocumentState.EXTRACTING: _("Being read"),
    DocumentState.INDEXING: _("Read, soon searchable"),
    DocumentState.INDEXED: _("Searchable"),
    DocumentState.FAILED: _("Could not be read"),
}

ACCESS_LEVELS: Final[Mapping[AccessLevel, str]] = {
    AccessLevel.PUBLIC: _("Public"),
    AccessLevel.INTERNAL: _("Internal"),
    AccessLevel.RESTRICTED: _("Restricted"),
}

ACCESS_AUDIENCES: Final[Mapping[AccessLevel, str]] = {
    AccessLevel.PUBLIC: _("everyone, without signing in"),
    AccessLevel.INTERNAL: _("everyone who has an account"),
    AccessLevel.RESTRICTED: _("documentalists, supervisors and administrators"),
}

FILE_ROLES: Final[Mapping[FileRole, str]] = {
    FileRole.TEXT: _("Text"),
    FileRole.ANNEX: _("Annex"),
    FileRole.LANGUAGE_VERSION: _("Language version"),
}

TEXT_METHODS: Final[Mapping[TextMethod, str]] = {
    TextMethod.LAYER: _("text of the file"),
    TextMethod.OCR: _("read from the image, may hold errors"),
    TextMethod.HAND: _("corrected by hand"),
}

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "application/pdf": _("PDF"),
    "text/plain": _("Plain text"),
}

FACETS: Final[Mapping[Attribute, str]] = {
    Attribute.LANGUAGE: _("Language"),
    Attribute.TYPE: _("Type"),
    Attribute.YEAR: _("Year"),
    Attribute.COLLECTION: _("Collection"),
}

SORTS: Final[Mapping[Sort, str]] = {
    Sort.RELEVANCE: _("Most relevant"),
    Sort.NEWEST: _("Newest"),
    Sort.OLDEST: _("Oldest"),
}
FIELDS: Final[Mapping[str, str]] = {
    "title_fr": _("Title in French"),
    "title_ar": _("Title in Arabic"),
    "title_en": _("Title in English"),
    "type": _("Type"),
    "type_code": _("Type"),
    "date": _("Date"),
    "authors": _("Authors"),
    "issuing_body": _("Issuing body"),
    "languages": _("Languages of the document"),
    "symbol": _("Symbol"),
    "source": _("Source"),
    "subjects": _("Subjects"),
    "abstract": _("Abstract"),
    "access": _("Access"),
    "collection": _("Collection"),
    "collection_code": _("Collection"),
    "shelf_mark": _("Shelf mark"),
    "external_link": _("Link to another site"),
    "withdrawn_at": _("Withdrawn on"),
    "name": _("File name"),
    "language": _("Language"),
    "role": _("What the file is"),
    "replaced_at": _("Replaced on"),
}
"""Names of the fields that people fill in, also as the database calls them."""

IGNORED: Final[Mapping[Reason, str]] = {
    Reason.TOO_LONG: _("the query is too long, its end was left out"),
    Reason.TOO_DEEP: _("there are too many parentheses inside one another"),
    Reason.UNBALANCED: _("its other half is missing"),
    Reason.LONE_OPERATOR: _("there is nothing it could apply to"),
    Reason.EMPTY: _("there are no words in it"),
    Reason.UNKNOWN_FIELD: _("there is no field with this name"),
    Reason.INVALID_VALUE: _("this field has no such value"),
    Reason.PREFIX_TOO_SHORT: _("write at least two letters before the star"),
    Reason.STAR_NOT_AT_END: _("the star must stand at the end of a word"),
}
"""Why a piece of a query was left out."""

TYPE_FIELDS: Final[Mapping[str, str]] = {
    "code": _("Code"),
    "label_fr": _("Name in French"),
    "label_ar": _("Name in Arabic"),
    "label_en": _("Name in English"),
}

ACTIONS: Final[Mapping[str, str]] = {
    "documents.deposit": _("Deposited"),
    "documents.create": _("Described"),
    "documents.add-file": _("File added"),
    "documents.describe": _("Description changed"),
    "documents.describe-many": _("Description changed, with others"),
    "documents.withdraw": _("Withdrawn"),
    "documents.restore": _("Brought back"),
    "documents.retry": _("Sent to be read again"),
    "history.undo": _("Change undone"),
}
"""What a change record says was done."""


@dataclass(frozen=True, slots=True)
class FailureText:
    """What a librarian reads about a file that could not be read."""

    happened: str
    advice: str


FILE_IS_SAFE: Final = _("The file is kept as it was sent.")

FAILURES: Final[Mapping[FailureReason, FailureText]] = {
    FailureReason.EMPTY: FailureText(
        _("The file is empty: it holds not a single byte."),
        _("Copy it again from where it comes from, and deposit the new copy."),
    ),
    FailureReason.DAMAGED: FailureText(
        _("The file is damaged or cut short and cannot be opened."),
        _("Try to open it on your computer. If it opens, save it again as PDF and deposit that."),
    ),
    FailureReason.ENCRYPTED: FailureText(
        _("The file is locked with a password."),
        _("Ask for a copy without a password, and deposit it."),
    ),
    FailureReason.UNSUPPORTED: FailureText(
        _("The file is of a kind that is not read here."),
        _("Save it as PDF or as plain text, and deposit that."),
    ),
    FailureReason.NO_TEXT: FailureText(
        _("No text was found: the pages are probably images from a scanner."),
        _("Deposit a version with text, or describe the document by hand: its title is found."),
    ),
    FailureReason.TOO_LARGE: FailureText(
        _("The file is larger than the centre accepts."),
        _("Divide it into parts, or ask an administrator to raise the limit."),
    ),
    FailureReason.TOO_MANY_PAGES: FailureText(
        _("The document has more pages than the centre accepts."),
        _("Divide it into parts, or ask an administrator to raise the limit."),
    ),
    FailureReason.TOO_SLOW: FailureText(
        _("Reading the file took too long and was stopped."),
        _("Try once more. If it stops again, save the file again as PDF and deposit that."),
    ),
    FailureReason.TOO_MUCH_MEMORY: FailureText(
        _("Reading the file needed too much memory and was stopped."),
        _("Divide it into parts, or save it again as PDF and deposit that."),
    ),
    FailureReason.CRASHED: FailureText(
        _("The reading program stopped without warning on this file."),
        _("Try once more. If it stops again, save the file again as PDF and deposit that."),
    ),
    FailureReason.FILE_MISSING: FailureText(
        _("The stored file is no longer where it was kept."),
        _("Tell an administrator: it can be restored from the last backup."),
    ),
}
