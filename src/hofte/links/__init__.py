"""Floor 3: where one page's words lead to another page, a glossary, and what of a site's links is broken. No web."""
