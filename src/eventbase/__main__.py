"""`python -m eventbase` is the command `eventbase`."""

from eventbase.cli import main

main()
