"""Pages as they are written: a folder of files, read anew whenever one is saved."""
