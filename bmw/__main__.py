"""`python -m bmw` and the command `bmw`."""

from bmw.cli.commands import main

if __name__ == "__main__":
    main()
