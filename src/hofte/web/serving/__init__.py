"""Serving: everything between ``hofte serve`` and the first page. No models."""
