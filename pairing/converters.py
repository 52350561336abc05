from datetime import date


class DateConverter:
    """An ISO date in a URL; a date that does not exist does not match."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value if isinstance(value, str) else value.isoformat()
