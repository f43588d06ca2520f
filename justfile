# Everything that must be right before a commit
check:
    ruff format --check pipeline tests
    ruff check pipeline tests
    mypy pipeline
    lint-imports
    python -m pipeline check
    python -m pytest -q

# Format, and mend what can be mended
fix:
    ruff format pipeline tests
    ruff check --fix pipeline tests

# Train the shipped tag model again
train:
    python -m pipeline train transcripts_sample --out models/tagmodel
