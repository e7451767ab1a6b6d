"""Areas, offices, schools and organisations, through time."""
