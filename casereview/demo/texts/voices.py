"""How people begin and end what they write. Each list is one way of writing, kept by a person through all their
cases."""

# Of the engineers, by the first part of the address: how the first message begins, how later ones do, how all end.
ENGINEERS = {
    "ana.duarte": (("Hi {contact},", "Hello {contact},"), ("{contact},", ""), ("Ana", "Best, Ana")),
    "bo.lindqvist": (("Hello {contact},",), ("Hello {contact},", ""), ("Kind regards,\nBo", "Bo")),
    "cai.morgan": (("Hey {contact},", "Hi {contact},"), ("", "{contact},"), ("Cai", "– Cai")),
    "dee.okafor": (("Good {part_of_day} {contact},",), ("{contact},", ""), ("Warmly, Dee", "Dee")),
    "eli.novak": (
        ("Dear {contact},", "Hello {contact},"),
        ("Dear {contact},", ""),
        ("Best regards,\nEli", "Eli"),
    ),
    "fumi.tanaka": (("Hello {contact},",), ("Hello again,", ""), ("Thank you, Fumi", "Fumi")),
    "gus.pereira": (
        ("Hi {contact},", "Good {part_of_day} {contact},"),
        ("Hi {contact},", ""),
        ("Abraço, Gus", "Gus"),
    ),
    "hana.kim": (
        ("Hello {contact},", "Good {part_of_day} {contact},"),
        ("{contact},", ""),
        ("Hana", "Best, Hana"),
    ),
    "ivo.petrov": (("Hi {contact},",), ("", "{contact},"), ("Ivo", "Regards, Ivo")),
    "jo.whitaker": (
        ("Hi {contact},", "Hello {contact},"),
        ("", "{contact},"),
        ("Jo", "Cheers, Jo"),
    ),
    "kemi.adeyemi": (
        ("Good {part_of_day} {contact},", "Hello {contact},"),
        ("{contact},", ""),
        ("Kemi", "Warmly, Kemi"),
    ),
    "lars.nygard": (
        ("Hello {contact},", "Hi {contact},"),
        ("", "{contact},"),
        ("Lars", "Best wishes, Lars"),
    ),
}
ANYBODY = (("Hello {contact},",), ("",), ("{owner}",))

GREETINGS = (
    "Hello,",
    "Hi,",
    "Hi team,",
    "Good {part_of_day},",
    "Hello support,",
    "Dear team,",
    "",
    "",
    "",
)
GOODBYES = (
    "Thanks,\n{contact}",
    "Best regards,\n{contact_full}",
    "{contact_full}\n{customer}",
    "Thank you\n{contact}",
    "Kind regards,\n{contact_full}, {customer}",
    "{contact}",
    "/ {contact}",
    "",
    "",
)
