"""What the detectors learned from and how well they do: corpora, training, evaluation. Nothing of
it runs in the site; it leaves `moderation/detectors/weights/` behind."""
