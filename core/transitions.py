"""The only way to change the state of an object."""

from core.errors import StaleState


def move(obj, *, to, **changes):
    """Move `obj` from the state it was loaded with to `to`, setting `changes` in one statement.

    The `UPDATE` names the old state, so only one of two racing moves finds its row; the other
    raises `StaleState`, as does a move that the model's `TRANSITIONS` do not allow. Afterwards
    `obj` has the new values.
    """
    noun = obj._meta.verbose_name
    if to not in obj.TRANSITIONS.get(obj.state, ()):
        raise StaleState(
            f"This {noun} is {obj.get_state_display().lower()}, so that is no longer possible.",
            obj,
        )
    rows = type(obj)._base_manager.filter(pk=obj.pk, state=obj.state)
    if not rows.update(state=to, **changes):
        raise StaleState(f"This {noun} has changed since you opened it.", obj)
    for name, value in {"state": to, **changes}.items():
        setattr(obj, name, value)
    return obj
