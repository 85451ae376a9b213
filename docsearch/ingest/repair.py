"""Words that a font misspelt, put right."""

from dataclasses import replace

from docsearch.ingest.readings import PageReading
from docsearch.text.arabic import is_arabic
from docsearch.text.lam_alef import Evidence, evidence, repair_lam_alef
from docsearch.text.ligatures import repair_ligatures, turned_ligatures, witnesses


def repair(window: tuple[PageReading, ...]) -> tuple[PageReading, ...]:
    """Return the pages with their ligatures in order, and what was read where that changed it."""
    # Only Arabic words are misspelt so.
    if not any(is_arabic(page.text) for page in window):
        return window
    fonts = [evidence(page.text) for page in window]
    seen = [witnesses(page.text) for page in window]
    return tuple(
        _repaired(page, font.among(fonts), turned_ligatures(found, seen))
        for page, font, found in zip(window, fonts, seen, strict=True)
    )


def _repaired(page: PageReading, font: Evidence, ligatures: frozenset[str]) -> PageReading:
    lam_alef = repair_lam_alef(page.text, font)
    repaired = repair_ligatures(lam_alef.text, ligatures)
    count = lam_alef.count + repaired.count
    if not count:
        return page
    return replace(page, text=repaired.text, original=page.text, repaired=count)
