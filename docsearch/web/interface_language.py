"""The language of the screens: from the address (`/ar/…`), a cookie or the browser."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from flask import Flask, Response, request
from flask_babel import Babel, get_locale

from docsearch.domain.language import ARABIC, FRENCH, INTERFACE_LANGUAGES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

COOKIE: Final = "interface"
COOKIE_SECONDS: Final = 365 * 24 * 3600
LANGUAGE_KEY: Final = "docsearch.interface_language"
ROOT_KEY: Final = "docsearch.root"

# Arabic with the month names of Morocco (شتنبر), English with the day before the month.
LOCALES: Final = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}
_IN_QUERY: Final = "=&%+;,/:?@!$~*()"
NAMES: Final = {"fr": "Français", "ar": "العربية", "en": "English"}


class LanguagePrefix:
    """WSGI middleware that moves `/fr`, `/ar` or `/en` from the path to `SCRIPT_NAME`."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Pass the request on, its language in the environment when the address names one."""
        root = environ.get("SCRIPT_NAME", "")
        environ[ROOT_KEY] = root
        first, _, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if first in INTERFACE_LANGUAGES:
            environ[LANGUAGE_KEY] = first
            environ["SCRIPT_NAME"] = f"{root}/{first}"
            environ["PATH_INFO"] = f"/{rest}"
        return self._application(environ, start_response)


class LanguageLink(NamedTuple):
    """The present address in a language of the interface."""

    code: str
    name: str
    url: str
    current: bool


def prefixed_language() -> str | None:
    """Return the language that the address names."""
    language: str | None = request.environ.get(LANGUAGE_KEY)
    return language


def chosen_language() -> str:
    """Return the language to answer in: address, then cookie, then browser, then French."""
    remembered = request.cookies.get(COOKIE)
    return (
        prefixed_language()
        or (remembered if remembered in INTERFACE_LANGUAGES else None)
        or request.accept_languages.best_match(INTERFACE_LANGUAGES, default=FRENCH)
    )


def chosen_locale() -> str:
    """Return the locale of the chosen language, for translations, dates and numbers."""
    return LOCALES[chosen_language()]


def interface_language() -> str:
    """Return the language that translations are now made in."""
    locale = get_locale()
    return locale.language if locale else FRENCH


def direction(language: str) -> str:
    """Return the direction in which an interface language is written."""
    return "rtl" if language == ARABIC else "ltr"


def root_path() -> str:
    """Return where the application is mounted, without the language."""
    root: str = request.environ.get(ROOT_KEY, "")
    return root


def language_links() -> tuple[LanguageLink, ...]:
    """Return the present address, query included, in every language of the interface."""
    query = request.query_string.decode("latin-1")
    # Browsers send some letters unescaped; the bytes are escaped as they came.
    rest = quote(request.path) + ("?" + quote(query, _IN_QUERY, "latin-1") if query else "")
    current = interface_language()
    return tuple(
        LanguageLink(code, NAMES[code], f"{root_path()}/{code}{rest}", code == current)
        for code in INTERFACE_LANGUAGES
    )


def remember_language(response: Response) -> Response:
    """Keep the language of a prefixed page for next year; say that a bare one was negotiated."""
    if response.mimetype != "text/html":
        return response
    language = prefixed_language()
    response.headers["Content-Language"] = chosen_language()
    if language is None:
        response.vary.update(("Accept-Language", "Cookie"))
    elif request.cookies.get(COOKIE) != language:
        response.set_cookie(
            COOKIE,
            language,
            max_age=COOKIE_SECONDS,
            path=root_path() or "/",
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def init_interface_language(app: Flask) -> Babel:
    """Wire languages into the application: middleware, translations, cookie, template globals."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    app.after_request(remember_language)
    app.jinja_env.globals.update(
        interface_language=interface_language,
        direction=direction,
        language_links=language_links,
    )
    return Babel(app, locale_selector=chosen_locale)
