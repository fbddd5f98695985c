#!/usr/bin/env python3
"""Signatures of NHN KCP (kcp_sign_data), from the words of the vendor's page on the server certificate and of the sample of
its guide to the inquiry. Reads no spec and no Rust.

    python3 make_kcp.py            # writes kcp_sign_data.json
    python3 make_kcp.py --check    # recomputes and compares

Every signature is made by `openssl dgst -sign` and by `cryptography`, which must agree, and `openssl dgst -verify` must take it
with the public half of the test key.
"""

import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

HERE = pathlib.Path(__file__).parent
PRIVATE = HERE / "keys/TEST-ONLY-signing-rsa2048.pkcs8.pem"
PUBLIC = HERE / "keys/TEST-ONLY-signing-rsa2048.public.pem"
CERTIFICATE = "https://developer.kcp.co.kr/en/page/refer/server"
INQUIRY = "https://developer.kcp.co.kr/page/document/inquery"

# What is signed, and the SHA-256 of that text as it was computed apart from this file.
CASES = [
    ("cancel", ["T0000", "20210719000000", "STSC"], CERTIFICATE, "50eb352981139ce2169ee02014f5453fa85914621999ae639d1336c55a0c328f"),
    ("cancel_part", ["T0000", "20210719000000", "STPC"], CERTIFICATE, "2b2b42ef9bbc0f156e2637073d0e36eb085453c8b0666069a178ae7d53e88b65"),
    ("inquire", ["T0000", "20210719000000", "PACA"], INQUIRY, "552a3e736f22c4ebff70cfe0a6e9f7ad16245e673cbd1af31c806981098497f9"),
]


def by_openssl(text):
    return subprocess.run(["openssl", "dgst", "-sha256", "-sign", PRIVATE], input=text, capture_output=True, check=True).stdout


def by_cryptography(text):
    key = serialization.load_pem_private_key(PRIVATE.read_bytes(), password=None)
    return key.sign(text, padding.PKCS1v15(), hashes.SHA256())


def verified(text, signature):
    with tempfile.NamedTemporaryFile() as file:
        file.write(signature)
        file.flush()
        subprocess.run(["openssl", "dgst", "-sha256", "-verify", PUBLIC, "-signature", file.name], input=text, capture_output=True, check=True)


def made():
    vectors = []
    for operation, parts, source, digest in CASES:
        text = "^".join(parts)
        assert hashlib.sha256(text.encode()).hexdigest() == digest, text
        signature = by_openssl(text.encode())
        assert signature == by_cryptography(text.encode()), text
        verified(text.encode(), signature)
        vectors.append({"operation": operation, "source": source, "text": text, "sha256": digest, "kcp_sign_data": base64.b64encode(signature).decode()})
    about = "kcp_sign_data: site_cd, tno and the kind of the request joined with ^, signed with RSASSA-PKCS1-v1_5 and SHA-256, in base64."
    return json.dumps({"about": about, "key_file": str(PRIVATE.relative_to(HERE)), "vectors": vectors}, indent=2, ensure_ascii=False) + "\n"


def main():
    path, text = HERE / "kcp_sign_data.json", made()
    if "--check" in sys.argv[1:]:
        if path.read_text() != text:
            sys.exit(f"{path.name} is not what this makes")
        return
    path.write_text(text)


main()
