"""Django's pickers look up whatever was sent to show it once more; made-up ids would end as an error there."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from core.ids import read_id


class KnownIdsOnly:
    def optgroups(self, name, value, attr=None):
        return super().optgroups(
            name, [one for one in value if read_id(str(one)) is not None], attr
        )


class Picker(KnownIdsOnly, AutocompleteSelect):
    """One row of another table."""


class PickerOfMany(KnownIdsOnly, AutocompleteSelectMultiple):
    """Several of them."""
