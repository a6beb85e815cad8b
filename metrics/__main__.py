"""Runs the command line as ``python -m metrics``."""

from metrics.cli import main

main()
