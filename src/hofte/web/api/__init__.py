"""The public API: pages, exercises and doses as JSON (docs/api.md). Nothing of a person is in it.

:mod:`hofte.web.api.views` is all that a server loads at its start; the rest comes with the first request.
"""
