"""vectors.py compare|store STORED CAPTURED...

Compares what clients send now with what was stored, but for what differs each time: the ids of calls, the clients'
versions, ECDSA signatures, and with the ids the signatures over them. Or stores it.
"""

import json
import re
import sys
from pathlib import Path

VOLATILE = {"amz-sdk-invocation-id", "user-agent", "x-amz-user-agent"}
SIGNATURE = re.compile(r"(Signature=)[0-9a-f]+")


def steady(vector):
    headers = sorted((name.lower(), "" if name.lower() in VOLATILE else value) for name, value in vector["headers"])
    signed_anew = "amz-sdk-invocation-id;" in str(headers) or "AWS4-ECDSA" in str(vector)
    text = json.dumps(vector | {"headers": headers}, sort_keys=True, ensure_ascii=False)
    return SIGNATURE.sub(r"\1…", text) if signed_anew else text


def compare(stored, vectors):
    before = {steady(vector) for vector in json.loads(stored.read_text())}
    after = {steady(vector) for vector in vectors}
    for text in sorted(before - after):
        print("stored, not sent any more:", text)
    for text in sorted(after - before):
        print("sent, not stored:", text)
    return before != after


def store(stored, vectors):
    lines = ("  " + json.dumps(vector, ensure_ascii=False) for vector in vectors)
    stored.write_text("[\n" + ",\n".join(lines) + "\n]\n")


mode, stored, *captured = sys.argv[1:]
vectors = [vector for name in captured for vector in json.loads(Path(name).read_text())]
sys.exit({"compare": compare, "store": store}[mode](Path(stored), vectors))
