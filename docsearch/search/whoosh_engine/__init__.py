"""The engine of the product: a Whoosh index on disk, written and read as numpy arrays.

Whoosh gives what makes an index safe: generations, tables of contents, deletions and locks. Ours
are its segments, because Python that looks at one posting after the other is a hundred times too
slow. From the disk upwards:

``array_file``, ``ragged``: named arrays in a file, and many short arrays in a long one.
``schema``, ``codec``, ``stock_reading``: what Whoosh knows of all this.
``segment``, ``lexicon``, ``attributes``: one file read as rows, tokens, posting lists, facets.
``inverting``, ``uniting``: the two ways in which such a file is made: of records, of segments.
``writing``, ``merging``, ``storage``: a commit, which segments it unites, and where they lie.
``snapshot``, ``cache``: all segments side by side at one commit, and what is known of them.
``postings``, ``phrases``, ``leaves``: what a leaf of a query matches in a snapshot.
``matching``, ``ranking``, ``boosting``, ``excerpts``, ``answering``: from there to the results.
``vocabulary``, ``engine``: the other questions, and the port.
"""

from docsearch.search.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
