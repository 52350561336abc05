"""`CaseReviewAppConfig`: what an app contributes, and how it is found.

An app declares plain facts as attributes of its `AppConfig`. Whatever needs rows, templates or code
is found by convention in a module of the app, such as `<app>.queries.due_for`. The conventions are
in `docs/architecture.md`; a guard reports what an app neither contributes nor leaves out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

EVERYTHING = "everything else"  # in `leaves_out`, for an app without pages of its own


def everybody(user):
    return True


@dataclass(frozen=True)
class NavigationEntry:
    """A page in the navigation: the link of its section in the bar, and one entry of the row below.

    `section` is the word in the bar. `prefixes` are the addresses on which the entry is current; of
    all entries, the longest matching prefix wins. `order` sorts the entries of a section. `visible`
    takes the signed-in user. That of a section's first entry is called on every page, so it must
    not query the database; the others may read `user.is_coordinator` and `user.is_manager_on`.
    """

    section: str
    label: str
    url_name: str
    prefixes: tuple[str, ...]
    order: int = 50
    visible: Callable = everybody


class CaseReviewAppConfig(AppConfig):
    """Base class of the config of each of our apps.

    `notices_about`: the word for its notices in the inbox filter; "" for none. `navigation`: its
    `NavigationEntry`s. `beat`: its sweeps, as {label: (task name, seconds between two runs)}.
    `rate_limits`: how often a person or address may do something, as {action: "20/h/user"}.
    `admin_order`: the place of its section in Django admin, lowest first; None for no section.
    `admin_guests`: labels of third-party apps whose admin pages are listed in its section.
    `private_models`: names of models that must never be registered in Django admin. `leaves_out`:
    contribution points that it does not use, as {point: reason}.
    """

    default = False  # an apps.py imports this class, and Django looks there for the one to use

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.default = True

    notices_about: str = ""
    navigation: tuple[NavigationEntry, ...] = ()
    beat: dict[str, tuple[str, int]] = {}
    rate_limits: dict[str, str] = {}
    admin_order: int | None = None
    admin_guests: tuple[str, ...] = ()
    private_models: tuple[str, ...] = ()
    leaves_out: dict[str, str] = {}


def our_apps():
    """Our apps from the lowest floor up: INSTALLED_APPS lists them from the top down."""
    configs = reversed(list(apps.get_app_configs()))
    return [config for config in configs if isinstance(config, CaseReviewAppConfig)]


def find_contributions(module, name):
    """Yield (config, object) for each app whose `<app>.<module>` has `name`, lowest floor first."""
    for config, contributing in _modules(module):
        if hasattr(contributing, name):
            yield config, getattr(contributing, name)


@cache
def _modules(name):
    return [
        (config, import_module(f"{config.name}.{name}"))
        for config in our_apps()
        if module_has_submodule(config.module, name)
    ]


def declared(attribute):
    """The mappings that our apps declare as `attribute`, merged.

    Raises ValueError if two apps use the same key.
    """
    merged = {}
    for config in our_apps():
        for key, value in getattr(config, attribute).items():
            if key in merged:
                raise ValueError(f"two apps declare {key!r} as {attribute}")
            merged[key] = value
    return merged
