"""Makes jwe.json: compact JWEs by jwcrypto, for the key in pkcs8.pem. Run by make.sh."""

import json

from jwcrypto import jwe, jwk
from jwcrypto.common import base64url_decode, base64url_encode

TEXT = '{"result":{"code":"00","message":"승인"},"isPending":false,"tid":"T1","price":1000,"date":"20260102"}'
KEY = jwk.JWK.from_pem(open("pkcs8.pem", "rb").read())
OTHER = jwk.JWK.generate(kty="RSA", size=2048)


def seal(enc, alg="RSA-OAEP-256", key=KEY, **header):
    protected = json.dumps({"alg": alg, "enc": enc, **header})
    token = jwe.JWE(TEXT.encode(), protected)
    token.allowed_algs = [alg, enc]
    token.add_recipient(key)
    return token.serialize(compact=True)


def reheaded(compact, **header):
    """The same with another header: refused for what the header asks, whatever the tag says."""
    old = json.loads(base64url_decode(compact.split(".")[0]))
    new = base64url_encode(json.dumps({**old, **header}))
    return ".".join([new, *compact.split(".")[1:]])


vectors = {
    "text": TEXT,
    "opened": {"A128GCM": seal("A128GCM"), "A256GCM": seal("A256GCM"), "kid": seal("A256GCM", kid="k1")},
    "unsupported": {
        "RSA-OAEP with SHA-1": seal("A256GCM", alg="RSA-OAEP"),
        "A192GCM": seal("A192GCM"),
        "A128CBC-HS256": seal("A128CBC-HS256"),
        "zip": seal("A256GCM", zip="DEF"),
        "crit": reheaded(seal("A256GCM"), crit=["exp"], exp=1),
        "dir": reheaded(seal("A256GCM"), alg="dir"),
        "null zip": reheaded(seal("A256GCM"), zip=None),
    },
    "not_decrypted": {
        "another key": seal("A256GCM", key=OTHER),
        "another header": reheaded(seal("A256GCM"), kid="forged"),
        "content key of another length": reheaded(seal("A128GCM"), enc="A256GCM"),
    },
}
json.dump(vectors, open("jwe.json", "w"), ensure_ascii=False, indent=1)
