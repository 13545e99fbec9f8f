from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('verification', '0003_seal_numbers')]

    operations = [
        migrations.AlterField(
            model_name='claim',
            name='sealed_number',
            field=models.BinaryField(help_text='Normalised, then encrypted'),
        ),
        migrations.AlterField(
            model_name='claim',
            name='number_print',
            field=models.CharField(help_text='Keyed fingerprint, to compare by', max_length=64),
        ),
        migrations.RemoveConstraint(
            model_name='claim',
            name='one_live_verification_per_number',
        ),
        migrations.RemoveConstraint(
            model_name='claim',
            name='one_live_claim_per_member',
        ),
        migrations.RemoveIndex(
            model_name='claim',
            name='claims_of_number',
        ),
        migrations.RemoveField(
            model_name='claim',
            name='number',
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('register', 'number_print'), name='one_verification_per_print'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('is_disputed', False), ('is_renewal', False), ('state__in', ['waiting', 'more', 'approved'])), fields=('register', 'number_print'), name='one_live_claim_per_print'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'more'])), fields=('user',), name='one_open_claim_per_member'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('user', 'register'), name='one_verification_per_register'),
        ),
    ]
