"""Every sentence of the demo world, written by hand. Modules here hold text and nothing else, so they may be long."""
