"""What was learned, as arrays (`make train` writes them)."""

from pathlib import Path

KIN = Path(__file__).parent / "kin.npz"
OFFENCE = Path(__file__).parent / "offence.npz"
IDENTITY = Path(__file__).parent / "identity.npz"
