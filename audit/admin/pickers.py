"""Django's pickers look up whatever was posted and fail on forged ids; these ignore them."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from core.ids import read_id


class KnownIdsOnly:
    def optgroups(self, name, value, attr=None):
        ids = [pk for pk in value if read_id(str(pk)) is not None]
        return super().optgroups(name, ids, attr)


class Picker(KnownIdsOnly, AutocompleteSelect):
    """For a foreign key."""


class PickerOfMany(KnownIdsOnly, AutocompleteSelectMultiple):
    """For many-to-many fields."""
