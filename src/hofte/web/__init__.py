"""Floor 7: the web application: a Django project with one app per feature. The floors below decide."""
