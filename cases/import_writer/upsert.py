"""Write what is new or differs, and touch nothing else."""

BATCH = 500


def differences(obj, values):
    """{field: (old, new)} of what `values` would change on `obj`; foreign keys by their attname."""
    return {
        name: (getattr(obj, name), new) for name, new in values.items() if getattr(obj, name) != new
    }


def apply(obj, changes):
    for name, (_, new) in changes.items():
        setattr(obj, name, new)


def save_changes(model, changed):
    """Write (object, changes) pairs; the statements name only fields that changed somewhere."""
    fields = sorted({name for _, changes in changed for name in changes})
    if fields:
        model.objects.bulk_update([obj for obj, _ in changed], fields, batch_size=BATCH)


def upsert(model, existing, wanted):
    """Create and update the rows of `model` to match `wanted`, {key: values}.

    `existing` is {key: object} and grows by the new ones; `values` of a new row need all that the
    model needs. Returns the created objects and the (object, changes) pairs.
    """
    created = []
    changed = []
    for key, values in wanted.items():
        obj = existing.get(key)
        if obj is None:
            existing[key] = obj = model(**values)
            created.append(obj)
        elif changes := differences(obj, values):
            apply(obj, changes)
            changed.append((obj, changes))
    model.objects.bulk_create(created, batch_size=BATCH)
    save_changes(model, changed)
    return created, changed
