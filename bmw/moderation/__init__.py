"""The desk: one queue of everything that waits for a moderator, and the bundling of findings."""
