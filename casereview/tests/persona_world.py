"""What may stand in addresses of pages that span practices."""

FOREIGN_KINDS = "these pages are for all staff, or for admins alone"
ID_CANDIDATES = {"kind": lambda world: ["review_received", "invitation", "no-such-kind"]}
