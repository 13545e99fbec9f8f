"""How far a member has read, what they follow, and whom they would rather not read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('forums', '0004_boards_and_groups'),
        ('members', '0002_badges_and_reminders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BoardReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('floor_id', models.BigIntegerField(db_default=0, default=0, help_text='Id of a post')),
                ('level', models.CharField(blank=True, choices=[('watch', 'Watching'), ('track', 'Following'), ('', 'Not following'), ('mute', 'Muted')], db_default='', max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='Ignore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_number', models.PositiveIntegerField(db_default=0, default=0, help_text='Of the last post that was read')),
                ('level', models.CharField(blank=True, choices=[('watch', 'Watching'), ('track', 'Following'), ('', 'Not following'), ('mute', 'Muted')], db_default='', max_length=10)),
            ],
        ),
        migrations.AddField(
            model_name='topic',
            name='bump_number',
            field=models.PositiveIntegerField(db_default=0, default=0, help_text='Of the newest published post'),
        ),
        migrations.AlterField(
            model_name='post',
            name='state',
            field=models.CharField(choices=[('published', 'Published'), ('held', 'A moderator is checking this post'), ('hidden', 'Hidden by a moderator'), ('removed', 'Removed by a moderator'), ('withdrawn', 'Withdrawn by its author'), ('undone', 'Taken back at once by its author')], default='published', max_length=10),
        ),
        migrations.AlterField(
            model_name='topic',
            name='state',
            field=models.CharField(choices=[('published', 'Published'), ('held', 'A moderator is checking this post'), ('hidden', 'Hidden by a moderator'), ('removed', 'Removed by a moderator'), ('withdrawn', 'Withdrawn by its author'), ('undone', 'Taken back at once by its author')], default='published', max_length=10),
        ),
        migrations.AddField(
            model_name='boardreading',
            name='board',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='forums.board'),
        ),
        migrations.AddField(
            model_name='boardreading',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ignore',
            name='ignored',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ignore',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reading',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='forums.topic'),
        ),
        migrations.AddField(
            model_name='reading',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='boardreading',
            index=models.Index(condition=models.Q(('level', 'watch')), fields=['board', 'user'], name='board_watchers'),
        ),
        migrations.AddConstraint(
            model_name='boardreading',
            constraint=models.UniqueConstraint(fields=('user', 'board'), name='board_reading_once'),
        ),
        migrations.AddConstraint(
            model_name='boardreading',
            constraint=models.UniqueConstraint(condition=models.Q(('board', None)), fields=('user',), name='site_reading_once'),
        ),
        migrations.AddConstraint(
            model_name='ignore',
            constraint=models.UniqueConstraint(fields=('user', 'ignored'), name='ignore_once'),
        ),
        migrations.AddConstraint(
            model_name='ignore',
            constraint=models.CheckConstraint(condition=models.Q(('user', models.F('ignored')), _negated=True), name='ignore_another'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(condition=models.Q(('level', 'watch')), fields=['topic', 'user'], name='watchers'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(condition=models.Q(('level__in', ['watch', 'track'])), fields=['user', 'topic'], name='followed_topics'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('user', 'topic'), name='reading_once'),
        ),
    ]
