"""The index: FTS5 beside the table on SQLite, kept in step by triggers; GIN on the table's own column on PostgreSQL."""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "tokens, content='search_entry', content_rowid='id', detail=none, columnsize=0, tokenize='ascii')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE OF tokens ON search_entry BEGIN"
    " INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
    " INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens); END",
)
# The planner does not know how dear it is to unpack the tokens of a row, and would read them all: so the function never
# does. What is added goes into the index at once, or every question would read through what is pending.
POSTGRESQL = (
    "CREATE INDEX search_entry_tokens ON search_entry USING gin (string_to_array(tokens, ' ')) WITH (fastupdate = off)",
    "CREATE FUNCTION search_entries(text[]) RETURNS bigint[] LANGUAGE sql STABLE SET enable_seqscan = off AS"
    " $$SELECT array_agg(id) FROM search_entry WHERE string_to_array(tokens, ' ') && $1$$",
)


def make_index(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps: Any, schema_editor: Any) -> None:
    """Undo what does not go with the table by itself."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute("DROP TABLE search_index" if is_sqlite else "DROP FUNCTION search_entries(text[])")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("library", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.UUIDField(default=uuid.uuid4)),
                ("entries", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lang", models.CharField(blank=True, max_length=8)),
                ("kind", models.CharField(max_length=20)),
                ("sorting", models.CharField(max_length=300)),
                ("facets", models.JSONField(default=dict)),
                ("tokens", models.TextField()),
                ("words", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="library.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lang", models.CharField(blank=True, max_length=8)),
                ("word", models.CharField(max_length=60)),
                ("entries", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("lang", "word"), name="one_word_per_language")],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
