from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_readers'),
        ('risks', '0004_stamp'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(models.F('review'), models.F('section'), models.F('order'), models.F('entry'), name='risks_standing_as_printed'),
        ),
    ]
