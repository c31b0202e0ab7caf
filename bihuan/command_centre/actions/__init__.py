"""What the centre does with events: one function per verb, each one change, one transaction, one ledger event."""
