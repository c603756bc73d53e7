"""``python -m passgenau`` is the same as ``passgenau``."""

from passgenau.cli.main import main

main()
