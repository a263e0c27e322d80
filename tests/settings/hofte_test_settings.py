"""The real settings on a data folder that lives as long as the test process."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Before the settings are read: a test never touches the data of whoever runs it.
os.environ["HOFTE_DATA"] = tempfile.mkdtemp(prefix="hofte-test-")
for name in [name for name in os.environ if name.startswith("HOFTE_") and name != "HOFTE_DATA"]:
    del os.environ[name]
atexit.register(shutil.rmtree, os.environ["HOFTE_DATA"], ignore_errors=True)

from hofte.web.settings import *  # noqa: E402, F403
from hofte.web.settings import DATA, DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Hashed names are tested on a real server; here nothing needs collecting.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
Path(DATA, "static").mkdir()
# A file, as at home: what several threads do to each other shows on a file only.
DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA, "test.sqlite3"))}
