"""Read rows from the database again."""


def reload(row, *related):
    """The row as the database has it now, with these relations and nothing cached."""
    return type(row)._default_manager.select_related(*related).get(pk=row.pk)
