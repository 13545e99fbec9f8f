from kombu import pools

from community.celery import app


def forget_connections() -> None:
    """Let Celery connect anew: it keeps open what was the broker a moment ago."""
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None
