from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True)),
                ('sent_at', models.DateTimeField(help_text="By beat's clock.")),
                ('received_at', models.DateTimeField(help_text="By the worker's clock.")),
            ],
        ),
    ]
