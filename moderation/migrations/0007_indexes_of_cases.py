from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # a running site goes on writing meanwhile

    dependencies = [("moderation", "0006_moderating")]

    operations = [
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(condition=models.Q(('state', 'decided'), _negated=True), fields=['due_at'], name='case_due'),
        ),
        AddIndexConcurrently(
            model_name='decision',
            index=models.Index(fields=['at'], name='decision_at'),
        ),
        AddIndexConcurrently(
            model_name='sealedoriginal',
            index=models.Index(fields=['keep_until'], name='sealed_keep_until'),
        ),
    ]
