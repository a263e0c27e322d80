"""Who trains here: local profiles without accounts. Several people share a device; deleting one deletes all of it."""
