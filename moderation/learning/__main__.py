"""`python -m moderation.learning train PATH`: train the models and write their weights."""

import argparse
import sys
from pathlib import Path

from moderation.detectors.weights import IDENTITY, KIN, OFFENCE


def main() -> None:
    parser = argparse.ArgumentParser(prog="moderation.learning", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train the models")
    train.add_argument("public", type=Path, help="the public texts, see MODEL_CARD.md")
    commands.add_parser("eval", help="measure the detectors on the test split")
    asked = parser.parse_args()
    if asked.command == "train":
        from . import kinship, telling, training

        if not asked.public.is_file():
            sys.exit(f"There is no file {asked.public}. MODEL_CARD.md names the public texts.")
        # The tagger reads what the first writes.
        for trained, weights in (
            (kinship.train, KIN),
            (training.train, OFFENCE),
            (telling.train, IDENTITY),
        ):
            trained(asked.public).save(weights)
            sys.stdout.write(f"Wrote {weights} ({weights.stat().st_size / 1e6:.1f} MB)\n")
    else:
        from .evaluating import report

        report()


if __name__ == "__main__":
    main()
