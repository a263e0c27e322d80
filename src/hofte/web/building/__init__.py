"""The library as files that any web server can carry: the same pages, made by the same templates, without a server."""
