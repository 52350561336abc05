"""How the rows of an export become rows of ours. Called by `cases.actions` alone, inside its transaction."""
