from jobs.states import State


def can_manage(user, job):
    """Cancel or retry: who started it, and coordinators."""
    return user.is_active and (job.by_id == user.pk or user.is_coordinator)


def can_cancel(user, job):
    return job.is_open and can_manage(user, job)


def can_retry(user, job):
    return job.state == State.FAILED and not job.is_final and can_manage(user, job)
