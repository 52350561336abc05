"""The styles of mail by name, and what differs in a dark mail program.

Mail programs drop style sheets or parts of them, so each element carries its own styles.
The colours are those of the pages.
"""

from django.utils.html import format_html

FONT = (
    "font-family:Inter,-apple-system,BlinkMacSystemFont,'Segoe UI',"
    "Roboto,Helvetica,Arial,sans-serif;"
)
BREAK = "overflow-wrap:anywhere;word-break:break-word;"
LIGHT = {
    "canvas": f"margin:0;padding:0;background-color:#f5f6f8;color:#141a24;{FONT}",
    "preheader": "display:none;max-height:0;max-width:0;overflow:hidden;mso-hide:all;",
    "around": "padding:28px 12px 36px;",
    "column": "width:100%;max-width:560px;",
    "brand": (
        f"padding:0 4px 14px;font-size:15px;line-height:24px;font-weight:600;color:#141a24;{FONT}"
    ),
    "mark": (
        "display:inline-block;width:24px;height:24px;"
        "border-radius:7px;background-color:#2450d3;color:#ffffff;"
        "font-size:14px;line-height:24px;font-weight:700;text-align:center;"
    ),
    "card": (
        "padding:28px 24px 30px;background-color:#ffffff;"
        "border:1px solid #dde1e8;border-radius:14px;"
    ),
    "title": (
        f"margin:0;font-size:21px;line-height:28px;font-weight:650;color:#141a24;{BREAK}{FONT}"
    ),
    "text": f"margin:12px 0 0;font-size:16px;line-height:24px;color:#414b5a;{BREAK}{FONT}",
    "buttons": "margin:22px 0 0;",
    "button": "border-radius:10px;background-color:#2450d3;",
    "press": (
        "display:inline-block;padding:11px 20px;border-radius:10px;"
        "font-size:16px;line-height:22px;font-weight:600;"
        f"color:#ffffff;text-decoration:none;{FONT}"
    ),
    "group": (
        f"margin:26px 0 0;font-size:13px;line-height:18px;font-weight:600;color:#5b6575;{FONT}"
    ),
    "row": "padding:12px 0;border-bottom:1px solid #dde1e8;",
    "link": f"font-size:16px;line-height:22px;font-weight:600;color:#2450d3;{BREAK}{FONT}",
    "detail": f"margin:2px 0 0;font-size:14px;line-height:20px;color:#5b6575;{BREAK}{FONT}",
    "foot": f"padding:16px 4px 0;font-size:13px;line-height:20px;color:#5b6575;{BREAK}{FONT}",
    "way": "color:#5b6575;text-decoration:underline;",
}
DARK = {
    "canvas": "background-color:#0d1117;color:#e9edf3",
    "brand": "color:#e9edf3",
    "mark": "background-color:#9bb8ff;color:#0b1530",
    "card": "background-color:#151b23;border-color:#2a333f",
    "title": "color:#e9edf3",
    "text": "color:#b7c0cd",
    "button": "background-color:#9bb8ff",
    "press": "color:#0b1530",
    "group": "color:#96a0af",
    "row": "border-color:#2a333f",
    "link": "color:#9bb8ff",
    "detail": "color:#96a0af",
    "foot": "color:#96a0af",
    "way": "color:#96a0af",
}


def style_attributes(name):
    """Class and style attributes of an element; the dark rules select by the class."""
    return format_html('class="{}" style="{}"', name, LIGHT[name])


def dark_style_sheet(look=""):
    """The dark rules, for programs that ask for them; `look` forces "light" or "dark"."""
    rules = "".join(
        f".{name}{{{rule.replace(';', '!important;')}!important}}" for name, rule in DARK.items()
    )
    rules = {"": f"@media (prefers-color-scheme:dark){{{rules}}}", "dark": rules, "light": ""}[look]
    schemes = look or "light dark"
    return format_html(
        "<style>:root{{color-scheme:{0};supported-color-schemes:{0}}}{1}</style>", schemes, rules
    )
