"""Compile a query once in a process, and run it for one person after another.

Django builds and compiles a query again each time it is made, which costs several times as much as
its rows. Only the text of the query is kept, never a row.
"""

from collections import namedtuple
from datetime import date
from functools import cache, partial, wraps

from django.db import DEFAULT_DB_ALIAS, connection


class AnyPerson(int):
    """Stands for the person while a query is compiled.

    It has only an id. A queryset that looks at anything else of a person, such as their groups,
    fails at once, because its query would not be the same for everyone.
    """

    is_active = True

    @property
    def pk(self):
        return int(self)


ANYBODY = AnyPerson(2**62 - 1)  # no id of ours, and a value that stands nowhere else in a query


def prepared_query(build=None, *, of_inactive=False):
    """Decorate a function from a person to a queryset with `values_list`.

    The result is a function from a person to a list of named rows. People who are no longer active
    get none, unless `of_inactive`. Raises TypeError for a queryset with a date, which would stand
    still, or with columns that Django converts.
    """
    if build is None:
        return partial(prepared_query, of_inactive=of_inactive)

    @cache
    def compiled():
        queryset = build(ANYBODY)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        if any(isinstance(param, date) for param in params):
            raise TypeError(f"{build.__name__} depends on the day")
        if any(hasattr(column.output_field, "from_db_value") for column, *_ in compiler.select):
            raise TypeError(f"{build.__name__} has columns that need a conversion")
        return sql, params, namedtuple("Row", queryset._fields)

    @wraps(build)
    def run(user):
        if not (user.is_active or of_inactive):
            return []
        sql, params, row = compiled()
        with connection.cursor() as cursor:
            cursor.execute(sql, [user.pk if param == ANYBODY else param for param in params])
            return [row._make(values) for values in cursor.fetchall()]

    return run
