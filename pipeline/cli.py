"""Verbs only."""
def main() -> None:
    from pipeline.check import content_findings
    found = content_findings()
    print("\n".join(map(str, found)) or "clean")
