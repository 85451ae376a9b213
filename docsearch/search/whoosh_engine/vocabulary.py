"""The words of the index: which there are, and how texts spell them."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from docsearch.domain.access import AccessLevel
from docsearch.search.ports import WordCount
from docsearch.search.query_tree import Attribute, Term, TermField
from docsearch.search.whoosh_engine.attributes import Mask
from docsearch.search.whoosh_engine.leaves import find
from docsearch.search.whoosh_engine.snapshot import Snapshot
from docsearch.search.whoosh_engine.storage import reading


def vocabulary(snapshot: Snapshot, access: frozenset[AccessLevel]) -> Sequence[WordCount]:
    """Return the exact tokens in the rows that may be read, in order of code points."""
    readable = _readable(snapshot, access)
    counts: Counter[str] = Counter()
    with reading():
        for segment, base in zip(snapshot.segments, snapshot.bases, strict=False):
            field = segment.fields[TermField.EXACT]
            if not len(field.lexicon):
                continue
            wanted = readable[base : base + len(segment.pages)][field.rows.values]
            starts = field.rows.starts[:-1].astype(np.int64)
            found = np.add.reduceat(wanted, starts, dtype=np.int64).tolist()
            known = field.lexicon.spelt(range(len(field.lexicon)))
            counts.update(dict(zip(known, found, strict=True)))
    return [WordCount(token, counts[token]) for token in sorted(counts) if counts[token]]


def frequency(snapshot: Snapshot, term: Term) -> int:
    """Count the rows that hold a term, without reading more than that."""
    count = 0
    with reading():
        for segment, base in zip(snapshot.segments, snapshot.bases, strict=False):
            field = segment.fields[term.field]
            for number in field.lexicon.find(term.token):
                rows = field.rows[number]
                whole = snapshot.whole
                count += len(rows) if whole else int(snapshot.live_rows[base:][rows].sum())
    return count


def spelling(snapshot: Snapshot, token: str, access: frozenset[AccessLevel]) -> str:
    """Return the exact token as a text that may be read spells it, or the token itself."""
    postings = find(snapshot, Term(TermField.EXACT, token))
    for row in postings.rows[_readable(snapshot, access)[postings.rows]].tolist():
        segment, local = snapshot.place_of(row)
        begins, lengths = segment.words.starts[local], segment.words.of(local)
        _, positions, _ = postings.places(np.array([row]))
        for position in positions[positions < len(begins)].tolist():
            start = int(begins[position])
            return segment.text(local)[start : start + int(lengths[position])]
    return token


def _readable(snapshot: Snapshot, access: frozenset[AccessLevel]) -> Mask:
    documents = snapshot.attributes[Attribute.ACCESS].mask(access.__contains__)
    return documents[snapshot.owners] & snapshot.live_rows
