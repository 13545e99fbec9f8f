"""Keep, read and delete the files of pictures, in a folder or an S3-compatible store."""
