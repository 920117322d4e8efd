"""What people may ask for themselves: all that is recorded about them, leaving for good, how long things are kept."""
