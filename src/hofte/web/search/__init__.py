"""The library's search: an index of its pages in either database, facets with counts, the muscle map."""
