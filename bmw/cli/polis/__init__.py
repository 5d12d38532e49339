"""Earlier participation from Polis: read and checked whole, then written in small steps, then published."""
