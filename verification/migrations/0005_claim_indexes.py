from django.db import migrations, models
from django.contrib.postgres.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False  # built while the site runs
    dependencies = [('verification', '0004_only_sealed_numbers')]

    operations = [
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(fields=['register', 'number_print'], name='claims_of_print'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(condition=models.Q(('doubt_until__isnull', False)), fields=['doubt_until'], name='claims_in_doubt'),
        ),
    ]
