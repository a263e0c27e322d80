"""The entries of a token as a packed set in place of a list of numbers; the next start makes them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_posting"),
    ]

    operations = [
        migrations.DeleteModel(name="Posting"),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("token", models.TextField(primary_key=True, serialize=False)),
                ("first", models.BigIntegerField()),
                ("bits", models.BinaryField()),
            ],
        ),
    ]
