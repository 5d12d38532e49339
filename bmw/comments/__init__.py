"""Threads: what people say to each other, in three levels."""
