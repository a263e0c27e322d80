"""Hofte: a written exercise page becomes a guided, measured training session."""

__version__ = "0.1.0.dev0"
