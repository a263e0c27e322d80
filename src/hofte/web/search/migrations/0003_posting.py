"""One index for both databases, made with each edition, in place of FTS5 on SQLite and GIN on PostgreSQL."""

from typing import Any

from django.db import migrations, models

SQLITE = (
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_gone",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_index",
)
POSTGRESQL = (
    "DROP FUNCTION search_entries(text[])",
    "DROP INDEX search_entry_tokens",
)


def drop_index(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_edition_made_at"),
    ]

    operations = [
        migrations.RunPython(drop_index),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("token", models.TextField(primary_key=True, serialize=False)),
                ("entries", models.TextField()),
            ],
        ),
    ]
