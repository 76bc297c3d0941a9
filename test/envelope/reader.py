"""Opens the test vectors of Harbour's envelope, written from docs/envelope.md alone. Needs Python 3 and `cryptography`."""
import hmac
import json
import pathlib
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash


def derive(data_key, salt):
    derived = ConcatKDFHash(SHA512(), 64, b"harbour/v1" + salt).derive(data_key)
    return derived[:32], derived[32:]


def associated_data(binding):
    values = ["harbour", "1", binding["reportId"], binding["receivedAt"], binding["label"]]
    return b"".join(struct.pack(">I", len(v.encode())) + v.encode() for v in values)


def open_text(data_key, binding, sealed):
    key, commitment = derive(data_key, bytes.fromhex(sealed["salt"]))
    if not hmac.compare_digest(commitment, bytes.fromhex(sealed["commitment"])):
        raise ValueError("not sealed with this data key")
    padded = AESGCM(key).decrypt(bytes.fromhex(sealed["iv"]), bytes.fromhex(sealed["body"]), associated_data(binding))
    (length,) = struct.unpack(">I", padded[:4])
    return padded[4 : 4 + length].decode()


path = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("vectors.json")
vectors = json.loads(pathlib.Path(path).read_text())
assert vectors, "there are no vectors"
for vector in vectors:
    text = open_text(bytes.fromhex(vector["dataKey"]), vector["binding"], vector["sealed"])
    # A vector says its text; a stored report must be the JSON of a submission that holds the word given.
    assert text == vector["text"] if "text" in vector else sys.argv[2] in json.dumps(json.loads(text))
print(f"{len(vectors)} envelopes opened")
