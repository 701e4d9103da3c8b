"""Every operation of the register, called by clients that zeep builds from the published contracts.

The cases are what `docs/operations.md` shows. `python -m tests.operations.table` writes it anew.
"""
