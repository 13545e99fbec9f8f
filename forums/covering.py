"""Cover parts of a picture for good: the pixels beneath are kept nowhere."""
