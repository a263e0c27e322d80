from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0002_address_dates"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="document",
            name="searched",
        ),
        migrations.AddField(
            model_name="document",
            name="dose",
            field=models.JSONField(default=dict),
        ),
    ]
