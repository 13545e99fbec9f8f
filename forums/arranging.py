"""Pin, lock and slow topics, and change their kind; one or a selection of them."""
