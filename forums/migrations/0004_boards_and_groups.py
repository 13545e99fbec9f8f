"""Sections of the index, slow mode, a lock that ends, and groups with an owner and an end."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('forums', '0003_newest_post'),
        ('members', '0002_badges_and_reminders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(help_text='Accepted, withdrawn or sent anew', null=True)),
            ],
        ),
        migrations.AddField(
            model_name='board',
            name='expires_at',
            field=models.DateTimeField(blank=True, help_text='Of a group: closed to its members from then on', null=True),
        ),
        migrations.AddField(
            model_name='board',
            name='locked_until',
            field=models.DateTimeField(blank=True, help_text='No one writes until then', null=True),
        ),
        migrations.AddField(
            model_name='board',
            name='locked_why',
            field=models.CharField(blank=True, db_default='', help_text='What members read about the lock', max_length=200),
        ),
        migrations.AddField(
            model_name='board',
            name='owner',
            field=models.ForeignKey(blank=True, help_text='Of a group: who invites to it', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_boards', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='board',
            name='requires',
            field=models.CharField(choices=[('member', 'Any member'), ('professional', 'Healthcare professionals'), ('doctor', 'Verified doctors')], db_default='member', default='member', help_text='Of a group: what those invited must be, asked anew at each request', max_length=20),
        ),
        migrations.AddField(
            model_name='board',
            name='section',
            field=models.CharField(blank=True, choices=[('career', 'Becoming and being a doctor'), ('off_duty', 'Off duty'), ('group', 'Your groups'), ('site', 'This site')], db_default='', help_text='Without a specialty', max_length=10),
        ),
        migrations.AddField(
            model_name='board',
            name='slow_seconds',
            field=models.PositiveIntegerField(db_default=0, default=0, help_text='Seconds that a member waits between two posts here; 0 for no wait', verbose_name='slow mode'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='accepted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='board',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='forums.board'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('board', 'email'), name='one_open_invitation'),
        ),
    ]
