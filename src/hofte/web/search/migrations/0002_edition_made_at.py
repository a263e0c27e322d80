"""When an edition was made: what the API says of everything it answers with was last changed then."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="made_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        )
    ]
