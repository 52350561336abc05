"""How the rows of an export become rows of ours, a batch at a time.

Called by `cases.actions.imports` alone, inside its transaction.
"""
