"""The demo town: Bergheim with everything that can happen, told from data files."""
