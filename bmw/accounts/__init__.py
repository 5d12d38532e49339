"""People: how they sign in without a password, what they are called, and which offices they hold."""
