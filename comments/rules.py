def can_delete(user, comment):
    return user.is_active and comment.author_id == user.pk and comment.deleted_at is None


def can_edit(user, comment, now):
    return can_delete(user, comment) and now <= comment.editable_until
