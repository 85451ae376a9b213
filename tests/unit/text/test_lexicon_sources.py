"""Pairs read from tables, vocabularies and texts in two languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.domain.errors import Invalid
from docsearch.text.lexicon.articles import article_twins
from docsearch.text.lexicon.skos import read_skos
from docsearch.text.lexicon.spreadsheets import read_pairs
from docsearch.text.lexicon.twins import Kind, Twin

RIGHT = Twin("Droit", "حق", Kind.LABEL)


@pytest.mark.parametrize(
    "table",
    [
        "Droit,حق\n",
        "حق,Droit\n",
        "fr,ar\nDroit,حق\n",
        "\ufefffr;ar\r\nDroit;حق\r\n",
        "id\ttext_ar\tyear\ttext_fr\n1\t حق \t2020\tDroit\n2\tnull\t2020\tLoi\n",
        "Terme (français),Terme (arabe)\nDroit,حق\nDroit,حق\n",
        "pref_fr,pref_ar,alt_fr,alt_ar\nDroit,حق,,\n",
    ],
)
def test_a_table_of_pairs_is_read(table: str) -> None:
    assert read_pairs(table) == [RIGHT]


def test_long_texts_are_no_labels_and_other_names_are_told_apart() -> None:
    texts = read_pairs(
        'fr,ar\n"Le Comité recommande, à l\'État,\nde ratifier.",توصي اللجنة الدولة\n'
    )
    assert [twin.kind for twin in texts] == [Kind.TEXT]
    labels = read_pairs("pref_fr,pref_ar,alt_fr,alt_ar\nDroit,حق,Droits | Loi,قانون\n")
    assert labels == [
        RIGHT,
        Twin("Droits", "حق", Kind.OTHER_LABEL),
        Twin("Loi", "حق", Kind.OTHER_LABEL),
        Twin("Droit", "قانون", Kind.OTHER_LABEL),
    ]


@pytest.mark.parametrize("table", ["", "\n\n", "fr,ar\n", "name,year\nx,2020\n", "a,b,c\n1,2,3\n"])
def test_a_table_without_pairs_is_refused(table: str) -> None:
    with pytest.raises(Invalid, match="pairs-missing"):
        read_pairs(table)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_pairs, read_skos):
        try:
            twins = read(text)
        except Invalid:
            continue
        assert twins


TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . # "no label"@fr
<http://example.org/1#x> a skos:Concept ; skos:altLabel "Loi; \\"dure\\" ."@fr, "Law"@en ;
  skos:prefLabel "Droit"@fr , "حق"@ar-MA ; skos:scopeNote "Une note"@fr , "ملاحظة"@ar .
:two skos:prefLabel '''Sans arabe'''@fr ; skos:notation 1.5 .
:three <http://www.w3.org/2004/02/skos/core#prefLabel> "D\\u00e9cret"@fr ,
  "مرسوم"@ar .
"""
XML = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="1"><skos:altLabel xml:lang="fr">Loi; "dure" .</skos:altLabel>
    <skos:prefLabel xml:lang="fr">Droit</skos:prefLabel>
    <skos:prefLabel xml:lang="ar">حق</skos:prefLabel></skos:Concept>
  <rdf:Description rdf:about="3"><skos:prefLabel xml:lang="fr">Décret</skos:prefLabel>
    <skos:prefLabel xml:lang="ar">مرسوم</skos:prefLabel></rdf:Description>
</rdf:RDF>"""


@pytest.mark.parametrize("vocabulary", [TURTLE, XML])
def test_the_labels_of_a_vocabulary_are_read(vocabulary: str) -> None:
    assert read_skos(vocabulary) == [
        RIGHT,
        Twin('Loi; "dure" .', "حق", Kind.OTHER_LABEL),
        Twin("Décret", "مرسوم", Kind.LABEL),
    ]


def test_a_vocabulary_in_one_language_is_refused() -> None:
    with pytest.raises(Invalid, match="pairs-missing"):
        read_skos(TURTLE.replace("@ar", "@fa"))


def test_the_thesaurus_reads_alike_from_both_files(shared_data: Path) -> None:
    folder = shared_data / "vocabularies"
    turtle = read_skos((folder / "unesco_thesaurus.ttl").read_text(encoding="utf-8"))
    table = read_pairs((folder / "unesco_thesaurus_labels.csv").read_text(encoding="utf-8"))
    # The table leaves out what is no concept: the names of groups, and of the whole.
    assert set(table) < set(turtle)
    assert len(table) > 15_000


def test_articles_with_the_same_number_stand_side_by_side() -> None:
    french = (
        "Préambule\nArticle premier\nTous sont libres.\nArticle 2. Nul n'est esclave.\n"
        "Article 3\nCe que dit\nl'article 2 du code.\nArticle 4\nLe long texte " + "mot " * 50
    )
    arabic = (
        "ديباجة\nالمادة الأولى\nالكل أحرار\nالمادة ٢: لا يستعبد أحد\n"
        "المادة 3\nما تقوله المادة 2 من القانون\nالمادة 4\nنص قصير"
    )
    # Of the fourth something is missing.
    assert article_twins(french, arabic) == [
        Twin("Tous sont libres.", "الكل أحرار"),
        Twin("Nul n'est esclave.", "لا يستعبد أحد"),
        Twin("Ce que dit\nl'article 2 du code.", "ما تقوله المادة 2 من القانون"),
    ]


def test_a_few_numbers_in_common_are_chance() -> None:
    assert article_twins("Article 1\nUn\nArticle 2\nDeux", "المادة 1\nواحد\nالمادة 2\nاثنان") == []
