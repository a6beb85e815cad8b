"""Runs the command line as ``python -m metrics``."""

from metrics.cli.main import main

main()
