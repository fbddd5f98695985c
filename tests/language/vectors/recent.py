"""Proofs over members inside objects, times of sending, and escaped texts: what the spec means, written down a second time."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta, timezone
from urllib.parse import quote, quote_plus

KEY = "hook|key"
# When everything is sent: 2022-11-08 12:08:14 in Korea.
SENT = datetime(2022, 11, 8, 12, 8, 14, tzinfo=timezone(timedelta(hours=9)))


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def mac(text):
    return hmac.new(KEY.encode(), text.encode(), "sha256")


def recent():
    seconds = int(SENT.timestamp())
    buyer, number, issuer = "홍 길동+1%", "4111-1111", "애크미|카드"
    sign = hashlib.sha256(f"{number}|{issuer}|{buyer}|{KEY}".encode()).hexdigest()
    look = {
        "code": "0000", "text": quote_plus("정상 처리"), "buyer": quote(buyer, safe=""), "memo": quote_plus("a+b c"),
        "card": {"no": number, "issuer": {"name": issuer}}, "extra": quote_plus(compact({"point": 7})), "sign": sign,
    }
    korean = SENT.strftime("%Y%m%d%H%M%S")
    paid = {"tid": "T-1", "sentAt": korean, "card": {"no": number, "amount": 1004}}
    paid["sign"] = mac(f"T-1|{number}|{korean}").hexdigest()
    moment = SENT.astimezone(timezone.utc).isoformat()
    signed = compact({"tid": "T-1", "amount": 1004, "sentAt": moment})
    billed = {"tid": "T-1", "sentAt": moment, "card": {"amount": 1004}, "sign": base64.b64encode(mac(signed).digest()).decode()}
    hooked = '{ "tid":"T-1" }'
    millis = str(seconds * 1000)
    hash_ = hashlib.sha512(f"O-1|1004|{millis}|{KEY}".encode()).hexdigest()
    return {
        "hook_key": KEY, "seconds": seconds, "buyer": buyer, "number": number,
        "look": compact(look), "list": f"code=0000\nbuyer={quote_plus('홍 길동', encoding='cp949')}\n",
        "paid": paid, "billed": billed,
        "hooked": {"body": hooked, "time": str(seconds), "header": mac(f"{seconds}.{hooked}").hexdigest()},
        "deposited": f"orderNo=O-1&at={millis}&hash={hash_}",
    }
