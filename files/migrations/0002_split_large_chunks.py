from django.db import migrations
from django.db.models.functions import Length

CHUNK = 1024 * 1024


def split_large_chunks(apps, schema_editor):
    """Uploads of 1 to 2.5 MB were one chunk, of which only the first megabyte was read back."""
    Chunk = apps.get_model("files", "Chunk")
    large = Chunk.objects.annotate(size=Length("data")).filter(position=0, size__gt=CHUNK)
    for chunk in large.defer("data").iterator():
        data = bytes(chunk.data)
        Chunk.objects.filter(pk=chunk.pk).update(data=data[:CHUNK])
        for position, start in enumerate(range(CHUNK, len(data), CHUNK), start=1):
            Chunk.objects.create(
                blob_id=chunk.blob_id, position=position, data=data[start : start + CHUNK]
            )


class Migration(migrations.Migration):

    dependencies = [("files", "0001_initial")]

    operations = [migrations.RunPython(split_large_chunks, migrations.RunPython.noop, elidable=True)]
