"""What slows the links of an espace and what helps them: observed here, voted for, with the levers that may help."""
