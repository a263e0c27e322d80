"""Floor 2: a written page becomes its title, language, sections, steps, tables, questions. Knows no doses."""
