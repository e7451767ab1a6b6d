"""People, cards and participants of a snapshot: standardised columns, one person per set of rows, look-up."""
