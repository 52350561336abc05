from comments.rules import can_delete, can_edit


def build_threads(comments, *, user, now):
    """The first comments among `comments` (a list, in order), each with its `reply_list`.

    Every comment knows whether `user` may still edit (`can_edit`) and delete (`can_delete`) it.
    """
    threads = {}
    for comment in comments:
        comment.can_delete = can_delete(user, comment)
        comment.can_edit = can_edit(user, comment, now)
        comment.reply_list = []
        if comment.thread_id is None:
            threads[comment.pk] = comment
    for comment in comments:
        if comment.thread_id is not None:
            threads[comment.thread_id].reply_list.append(comment)
    return list(threads.values())


def count_open_threads(threads):
    """How many threads are neither resolved nor deleted; a deleted one with replies is open."""
    return sum(
        thread.resolved_at is None and not (thread.deleted_at and not thread.reply_list)
        for thread in threads
    )
