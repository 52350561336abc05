"""Screens of people, as axe and `make shots` look at them."""

DAILY = {"me"}
SHOTS = {
    "everybody": ("/people/", "/me/", "/me/address/"),
    "pia.keller": ("/people/invite/", "/people/invitations/", "/people/proposals/", "/teams/"),
}
