"""moto's S3 server with a conditional PUT that is atomic, as that of S3 is: moto looks and writes in two steps."""

import sys
import threading

from moto.s3.responses import S3Response
from moto.server import main

lock = threading.RLock()
put_object = S3Response.put_object


def put_object_alone(self):
    with lock:
        return put_object(self)


S3Response.put_object = put_object_alone
main(sys.argv[1:])
