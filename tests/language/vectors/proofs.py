"""Proofs over stored values, and proofs of answers in headers: what the specs mean, written down a second time."""

import base64
import hashlib
import hmac
import json
from urllib.parse import quote


def stored():
    key, own_id = "sign|key", "ACME0001"
    order = {"amount": "1004", "time_stamp": "20221108120814", "ok_url": "https://shop.example/ok?order=O-1", "method": "VBANK"}
    over_request = "|".join([own_id, "O-1", *order.values(), key])
    deposited = hashlib.sha512(over_request.encode()).hexdigest()
    coupons = []
    for coupon in [None, "", "C-1"]:
        pairs = [("amt", "1004"), *([] if coupon is None else [("coupon", coupon)]), ("tid", "T-1")]
        text = "&".join(f"{name}={value}" for name, value in pairs)
        proof = base64.b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()
        coupons.append({"coupon": coupon, "body": f'{{"tid":"T-1","order":"0012","hash":"{proof}"}}'})
    secret, time = "ps_secret_of_the_order", "1667876894"
    hooked = '{ "orderId":"O-1" }'
    # The amount is a JSON number in the spec, what remains is a text, whatever each is in the notification.
    settled = json.dumps(
        {"tid": "T-1", "amt": 1004, "rest": "500", "ok": True, "paid": 1504, "key": key}, separators=(",", ":")
    )
    settled = hashlib.sha256(settled.encode()).hexdigest()
    return {
        "credentials": {"sign_key": key, "own_id": own_id},
        "order": order,
        "secret": secret,
        "deposited": {
            "form": f"orderNo=O-1&depositor={quote('홍길동', encoding='cp949')}&hash={deposited}",
            "json": json.dumps({"orderNo": "O-1", "hash": deposited}),
        },
        "coupons": coupons,
        "told": {"body": json.dumps({"data": {"orderId": "O-1", "status": "DONE", "secret": secret}})},
        "hooked": {
            "body": hooked,
            "time": time,
            "header": hmac.new(secret.encode(), f"{time}.{hooked}".encode(), "sha256").hexdigest(),
        },
        "settled": {
            "numbers": f'{{"tid":"T-1","amt":1004,"rest":500,"ok":true,"hash":"{settled}"}}',
            "texts": f'{{"tid":"T-1","amt":"1004","rest":"500","ok":"true","hash":"{settled}"}}',
            "form": f"tid=T-1&amt=1004&rest=500&ok=true&hash={settled}",
        },
    }


def headed():
    """Answers with proofs in headers."""
    hook_key, base_key = "hook-key", base64.b64encode(bytes(range(32))).decode()
    # Bytes that no writer of JSON would write again.
    approved = '{ "resultCode":"0000", "tid":"T\\u002d1",\n"amount" : 1004.0 }'
    # What the stopped source of chance gives: the same four bytes again and again.
    balance, time, nonce = '{"resultCode":"0000","left":"500"}', "1667876894", "0a1b2c3d0a1b2c3d"
    refused = '{"resultCode":"9001"}'

    def parts(body):
        message = f"{time}:{nonce}:{body}".encode()
        return base64.b64encode(hmac.digest(base64.b64decode(base_key), message, "sha512")).decode()

    members = hashlib.sha256(f"T-1|홍길동|{hook_key}".encode("cp949")).hexdigest()
    return {
        "credentials": {"hook_key": hook_key, "base_key": base_key},
        "approve": {"body": approved, "header": hmac.new(hook_key.encode(), approved.encode(), "sha256").hexdigest()},
        "balance": {"body": balance, "time": time, "header": parts(balance)},
        "refused": {"body": refused, "time": time, "header": parts(refused)},
        "look": {"body": f"resultCode=0000&tid=T%2D1&name={quote('홍길동', encoding='cp949')}", "header": members},
    }
