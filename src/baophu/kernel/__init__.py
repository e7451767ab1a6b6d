"""Money, period, Vietnamese text and its keys, identifiers, field specifications, errors: pure Python."""
