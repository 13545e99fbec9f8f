"""What was learned, as arrays (`make train` writes them)."""

from pathlib import Path

OFFENCE = Path(__file__).parent / "offence.npz"
IDENTITY = Path(__file__).parent / "identity.npz"
