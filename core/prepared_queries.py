"""Compile a query once in a process, and run it for one person after another.

Django builds and compiles a query again for every use, which costs several times as much as its
rows. Only the text of the query is kept, never a row.
"""

from collections import namedtuple
from datetime import date, timedelta
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
ANY_DAYS = (date.min, date.min + timedelta(days=1))


def prepared_query(build=None, *, of_inactive=False):
    """Decorate a function from a person, and days if needed, to a queryset with `values_list`.

    The result is a function from them to a list of named rows. People who are no longer active get
    none, unless `of_inactive`. Raises TypeError for a queryset with any other day, which would
    stand still, or with columns that Django converts.
    """
    if build is None:
        return partial(prepared_query, of_inactive=of_inactive)

    @cache
    def compiled(number_of_days):
        any_days = ANY_DAYS[:number_of_days]
        queryset = build(ANYBODY, *any_days)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        if any(isinstance(param, date) and param not in any_days for param in params):
            raise TypeError(f"{build.__name__} depends on the day")
        if any(hasattr(column.output_field, "from_db_value") for column, *_ in compiler.select):
            raise TypeError(f"{build.__name__} has columns that need a conversion")
        return sql, params, namedtuple("Row", queryset._fields)

    @wraps(build)
    def run(user, *days):
        if not (user.is_active or of_inactive):
            return []
        sql, params, row = compiled(len(days))
        values = {ANYBODY: user.pk, **dict(zip(ANY_DAYS, days, strict=False))}
        with connection.cursor() as cursor:
            cursor.execute(sql, [values.get(param, param) for param in params])
            return [row._make(cells) for cells in cursor.fetchall()]

    return run
