"""compare.py STORED CAPTURED... fails unless what clients send now is what was stored, but for what differs each time.

What differs: the ids of calls, the clients' versions, ECDSA signatures, and with the ids the signatures over them.
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
    rest = {key: value for key, value in vector.items() if key != "headers"} | {"headers": headers}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False)
    return SIGNATURE.sub(r"\1…", text) if signed_anew else text


stored, captured = Path(sys.argv[1]), [json.loads(Path(name).read_text()) for name in sys.argv[2:]]
before = {steady(vector) for vector in json.loads(stored.read_text())}
after = {steady(vector) for vectors in captured for vector in vectors}
for text in sorted(before - after):
    print("stored, not sent any more:", text)
for text in sorted(after - before):
    print("sent, not stored:", text)
sys.exit(before != after)
