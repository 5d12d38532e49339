"""A cell without doors: a process of its own, in which strangers' files are opened under hard limits."""
