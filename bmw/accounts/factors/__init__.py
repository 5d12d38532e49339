"""The second factor: a passkey or the code of an app, recovery codes beside it, and what to do when all are lost."""
