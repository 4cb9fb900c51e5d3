"""`python -m assess` is the command `assess`."""

from assess.cli.main import entry

if __name__ == "__main__":
    entry()
