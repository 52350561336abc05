"""Who may download a stored file: decided by the app that stores it, in its `stored_files.py`."""

OWNERS = {}


def register(kind):
    """Register `f(user, files) -> files`, which narrows the stored files of `kind`.

    `files` is a queryset of all of that kind; the result holds those that `user` may fetch.
    """

    def decorate(visible):
        if kind in OWNERS:
            raise ValueError(f"two apps store files as {kind}")
        OWNERS[kind] = visible
        return visible

    return decorate
