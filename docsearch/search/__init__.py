"""From a query to pages: the engine port, the query language, snippets, and two engines."""
