"""Cases that the tour of the demo passes: whose they are and how far they have come. Text only."""

# Scenario, owner, customer, days since it was opened, how many of its turns have happened (None: all that fit).
PINNED = (
    ("saml-loop", "ana.duarte", "Kestrel Bank", 3.3, 3),
    ("webhook-signature", "ana.duarte", "Bluepine Health", 4.2, 4),
    ("slow-dashboard", "ana.duarte", "Verano Travel", 6.4, 3),
    ("group-sync", "ana.duarte", "Helix Genomics", 9.1, 6),
    ("seats", "ana.duarte", "Pico Retail", 12.2, 3),
    ("workers-restart", "ana.duarte", "Northwind Freight", 19.4, 4),
    ("memory-climbs", "hana.kim", "Quarry Games", 12.6, None),
    ("report-not-sent", "hana.kim", "Atelier Moreau", 2.2, 2),
    ("regex-timeout", "hana.kim", "Castell Robotics", 5.3, 3),
    ("focus-lost", "lars.nygard", "Meridian Courts", 4.4, 5),
    ("csv-encoding", "noa.lindgren", "Mondrian Media", 2.6, 4),
    ("too-many-mails", "noa.lindgren", "Vesterbro Bikes", 1.4, 2),
)
