"""Floor 6: sites and data sets that exist, brought in as Hofte pages. Knows files; knows no database and no web."""
