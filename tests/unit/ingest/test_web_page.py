"""Saved web pages: the text stays, the site around it goes, whatever it is built of."""

from pathlib import Path

import pytest

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.html_text import read_html
from docsearch.ingest.formats.web_page import decode_page, read_page
from docsearch.ingest.readings import PageReading, Properties
from tests.integration.ingest.format_samples import ARABIC, FRENCH, html_of

PARAGRAPHS = "".join(f"<p>{FRENCH[1]} {number}</p>" for number in range(8))
TEXT = [f"{FRENCH[1]} {number}" for number in range(8)]

AROUND = {
    "header": '<header><a href="/">Accueil</a> Ministère</header>',
    "footer": "<footer>© 2020 Tous droits réservés</footer>",
    "nav": '<nav><ul><li><a href="/a">Textes</a></li></ul></nav>',
    "role": '<div role="navigation">Menu principal</div>',
    "menu": '<div class="main-menu"><span>Accueil</span></div>',
    "menu by links": "<ul>" + '<li><a href="/x">Une rubrique</a></li>' * 6 + "</ul>",
    "cookies": '<div id="cookieBanner">Nous utilisons des cookies. <button>Oui</button></div>',
    "consent": '<section class="tarteaucitron-root">Gestion des cookies</section>',
    "share": '<div class="share-buttons">Partager sur Facebook</div>',
    "related": '<aside><h3>À lire aussi</h3><a href="/1">Un autre article</a></aside>',
    "script": "<script>document.write('compteur')</script><style>p{color:red}</style>",
    "hidden": '<div hidden>Modèle</div><div aria-hidden="true">★</div><template>t</template>',
    "form": "<select><option>Français</option><option>العربية</option></select>",
    "breadcrumb": '<div class="breadcrumb">Vous êtes ici : <a href="/">Accueil</a></div>',
}


def texts(html: str) -> list[str]:
    return [block.text for block in read_page(html).blocks]


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize("holder", ["<div>{}</div>", "<main>{}</main>", "<form>{}</form>"])
def test_the_site_around_is_left_out(around: str, holder: str) -> None:
    body = around + holder.format(PARAGRAPHS) + around
    assert texts(f"<html><body class='has-menu nav-open'>{body}</body></html>") == TEXT


@pytest.mark.parametrize(
    "kept",
    [
        '<article><header><h1>Titre</h1></header><p class="share">{}</p>'
        "<footer>Signé</footer></article>",
        '<div class="page-content-with-sidebar"><div class="header-text">{}</div></div>',
        '<div id="comments-of-the-committee">{}</div>',
        '<ul><li><a href="#1">Article premier de la loi</a><li><a href="#2">Article 2</a>'
        '<li><a href="#3">Article 3</a></ul><p>{}</p>',
        "<p>Voir <a href='/1'>la loi</a>, <a href='/2'>le décret</a>"
        " et <a href='/3'>l’arrêté</a> {}</p>",
    ],
)
def test_what_belongs_to_the_text_stays(kept: str) -> None:
    whole = " ".join(texts(f"<body>{kept.format(FRENCH[1])}</body>"))
    assert FRENCH[1] in whole
    for word in ("Titre", "Signé", "Article premier", "l’arrêté"):
        assert (word in whole) is (word in kept)


def test_a_page_of_links_alone_is_not_emptied() -> None:
    links = "".join(f'<li><a href="/{number}">Loi n° {number}</a></li>' for number in range(9))
    assert len(texts(f"<body><ul>{links}</ul></body>")) == 9


def test_blocks_lines_and_cells() -> None:
    page = """<body><h2>Chapitre</h2><p>un   <b>d</b>eux<br>
      trois</p><ul><li>a<li>b</ul><table><tr><th>x<th>y<tr><td><p>1</p><p>bis</p><td>
      <p>2</p></table>
      <pre>  vers
    suivant</pre>reste<!-- remarque --></body>"""
    assert [tuple(block) for block in read_page(page).blocks] == [
        ("Chapitre", 2, True),
        ("un deux\ntrois", 0, True),
        ("a", 0, False),
        ("b", 0, False),
        ("x\ty", 0, True),
        ("1 bis\t2", 0, False),
        ("vers\nsuivant", 0, True),
        ("reste", 0, True),
    ]


def test_tables_that_only_place_things() -> None:
    columns = "".join(f"<td><p>{text} {FRENCH[1] * 4}</p><p>fin {text}</p></td>" for text in "ab")
    nested = f"<table><tr>{columns}</tr><tr><td><table><tr><td>x<td>y</table></td></tr></table>"
    first, first_end, second, second_end, inner = texts(f"<body>{nested}</body>")
    assert (first[0], first_end, second[0], second_end) == ("a", "fin a", "b", "fin b")
    assert inner == "x\ty"


def test_what_a_page_says_of_itself() -> None:
    page = read_page(
        "<head><title>Décret n° 2-19 | Secrétariat général</title>"
        '<meta name="Author" content=" SGG "><meta name="date" content="2019-05-02T08:00">'
        "</head><body><h1>Décret n° 2-19</h1><p>texte</p></body>"
    )
    assert (page.title, page.author) == ("Décret n° 2-19", "SGG")
    assert page.created == PartialDate(2019, 5, 2)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
def test_the_declared_charset_is_believed(charset: str) -> None:
    content = html_of("نص", "حقوق الإنسان", charset=charset)
    assert "حقوق الإنسان" in decode_page(content)


@pytest.mark.parametrize(
    ("declared", "real"),
    [("utf-8", "windows-1256"), ("windows-1252", "utf-8"), ("x-unknown", "utf-8")],
)
def test_a_wrong_declaration_is_not(declared: str, real: str) -> None:
    content = html_of(*ARABIC).replace(b"utf-8", declared.encode()).decode().encode(real)
    assert ARABIC[1] in decode_page(content)


@pytest.mark.parametrize("source", ["", "<html>", "<body></body>", "<frameset>", "<p>" * 50_000])
def test_pages_without_text(tmp_path: Path, source: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(source)
    properties, section = read_html(path, 1, 10)
    assert isinstance(properties, Properties)
    assert isinstance(section, PageReading)
    assert section.text == ""


@pytest.mark.parametrize("tag", ["<div>", "<a>", "<ul><li>", "<table><tr><td>"])
def test_deep_pages_are_read_to_the_bottom(tag: str) -> None:
    assert texts("<body>" + tag * 2_000 + "fond") == ["fond"]


@pytest.mark.parametrize(
    "nested",
    [
        *("<div>", "<a>", "<b>", "<i class=x{}>", "<p><font color={}>", "<ul><li>", "<mot>"),
        *("<b></i>", "<b><!-- </b> -->", "<span title='</span>'>", "<DIV\n>", "<span/>"),
        *("<svg><td>", "<svg/><div>", "<table><tr><td>"),
    ],
)
@pytest.mark.parametrize("start", ["", "<svg>", "<!doctype html><body><p>"])
def test_pages_without_a_bottom_are_refused(start: str, nested: str) -> None:
    page = start + "".join(nested.format(number) for number in range(100_000))
    with pytest.raises(ExtractionFailed, match="nested too deeply") as failure:
        read_page(page)
    assert failure.value.reason is FailureReason.DAMAGED


@pytest.mark.parametrize(
    "flat",
    [
        *("<p>mot", "<li>mot", "<dt>mot<dd>mot", "mot<br>", "<b>mot</b>", "<br/><hr/><p/>mot"),
        *("<svg><path/><g></g></svg>mot", "<svg/><p>mot", "</b>mot", "mot<!-- <b> -->"),
        *("mot<script>'<b>'</script>", "mot<style>/*<b>*/</style>", "<p title='<b>'>mot"),
        *("mot < b ", "mot <3 "),
    ],
)
def test_long_pages_are_not_deep(flat: str) -> None:
    assert " ".join(texts(f"<body>{flat * 5_000}")).count("mot") >= 5_000


@pytest.mark.parametrize(
    "piece", ["<!--", "<script>", '<b x="', "<b =", "<b x='", "<", "</", "<b "]
)
def test_what_never_ends_is_looked_at_once(piece: str) -> None:
    assert texts(f"<body><p>mot</p>{piece * 300_000}")[0] == "mot"
