"""Breaking the town on purpose: every form, every address, every role, with everything people and machines send."""
