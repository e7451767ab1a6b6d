"""Double-entry ledger, receipts, hand-in, bank matching, commission."""
