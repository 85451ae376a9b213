"""Which segments are united, and when: little while somebody waits, the rest in idle moments.

Segments are united smallest first and several at a time, so that a row is not written anew for
every row that comes after it.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from whoosh.codec.whoosh3 import W3Segment
from whoosh.writing import SegmentWriter

from docsearch.search.whoosh_engine.array_file import ArrayWriter
from docsearch.search.whoosh_engine.segment import Segment, segment_path
from docsearch.search.whoosh_engine.storage import reading
from docsearch.search.whoosh_engine.uniting import unite

Policy = Callable[[SegmentWriter, list[W3Segment]], list[W3Segment]]

MOST_SEGMENTS: Final = 10
"""Left after an idle moment."""

MOST_IN_COMMITS: Final = 20
"""Left by commits that somebody waits for."""

LARGEST: Final = 1 << 16
"""Rows of a segment whose numbers fit two bytes: more are put together only where they must."""


def while_waited_for(writer: SegmentWriter, segments: list[W3Segment]) -> list[W3Segment]:
    """Drop dead segments, and unite small ones when they have become too many."""
    alive = _alive(segments)
    return _united(writer, alive, _too_many(alive, MOST_IN_COMMITS))


def when_idle(writer: SegmentWriter, segments: list[W3Segment]) -> list[W3Segment]:
    """Rewrite what is half dead, and leave few segments."""
    alive = _alive(segments)
    for half_dead in filter(_half_dead, list(alive)):
        alive = _united(writer, alive, [half_dead])
    return _united(writer, alive, _worth_uniting(alive))


def worth_merging(segments: list[W3Segment]) -> bool:
    """Tell whether ``when_idle`` would do anything."""
    return bool(_worth_uniting(_alive(segments))) or any(map(_half_dead, segments))


def _worth_uniting(segments: list[W3Segment]) -> list[W3Segment]:
    """Return the smallest segments, as far as the next is not larger than half of them."""
    by_size = _by_size(segments)
    sizes = [_size(segment) for segment in by_size]
    totals = list(accumulate(sizes))
    alike = [
        number
        for number in range(1, len(sizes))
        if sizes[number] <= totals[number - 1] / 2 and totals[number] <= LARGEST
    ]
    run = by_size[: alike[-1] + 1] if alike else []
    return max(run, _too_many(segments, MOST_SEGMENTS), key=len)


def _too_many(segments: list[W3Segment], most: int) -> list[W3Segment]:
    """Return so many of the smallest segments that half as many as allowed are left."""
    if len(segments) <= most:
        return []
    return _by_size(segments)[: len(segments) - most // 2]


def _united(
    writer: SegmentWriter, segments: list[W3Segment], chosen: Sequence[W3Segment]
) -> list[W3Segment]:
    """Put one segment in the place of the chosen ones."""
    if not chosen:
        return segments
    united: W3Segment = writer.codec.new_segment(writer.storage, writer.indexname)
    together = [segment for segment in segments if segment in chosen]
    with reading(), ArrayWriter(segment_path(writer.storage, united)) as file:
        parts = [
            (Segment(writer.storage, segment), sorted(segment.deleted_docs()))
            for segment in together
        ]
        united.set_doc_count(unite(parts, file))
    return [*(segment for segment in segments if segment not in chosen), united]


def _alive(segments: list[W3Segment]) -> list[W3Segment]:
    return [segment for segment in segments if segment.doc_count()]


def _half_dead(segment: W3Segment) -> bool:
    dead: int = segment.deleted_count()
    return 2 * dead > int(segment.doc_count_all())


def _by_size(segments: list[W3Segment]) -> list[W3Segment]:
    return sorted(segments, key=_size)


def _size(segment: W3Segment) -> int:
    return int(segment.doc_count())
