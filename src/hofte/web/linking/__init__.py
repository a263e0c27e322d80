"""Words that lead somewhere: the names of the library's pages, and the glossary, one page a language."""
