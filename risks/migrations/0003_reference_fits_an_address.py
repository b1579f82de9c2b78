from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_walls'),
        ('risks', '0002_walls'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('reference__regex', '^[0-9]{1,3}[a-z]?(?:[.][0-9]{1,3})?(?:-[0-9]{1,3})?$')), name='risks_entry_reference_fits_an_address', violation_error_message='Write the reference as figures, like 1.10 or 2a.'),
        ),
    ]
