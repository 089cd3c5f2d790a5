"""Search: what is found by which words, as static files (docs/search.md)."""
