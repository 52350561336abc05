"""The one way in which anything changes its state."""

from core.errors import StaleState


def move(obj, *, to, **changes):
    """Move `obj` from the state it was loaded with to `to`, and set `changes` in the same statement.

    The `UPDATE` names the old state, so that of two racing moves only one finds its row: the other raises
    `StaleState`, as does a move that the model's `TRANSITIONS` do not know. `obj` carries the new values afterwards.
    """
    noun = obj._meta.verbose_name
    if to not in obj.TRANSITIONS.get(obj.state, ()):
        raise StaleState(
            f"This {noun} is {obj.get_state_display().lower()}, so that cannot be done any more.",
            obj,
        )
    moved = type(obj)._base_manager.filter(pk=obj.pk, state=obj.state).update(state=to, **changes)
    if not moved:
        raise StaleState(f"This {noun} changed while you were looking at it.", obj)
    for name, value in {"state": to, **changes}.items():
        setattr(obj, name, value)
    return obj
