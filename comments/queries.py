from comments.rules import can_delete, can_edit


def build_threads(comments, *, user, now):
    """The first comments among `comments` (a list, in order), each with its `reply_list`.

    Every thread has a `partner`, the person a reply answers; None if only `user` wrote in it.
    Every comment says whether `user` may still edit (`can_edit`) and delete (`can_delete`) it.
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
    for thread in threads.values():
        thread.partner = find_partner(thread, user)
    return list(threads.values())


def find_partner(thread, user):
    """The person a reply by `user` answers: the last one to write besides `user`, or None."""
    others = [
        comment.author for comment in [thread, *thread.reply_list] if comment.author_id != user.pk
    ]
    return others[-1] if others else None


def count_open_threads(threads):
    """How many threads are neither resolved nor deleted; a deleted one with replies is open."""
    return sum(
        thread.resolved_at is None and not (thread.deleted_at and not thread.reply_list)
        for thread in threads
    )
