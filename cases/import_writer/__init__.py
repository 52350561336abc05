"""Write the rows of an export into our tables, batch by batch.

Called only by `cases.actions.imports`, inside its transaction.
"""
