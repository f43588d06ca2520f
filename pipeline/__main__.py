"""`python -m pipeline` is `tafelbeeld`."""

from pipeline.cli import main

main()
