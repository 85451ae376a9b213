"""Word files: order, tables, notes, boxes, what is deleted, and mark-up that means harm."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.docx_text import read_docx
from docsearch.ingest.readings import PageReading, Properties
from tests.integration.ingest.format_samples import ARABIC, changed_docx, docx_of, saved, zip_of

BODY = "word/document.xml"
BOX = (
    "<w:r {0}><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>encadré</w:t></w:r></w:p>"
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r>"
    "<w:t>encadré</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def text_of(folder: Path, content: bytes) -> str:
    path = folder / "lettre.docx"
    path.write_bytes(content)
    _, *sections = read_docx(path, 1, 100)
    return "\n\n".join(one.text for one in sections if isinstance(one, PageReading))


def test_tables_stand_where_they_stand(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("avant")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Recommandation", "État", "121.3\nذات أولوية", "acceptée"],
        strict=True,
    ):
        cell.text = text
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "dedans"
    document.add_paragraph("après")
    assert text_of(tmp_path, saved(document)) == (
        "avant\n\nRecommandation\tÉtat dedans\n121.3 ذات أولوية\tacceptée\n\naprès"
    )


def test_long_cells_are_read_one_after_the_other(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    french, arabic = ["phrase " * 60] * 2, [ARABIC[1] * 5] * 2
    for cell, paragraphs in zip(table.rows[0].cells, (french, arabic), strict=True):
        cell.text = paragraphs[0]
        cell.add_paragraph(paragraphs[1])
    assert text_of(tmp_path, saved(document)).split("\n\n") == [*french, *arabic]


def test_what_pages_repeat_is_read_once_and_last(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Objet de la lettre")
    for section in (document.sections[0], document.add_section()):
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "Royaume du Maroc"
        section.footer.is_linked_to_previous = False
        section.footer.paragraphs[0].text = "7"
    assert text_of(tmp_path, saved(document)) == "Objet de la lettre\n\nRoyaume du Maroc"


@pytest.mark.parametrize(
    ("mark_up", "text"),
    [
        ("<w:del {0}><w:r><w:delText>ancien</w:delText></w:r></w:del>", "un texte"),
        (
            "<w:ins {0}><w:r><w:t xml:space='preserve'> ajouté</w:t></w:r></w:ins>",
            "un texte ajouté",
        ),
        ("<w:moveFrom {0}><w:r><w:t>parti</w:t></w:r></w:moveFrom>", "un texte"),
        ("<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r>", "un texte"),
        ("<w:r {0}><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>vu</w:t></w:r>", "un textevu"),
        ("<w:r {0}><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "un texte\ta\nb"),
        ("<w:hyperlink {0}><w:r><w:t>lien</w:t></w:r></w:hyperlink>", "un textelien"),
        (
            "<w:sdt {0}><w:sdtContent><w:r><w:t>champ</w:t></w:r></w:sdtContent></w:sdt>",
            "un textechamp",
        ),
        ("<w:r {0}><w:instrText>PAGE</w:instrText></w:r>", "un texte"),
        (BOX, "un texte\n\nencadré"),
    ],
)
def test_pieces_of_a_paragraph(tmp_path: Path, mark_up: str, text: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("un texte")
    paragraph._p.append(parse_xml(mark_up.format(nsdecls("w"))))
    assert text_of(tmp_path, saved(document)) == text


def test_notes_follow_the_part_that_refers_to_them(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Premier", 1)
    paragraph = document.add_paragraph("Un texte avec note.")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>"))
    document.add_paragraph("La suite.")
    document.add_heading("Second", 1)
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>Voir A/HRC/36/6.</w:t></w:r></w:p></w:footnote>"
        "</w:footnotes>"
    )
    relation = (
        '<Relationship Id="rIdN" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    content = changed_docx(
        saved(document),
        {"word/_rels/document.xml.rels": ("</Relationships>", relation)},
        **{"word/footnotes.xml": notes},
    )
    assert text_of(tmp_path, content).split("\n\n") == [
        "Premier",
        "Un texte avec note.",
        "La suite.",
        "Voir A/HRC/36/6.",
        "Second",
    ]


def test_headings_are_the_table_of_contents(tmp_path: Path) -> None:
    document = docx.Document()
    for chapter in range(1, 4):
        document.add_heading(f"Chapitre {chapter}", 1)
        document.add_heading(f"Section {chapter}", 2)
        document.add_paragraph("phrase " * 300)
    path = tmp_path / "livre.docx"
    path.write_bytes(saved(document))
    properties, *sections = read_docx(path, 1, 100)
    assert isinstance(properties, Properties)
    assert [tuple(line) for line in properties.outline] == [
        (level, f"{name} {chapter}", chapter)
        for chapter in range(1, 4)
        for level, name in ((1, "Chapitre"), (2, "Section"))
    ]
    labels = [one.label for one in sections if isinstance(one, PageReading)]
    assert labels == ["Chapitre 1", "Chapitre 2", "Chapitre 3"]


LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "ha"}">' for number in range(10)
)
DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"


@pytest.mark.parametrize(
    ("doctype", "entity"),
    [
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>', "&e;"),
    ],
    ids=["file", "network"],
)
def test_entities_are_never_expanded(tmp_path: Path, doctype: str, entity: str) -> None:
    content = changed_docx(docx_of("titre", "corps"), {BODY: ("corps", f"corps{entity}")})
    content = changed_docx(content, {BODY: (DECLARATION, DECLARATION + doctype)})
    assert text_of(tmp_path, content) == "titre\n\ncorps"


@pytest.mark.parametrize(
    "content",
    [
        zip_of({"[Content_Types].xml": "", BODY: "<w:document/>"}),
        changed_docx(
            changed_docx(docx_of("titre"), {BODY: ("titre", "&l9;")}),
            {BODY: (DECLARATION, f"{DECLARATION}<!DOCTYPE x [{LAUGHS}]>")},
        ),
        changed_docx(docx_of("titre"), {BODY: ("</w:body>", "")}),
        changed_docx(docx_of("titre"), {BODY: ("<w:body>", "<w:body>" + "<w:p>" * 100_000)}),
        changed_docx(docx_of("titre"), {"_rels/.rels": ("word/document.xml", "../../etc/passwd")}),
    ],
    ids=["no relations", "laughs", "not closed", "too deep", "elsewhere"],
)
def test_broken_files_are_damaged(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ExtractionFailed) as failure:
        text_of(tmp_path, content)
    assert failure.value.reason is FailureReason.DAMAGED
