"""Django's pickers look up whatever was sent to show it once more; made-up ids would end as an error there."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

LARGEST = 2**63


class KnownIdsOnly:
    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if is_id(str(one))], attr)


class Picker(KnownIdsOnly, AutocompleteSelect):
    """One row of another table."""


class PickerOfMany(KnownIdsOnly, AutocompleteSelectMultiple):
    """Several of them."""


def is_id(text):
    return text.isdecimal() and len(text) < 20 and int(text) < LARGEST
