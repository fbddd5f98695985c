"""Values of NICEPAY and Toss Payments: what their public pages print, and what hashlib and `cryptography` make of the
published sandbox keys by the recipes of the same pages. Reads no spec and no Rust.

    python3 make_published.py            # writes published.json
    python3 make_published.py --check    # recomputes and compares
"""

import base64
import hashlib
import json
import pathlib
import sys

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

MANUAL = "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/"
KEY = "2dcc2a0d63bf469490bb19a201be3735"


def sha256(*texts):
    return hashlib.sha256("".join(texts).encode()).hexdigest()


def encrypted(text, key, mode):
    padder = padding.PKCS7(128).padder()
    data = padder.update(text.encode()) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key.encode()), mode).encryptor()
    return (encryptor.update(data) + encryptor.finalize()).hex()


def pairs(fields):
    return "&".join(f"{name}={value}" for name, value in fields.items())


def printed(value, page, text):
    """A value that a page prints: recomputed, and the same."""
    assert value == text, f"{page}: {value} is not {text}"
    return {"value": value, "printed_by": page}


def basic(client_id, secret_key):
    return "Basic " + base64.b64encode(f"{client_id}:{secret_key}".encode()).decode()


CARD = {"cardNo": "1234567890123456", "expYear": "25", "expMonth": "12", "idNo": "800101", "cardPw": "12"}
EPAY = {
    "authFlag": "0",
    "cardNo": "5310123412341234",
    "track2Data": "375310123412341234=0000",
    "cardExpire": "0000",
    "CAVV": "AAABCGkWZSAhBwIIGRZlBSAAAAA=",
    "XID": "MjAyMTA3MDIwNzEyNTQ2MzE5OTg=",
    "ECI": "05",
}
MERCHANTS = [
    {
        "client_id": "S2_af4543a0be4d49a98122e01ec2059a56",
        "secret_key": "9eb85607103646da9f9c02b128f2e5ee",
        "auth_token": "NICEUNTTB06096FF8F653AA366E7EEED1101AAAE",
        "returned": "99ea68bf15681741e793ece56ab87891b9bdc94cd54abdcb55b2884f4336155a",
        "tid": "UT0000113m01012111051714341073",
        "edi_date": "2021-11-05T17:14:35.150+0900",
        "clock_ms": 1636100075150,
        "approved": "63b251b31c909eebef1a9f4fcc19e77bdcb8f64fc1066a29670f8627186865cd",
        "page": MANUAL + "README.md",
    },
    {
        "client_id": "58e3b578555e45738d6b569e53d5ae54",
        "secret_key": "4f13ca267dfa4fc6964148bedcda15ef",
        "auth_token": "NICEUNTT9FBBD87FD2393AFEE45A7DCA61C194AA",
        "returned": "7cc95c592e2a12f0292e1a20d68dd9eb8132fd3c0af675b981a4c1c2ce63a93b",
        "tid": "UT0000113m01012110051656331001",
        "edi_date": "2021-10-05T16:56:34.447+0900",
        "clock_ms": 1633420594447,
        "approved": "28c2e8bae912847541d4885db17648f963c7cc8e8249ff010097d6f1395df993",
        "page": MANUAL + "common/test.md",
    },
]


def nicepay(merchant):
    key, tid, at, page = (merchant[name] for name in ("secret_key", "tid", "edi_date", "page"))
    order, bid, receipt = "kpg-order-0001", "BIKYnictest00m1104191651325596", "nicuntct1m04012107272036221413"
    return {
        **{name: merchant[name] for name in ("client_id", "secret_key", "auth_token", "tid", "edi_date", "clock_ms")},
        "order_id": order,
        "bid": bid,
        "receipt_tid": receipt,
        "authorization": basic(merchant["client_id"], key),
        "returned": printed(sha256(merchant["auth_token"], merchant["client_id"], "1004", key), page, merchant["returned"]),
        "over_tid_amount": printed(sha256(tid, "1004", at, key), page, merchant["approved"]),
        "over_tid": sha256(tid, at, key),
        "over_order": sha256(order, at, key),
        "over_order_amount": sha256(order, "1004", at, key),
        "over_billing_key": sha256(order, bid, at, key),
        "over_time": sha256(at, key),
        "proof_of_receipt": sha256(receipt, order, at, key),
        "proof_of_check": sha256(tid, at, key),
    }


def vectors():
    first = KEY[:16]
    return {
        "nicepay": {
            "basic": printed(
                basic("af0d116236df437f831483ee9c500bc4", "433a8421be754b34989048cf148a5ffc"),
                MANUAL + "common/api.md",
                "Basic YWYwZDExNjIzNmRmNDM3ZjgzMTQ4M2VlOWM1MDBiYzQ6NDMzYTg0MjFiZTc1NGIzNDk4OTA0OGNmMTQ4YTVmZmM=",
            ),
            "merchants": [nicepay(merchant) for merchant in MERCHANTS],
            "encryption_key": KEY,
            "card_aes_128": printed(
                encrypted(pairs(CARD), first, modes.ECB()),
                MANUAL + "api/payment-subscribe.md",
                "7c4b12eb43324290bd0e522900a892343f57e0d176cdadae757132c7f3cd442f023ef5c3ffa254ed04b6d47624d4c7847e8061f3"
                "be0d67adf1b463b46a542052cf47a5206bfd23945fc1851d426468f4",
            ),
            "card_a2": printed(
                encrypted(pairs(CARD), KEY, modes.CBC(first.encode())),
                MANUAL + "api/payment-subscribe.md",
                "6ecfe97e521bc67c3053d74a9dbdba53033d343fc9e8e38e730964b22ef2e4a59607171b00a9da977141b3f79fffa1e80a16c08bc5"
                "8666b479f554a966a363414347e62f2621f8df220c7a4a545592d0",
            ),
            "epay": printed(
                encrypted(pairs(EPAY), first, modes.CBC(first.encode())),
                MANUAL + "api/payment-epay.md",
                "3e5219ba1e488866a3552695e954d5feb7824d18da81229cd21cee7c3de3f9b0f803c52f8482ccdda8186d31d010833766f2dba48c"
                "6205db8788d8c010e1ceb9bd2ab37c41ff370287de70f50af1cfbdd379283894683dbf42f8756085b6bfb54fc5fbe19b4a00400adf2d"
                "0f712f4671736e821a979b7d6f8e6c384a2ecd9c65a2c251513f704580ae7f16680d60f560a8c613d5cea104fa5bedfa6895ba0034",
            ),
        },
        "tosspayments": {
            "secret_key": "test_sk_zXLkKEypNArWmo50nX3lmeaxYG5R",
            "authorization": basic("test_sk_zXLkKEypNArWmo50nX3lmeaxYG5R", ""),
        },
    }


FILE = pathlib.Path(__file__).with_name("published.json")
TEXT = json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"
if "--check" in sys.argv:
    assert FILE.read_text(encoding="utf-8") == TEXT, "published.json is not what this script makes"
else:
    FILE.write_text(TEXT, encoding="utf-8")
