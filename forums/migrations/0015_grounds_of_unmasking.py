"""On what ground a name was asked for, and in what role it was decided: the member reads both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0014_tending")]

    operations = [
        migrations.AddField(
            model_name="unmasking",
            name="ground",
            field=models.CharField(
                choices=[
                    ("safety", "Someone's safety"),
                    ("law", "A duty under the law, or an order of a court"),
                    ("regulator", "A request of a regulator"),
                    ("abuse", "Serious abuse that cannot be stopped otherwise"),
                ],
                db_default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="decided_as",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Their role: the member reads that, and no name",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="unmasking",
            name="decided_at",
            field=models.DateTimeField(help_text="Without a person: it lapsed", null=True),
        ),
        migrations.AlterField(
            model_name="unmasking",
            name="reason",
            field=models.CharField(help_text="The member reads this", max_length=500),
        ),
    ]
