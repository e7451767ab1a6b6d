"""How numbers and dates are written where Django's own rules for a language are not enough."""
