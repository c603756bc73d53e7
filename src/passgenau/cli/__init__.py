"""The door for people at a command line: files in, files out, every refusal a German sentence and exit code 2."""
