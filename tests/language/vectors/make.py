#!/usr/bin/env python3
"""Makes vectors.json, what the tests of this crate expect, without a line of kpg.

    python3 -m venv venv && venv/bin/pip install cryptography pycryptodome
    venv/bin/python tests/language/vectors/make.py           write vectors.json
    venv/bin/python tests/language/vectors/make.py --check   compare with it; exit 1 on a difference

It reads the small specs as a person would: what a recipe means is written down here a second time. The
figures under `published` are the vendors' own; the script stops when it cannot compute them.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from published import PUBLISHED
from proofs import headed, stored
from recent import recent

HERE = Path(__file__).resolve().parent
COMMAND = "venv/bin/python tests/language/vectors/make.py (cryptography, pycryptodome)"
SEOUL = timezone(timedelta(hours=9))
CLOCK = "2022-11-08T12:08:14.608+09:00"


def compact(value):
    """JSON as it goes on the wire: no blanks, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest(name, text, charset="utf-8"):
    return hashlib.new(name, text.encode(charset))


def mac(name, key, message):
    message = message if isinstance(message, bytes) else message.encode()
    return hmac.new(key.encode(), message, name)


def b64(data):
    return base64.b64encode(data).decode()


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def aes(key, text, iv=None, charset="utf-8"):
    cipher = AES.new(key, AES.MODE_CBC, iv) if iv else AES.new(key, AES.MODE_ECB)
    return cipher.encrypt(pad(text.encode(charset), 16))


def clock(text):
    """A moment: its milliseconds, and itself in Korea and in UTC."""
    moment = datetime.fromisoformat(text)
    return round(moment.timestamp() * 1000), moment.astimezone(SEOUL), moment.astimezone(timezone.utc)


def thousandths(moment):
    return f"{moment.microsecond // 1000:03}"


def edi_date(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + thousandths(moment) + moment.strftime("%z")


# --- published figures, computed again --------------------------------------------------------------


def check_published():
    for vector in PUBLISHED:
        given, steps = vector["inputs"], vector["recipe"]
        texts = [given.get(name, name) for name in vector["of"]]
        if steps == "base64":
            made = b64("".join(texts).encode())
        elif steps == "sha256":
            made = digest("sha256", "".join(texts)).hexdigest()
        elif steps == "sha512-base64":
            made = b64(digest("sha512", "".join(texts)).digest())
        else:
            key = given["secretKey"].encode()
            packed = "&".join(f"{name}={given[name]}" for name in vector["of"])
            made = {
                "aes-128-ecb": lambda: aes(key[:16], packed),
                "aes-256-cbc": lambda: aes(key, packed, key[:16]),
                "aes-128-cbc": lambda: aes(key[:16], packed, key[:16]),
            }[steps]().hex()
        if made != vector["expected"]:
            sys.exit(f"{vector['operation']}: {made} is not {vector['expected']}")
    return PUBLISHED


# --- areas ------------------------------------------------------------------------------------------


def methods():
    texts = ["T1", "a/b", "100%", "%2F", "a?b", "거래 1", "a b", "a+b", "x#y", "a;b=c&d", "..x", "...", "\\", "é", "{id}", "a:b@c"]
    segments = [{"value": text, "sent": quote(text, safe="")} for text in texts]
    queries = [
        {"detail": None, "fields": None},
        {"detail": True, "fields": None},
        {"detail": False, "fields": ["amount"]},
        {"detail": None, "fields": ["a b", "금액&x=1", "50%"]},
    ]
    for case in queries:
        pairs = [] if case["detail"] is None else [("detail", str(case["detail"]).lower())]
        pairs += [] if case["fields"] is None else [("fields", ",".join(case["fields"]))]
        case["query"] = urlencode(pairs, quote_via=quote_plus) or None
    bodies = {
        "cancel": compact({"reason": '변심 "1"\n', "cancelAmt": 1000}),
        "cancel_all": compact({"reason": "x"}),
        "replace": compact({"name": "홍길동"}),
        "rename": urlencode([("name", "홍 길동&=+%"), ("vip", "true")]),
        "rename_json": compact({"name": "홍 길동&=+%", "vip": True}),
    }
    return {"segments": segments, "queries": queries, "bodies": bodies}


def recipes():
    key = serialization.load_pem_private_key((HERE / "TEST-ONLY-rsa2048.pem").read_bytes(), password=None)
    millis, seoul, utc = clock(CLOCK)
    mid, sign_key, cases = "M0001", "kpg-test-key+/=", []
    for amount, goods, coupon in [("1004", "커피 & 똠방각하", "C-7"), ("50000", "Coffee", None), ("1", "가", "")]:
        secret = mid + amount + sign_key
        given = {"mid": mid, "amount": amount, "goods": goods} | ({} if coupon is None else {"coupon": coupon})
        derived = digest("sha256", sign_key + mid).hexdigest()
        present = [mid] + ([] if coupon is None else [coupon]) + [amount]
        made = {
            "md5_sign": digest("md5", secret).hexdigest(),
            "sha1_sign": digest("sha1", secret).hexdigest().upper(),
            "sha512_sign": b64(digest("sha512", secret).digest()),
            "hmac_sha1_sign": b64(mac("sha1", sign_key, mid + amount).digest()),
            "hmac_sha512_sign": b64url(mac("sha512", sign_key, mid + amount).digest()),
            "derived_sign": mac("sha256", derived, mid + amount).hexdigest(),
            "separated": digest("sha256", f"{mid}|KRW|{amount}").hexdigest(),
            "present": digest("sha256", "|".join(present)).hexdigest(),
            "emptied": digest("sha256", f"{mid}|{coupon or ''}|{amount}").hexdigest(),
            "colons": digest("sha256", f"amount:{amount},coupon:{coupon or ''}").hexdigest(),
        }
        korean = digest("sha256", goods, "cp949").hexdigest()
        sorted_text = "&".join(f"{name}={value}" for name, value in sorted((given | made).items()))
        everything = made["separated"] + made["present"] + made["emptied"] + made["colons"]
        members = given | made | {
            "korean_sign": korean,
            "sorted_sign": mac("sha256", sign_key, sorted_text).hexdigest(),
            "all_sign": digest("sha256", everything).hexdigest(),
        }
        channel = "web&1 2"
        query = urlencode([("channel", channel)])
        time = seoul.strftime("%Y-%m-%dT%H:%M:%S.") + thousandths(seoul) + "+09:00"
        sealed = "\n".join(["POST", "/base/pay", query, time, ""]).encode() + compact(members).encode()
        signature = mac("sha256", sign_key, sealed).hexdigest()
        pay = {
            "channel": channel, "url": f"https://recipes.example.com/base/pay?{query}", "body": compact(members),
            "headers": {"x-time": time, "x-time-zone": seoul.strftime("%Y%m%d%H%M%S%z"), "x-signature": signature},
        }
        rsa = b64(key.sign((mid + amount).encode(), padding.PKCS1v15(), hashes.SHA256()))
        frames = {"plain": digest("sha256", amount).hexdigest(), "braced": f"<{mid}|{amount}>"}
        named = compact({"mid": mid, "amount": amount} | ({} if coupon is None else {"coupon": coupon}))
        given.pop("mid")
        stamp = f"{mid}-{seoul.strftime('%y%m%d%H%M')}-{utc.strftime('%d/%m/%Y %H')}"
        mark = {"url": f"https://recipes.example.com/base/mark?at={millis}"}
        for frame, framed in frames.items():
            body = urlencode(list(given.items()) + [
                ("rsa", rsa),
                ("beginning", digest("sha256", goods[:3]).hexdigest().upper()),
                ("framed", framed),
                ("named", b64(digest("sha256", named).digest())),
            ])
            x_body = b64url(mac("sha256", derived, body).digest())
            mark[frame] = {"body": body, "headers": {"x-body": x_body, "x-token": f"{stamp}:KPG:0a1b2c3"}}
        cases.append({"amount": int(amount), "goods": goods, "coupon": coupon, "pay": pay, "mark": mark})
    return {"clock_ms": millis, "mid": mid, "sign_key": sign_key, "cases": cases}


def packed():
    millis, seoul, _ = clock(CLOCK)
    secret = "2dcc2a0d63bf469490bb19a201be3735"
    by_hex, by_base64 = "00112233445566778899aabbccddeeff0011223344556677", b64(bytes(range(32)))
    card = [("cardNo", "1234567890123456"), ("expYear", "25"), ("expMonth", "12"), ("idNo", "800101"), ("cardPw", "12")]
    text = "&".join(f"{name}={value}" for name, value in card)
    register = {}
    for choice, data in [("default", aes(secret[:16].encode(), text)), ("a2", aes(secret.encode(), text, secret[:16].encode()))]:
        date = edi_date(seoul)
        sign = digest("sha256", "O-1" + data.hex() + date + secret).hexdigest()
        register[choice] = compact({"encData": data.hex(), "orderId": "O-1", "ediDate": date, "signData": sign})
    noted = [
        {"amount": 1000, "memo": None, "body": urlencode([("data", compact({"cardNo": "1234", "amount": 1000}))])},
        {"amount": 1, "memo": '메모 "\\', "body": urlencode([("data", compact({"cardNo": "1234", "amount": 1, "memo": '메모 "\\'}))])},
    ]
    refunds = []
    for account, memo in [("1234567890", None), ("12345678901234", "비밀 메모")]:
        sent = b64(aes(binascii.unhexlify(by_hex), account))
        members = {"account": sent, "holder": "홍길동"}
        members |= {} if memo is None else {"memo": aes(base64.b64decode(by_base64), memo).hex().upper()}
        members["sentSign"] = digest("sha256", sent + "|홍길동").hexdigest()
        members["plainSign"] = digest("sha256", account + "|홍길동").hexdigest()
        refunds.append({"account": account, "memo": memo, "body": compact(members)})
    fixed = aes(secret[:16].encode(), "0200" + "110123456789" + seoul.strftime("%Y%m%d") + "Y").hex()
    inner = {"version": 2, "isTest": False, "txType": "0200", "partnerId": "P-1", "account": "110123456789"}
    transfers = {
        "all": urlencode([("fixed", fixed), ("data", compact(inner))]),
        "without_partner": urlencode([("fixed", fixed), ("data", compact({k: v for k, v in inner.items() if k != "partnerId"}))]),
    }
    keys = {"secret_key": secret, "hex_key": by_hex, "base64_key": by_base64}

    def sealed(text):
        return b64(aes(binascii.unhexlify(by_hex), text))

    plain = {
        "amount": "1004", "count": "-3", "rate": "10.50", "day": "20221108", "method": "CARD", "issuer": "99", "flag": "true",
        "names": "a|b", "image": b64(b"\x00\xff"), "partner": "P-1", "today": seoul.strftime("%Y%m%d"), "version": "2.0",
    }
    every_kind = {name: sealed(text) for name, text in plain.items()}
    every_kind["sign"] = digest("sha256", every_kind["amount"] + "|" + every_kind["today"] + "|1004").hexdigest()
    return {"every_kind": compact(every_kind), "clock_ms": millis, "keys": keys, "register": register, "noted": noted, "refunds": refunds, "transfers": transfers}


def charsets():
    forms = []
    for goods, buyer in [("커피", None), ("a b&c=%+", "홍길동"), ("똠방각하", "가나다라마"), ("€®", "*-._~")]:
        members = [("goods", goods)] + ([] if buyer is None else [("buyer", buyer)]) + [("order", "A_b-01")]
        # WHATWG forms and Python differ in these two, which stand for the same.
        body = urlencode(members, encoding="cp949").replace("%2A", "*").replace("~", "%7E")
        forms.append({"goods": goods, "buyer": buyer, "bytes": len(goods.encode("cp949")), "body": body})
    jsons = [{"goods": goods, "hex": compact({"goods": goods}).encode("cp949").hex()} for goods in ["커피", "똠\\\"방"]]
    answer = urlencode([("P_STATUS", "00"), ("P_MSG", "정상 처리"), ("P_GOODS", "똠방 커피")], encoding="cp949")
    raw = "P_STATUS=99&P_MSG=한도 초과".encode("cp949").hex()
    return {"forms": forms, "jsons": jsons, "answer": answer, "raw_refusal_hex": raw}


def lists():
    full = {
        "tags": ["a", "bcd"], "quantities": [1, 0, 18446744073709551615], "kinds": ["BANK", "CARD", "QR"],
        "flags": [True, False], "phones": ["010", "0234"],
        "items": [{"name": "커피", "price": 4500, "unit": "EA"}, {"name": 'a"b', "price": 1, "unit": "EA", "memo": ""}],
        "delivery": {"address": "서울", "phone": "0212345678"},
    }
    least = {"tags": ["z"], "items": [{"name": "x", "price": 1, "unit": "EA"}]}
    empty = {"tags": ["z"], "quantities": [], "kinds": [], "items": [{"name": "x", "price": 1, "unit": "EA"}], "delivery": {"phone": "1"}}
    return {"full": compact(full), "least": compact(least), "empty": compact(empty)}


def notices():
    secret, fields = "9eb85607103646da9f9c02b128f2e5ee", {"tid": "T-1", "amount": "1004", "ediDate": "2022-11-08"}
    signature = digest("sha256", "".join(fields.values()) + secret).hexdigest()
    form = urlencode([("P_TID", "T1"), ("P_AMT", "5000"), ("P_UNAME", "홍 길동")], encoding="cp949")
    inside = compact({"P_TID": "T1", "P_AMT": 5000, "P_UNAME": "똠 길동"}).encode("cp949").hex()
    proofs = [
        {"coupon": coupon, "proof": b64(mac("sha256", secret, "|".join(["O-1"] + ([] if coupon is None else [coupon]))).digest())}
        for coupon in [None, "", "C|1"]
    ]
    named = [("P_TID", "T1"), ("P_UNAME", "홍길동"), ("P_HASH", digest("sha256", f"홍길동|T1|{secret}", "cp949").hexdigest())]
    seal_key = b"0123456789abcdef0123456789abcdef"
    seal = b64(AES.new(seal_key, AES.MODE_CBC, seal_key[:16]).encrypt(pad(b"T1", 16)))
    return {
        "named_form": urlencode(named, encoding="cp949"), "seal_key": seal_key.decode(), "sealed": {"tid": "T1", "seal": seal},
        "secret_key": secret, "changed": fields | {"signature": signature}, "deposit_form": form,
        "deposit_json_hex": inside, "proofs": proofs,
    }


STEPS = {
    "mid": "TESTMID", "sign_key": "SU5JTElURV9UUklQTEVERVNfS0VZU1RS", "hex_key": "00ff9f92964b10", "base64_key": "ESIz/oCZqgECAwQF",
}


def signed():
    hook_key, base_key, newer_key = "hook-key", b64(bytes(range(32))), "newer-key"
    # Bytes that no writer of JSON would write again: blanks, escapes, digits, the order of members.
    paid = '{ "amount" : 1004.0, "tid":"T\\u002d1",\n"memo":"홍길동" }'
    form = "tid=T%2D1&amount=1004&memo=%ed%99%8d"
    settled = '{"rate":0.50,"day":"2022-11-08"}'
    timed = '{"tid":"T-1"}'
    sent_at = "1667876894"

    def hexed(body):
        return mac("sha256", hook_key, body).hexdigest()

    prefixed = "sha256=" + b64(hmac.new(base64.b64decode(base_key), settled.encode(), "sha256").digest())
    listed = "|".join(["T1", "홍길동", hook_key])
    return {
        "credentials": {"hook_key": hook_key, "base_key": base_key, "newer_key": newer_key},
        "paid": {"body": paid, "header": hexed(paid)},
        "paid_form": {"body": form, "header": hexed(form)},
        "settled": {"body": settled, "header": prefixed},
        "timed": {
            "body": timed,
            "time": sent_at,
            "header": b64(mac("sha512", newer_key, f"{sent_at}:{timed}").digest()),
        },
        "listed": {
            "body": "P_TID=T1&P_UNAME=" + quote("홍길동", encoding="cp949"),
            "header": hashlib.sha256(listed.encode("cp949")).hexdigest(),
        },
    }


def keyed(name, key, text):
    return hmac.new(key, text.encode(), name)


def steps():
    """The keys are the bytes that their texts stand for; the object is hashed as it stands in the body."""
    millis, seoul, _ = clock(CLOCK)
    mid, key = STEPS["mid"], STEPS["sign_key"]
    by_hex, by_base64 = bytes.fromhex(STEPS["hex_key"]), base64.b64decode(STEPS["base64_key"])
    refunds = []
    for case in [
        {"tid": "StdpayCARD1", "msg": '고객 "요청"/취소\\', "price": 1000, "vip": True, "lines": [["커피", 2], ["a/b", None]], "tags": ["a", "나"]},
        {"tid": "T", "msg": "x", "price": None, "vip": None, "lines": None, "tags": [""]},
    ]:
        time = seoul.strftime("%Y%m%d%H%M%S")
        data = {"tid": case["tid"], "msg": case["msg"]}
        data |= {} if case["price"] is None else {"price": case["price"]}
        buyer = {"name": "홍길동"} | ({} if case["vip"] is None else {"vip": case["vip"]})
        data |= {"kind": "1", "buyer": buyer}
        if case["lines"]:
            data["lines"] = [{"name": name} | ({} if count is None else {"count": count}) for name, count in case["lines"]]
        inner = compact(data)
        renamed = compact({"tid": case["tid"], "merchant": {"id": mid, "kind": "shop"}})
        members = {
            "mid": mid, "type": "refund", "timestamp": time,
            "hashData": digest("sha512", key + mid + "refund" + time + inner).hexdigest(),
            "nestedHash": mac("sha256", key, compact(buyer) + "|" + compact(case["tags"])).hexdigest(),
            "data": data, "renamed": b64(digest("sha256", renamed).digest()), "tags": case["tags"],
        }
        refunds.append(case | {"body": compact(members)})
    token, time, joined = "T/1+2=", str(millis), mid + "T/1+2="
    mkey = digest("sha256", key).hexdigest()
    approve = [
        ("authToken", token), ("timestamp", time),
        ("verification", digest("sha256", f"authToken={token}&signKey={key}&timestamp={time}").hexdigest()),
        ("wanted", digest("sha256", f"mKey={mkey}&request=1&path=/approve&authToken={token}").hexdigest()),
        ("byHex", keyed("sha256", by_hex, joined).hexdigest()),
        ("byBase64", b64(keyed("sha512", by_base64, joined).digest())),
        ("byOldHex", keyed("sha1", by_hex, joined).hexdigest().upper()),
        ("mKey", mkey),
    ]
    return STEPS | {
        "clock_ms": millis, "token": token, "seconds": str(millis // 1000), "refunds": refunds, "approve": urlencode(approve),
        "rewrites": [rewrite(goods, memo) for goods, memo in [("Ice-Coffee 1+1*~/가", "a b+c"), ("-", "%")]],
    }


def rewrite(goods, memo):
    """The random bytes are those of the tests' source; `quote` and `quote_plus` escape as RFC 3986 and forms do."""
    mid, key, chance = STEPS["mid"], STEPS["sign_key"], bytes([0x0A, 0x1B, 0x2C, 0x3D]) * 5
    salt, nonce = chance[:16], chance[:5]
    plus = lambda text, charset: quote_plus(text, safe="*", encoding=charset).replace("~", "%7E")
    received, received_korean = plus("가 b+c", "utf-8"), quote("가 b+c", encoding="cp949")
    capitals = "".join(letter.upper() if letter.isascii() else letter for letter in goods + mid)
    old = hashlib.pbkdf2_hmac("sha1", key.encode(), mid.encode(), 1024, 20)
    proof = hashlib.pbkdf2_hmac("sha512", (goods + old.hex()).encode(), nonce, 3, 48)
    members = [
        ("goods", goods), ("salt", b64(salt)), ("escaped", digest("sha256", quote(goods, safe="")).hexdigest()),
        ("escapedForm", plus(goods, "cp949")), ("unescaped", "가 b+c"), ("unescapedKorean", digest("sha256", "가 b+c").hexdigest()),
        ("loud", digest("sha256", capitals).hexdigest().upper()), ("quiet", goods.lower().replace("-", "")), ("nonce", nonce.hex()),
        ("derived", hashlib.pbkdf2_hmac("sha256", key.encode(), salt, 1000, 32).hex()), ("derivedProof", b64(proof)),
        ("keyed", b64(hmac.new(old, goods.encode(), "sha256").digest())),
        ("packed", plus("card=1234&memo=" + quote(memo, safe=""), "cp949")),
    ]
    body = "&".join(f"{name}={plus(value, 'utf-8')}" for name, value in members)
    return {"goods": goods, "memo": memo, "received": received, "received_korean": received_korean, "body": body, "salt": b64(salt)}


SEALED = {
    "mid": "MERCHANT01", "text_key": "0123456789abcdefghijklmnopqrstuv", "hex_key": "00112233445566778899aabbccddeeff" * 2,
    "base64_key": b64(bytes(range(16))), "password": "비밀번호 1", "window_key": "W-KEY", "window_hmac": "W-HMAC",
    "name": "홍길동 A+", "order": "O-1/가", "plain": "홍길동 900101-1",
}


def openssl(cipher, key, text, iv=None, charset="cp949"):
    """What `openssl enc -CIPHER -K KEY -iv IV` makes of a text; SEED is in its legacy provider."""
    command = ["openssl", "enc", "-" + cipher, "-K", key.hex()] + (["-iv", iv.hex()] if iv is not None else [])
    providers = ["-provider", "legacy", "-provider", "default"]
    return subprocess.run(command + providers, input=text.encode(charset), capture_output=True, check=True).stdout


def sealed():
    """The random bytes are those of the tests' source."""
    text, hexed, password = SEALED["text_key"].encode(), bytes.fromhex(SEALED["hex_key"]), SEALED["password"].encode()
    name, order, plain = SEALED["name"], SEALED["order"], SEALED["plain"]
    salt = (bytes([0x0A, 0x1B, 0x2C, 0x3D]) * 4)[:16]
    derived = hashlib.pbkdf2_hmac("sha256", password, salt, 100, 32)
    by_digest = hashlib.sha512(password).digest()[:32]
    packed = openssl("aes-256-cbc", by_digest, f"name={name}&orderId={order}", hashlib.sha256(password).digest()[:16], "utf-8")
    small = lambda escaped: re.sub("%..", lambda found: found.group().lower(), escaped)
    plus = lambda text, charset: quote_plus(text, safe="*", encoding=charset).replace("~", "%7E")
    members = [
        ("name", name), ("orderId", order),
        ("seed", b64(openssl("seed-cbc", text[:16], plain, bytes(16)))),
        ("seedBlocks", openssl("seed-ecb", hexed[-16:], plain).hex()),
        ("aria", openssl("aria-256-cbc", hexed, plain, b"0102030405060708", "utf-8").hex()),
        ("ariaMiddle", openssl("aria-192-cbc", hexed[:24], plain, bytes(range(16))).hex().upper()),
        ("ariaBlocks", b64(openssl("aria-128-ecb", bytes(range(16)), plain))),
        ("last", openssl("aes-256-cbc", text, plain, text[-16:]).hex()),
        ("salted", b64(openssl("aes-256-cbc", derived, plain, salt))), ("packed", b64(packed)),
        ("endOfMid", SEALED["mid"][-4:]), ("smallEscapes", small(quote(name, safe=""))), ("smallForm", small(plus(name, "cp949"))),
    ]
    window = [("orderId", order), ("sign", mac("sha256", SEALED["window_hmac"], order + SEALED["window_key"]).hexdigest())]
    body = lambda pairs: "&".join(f"{key}={plus(value, 'cp949')}" for key, value in pairs)
    paid = keyed("sha256", hexed, quote(f"{order}|1000", safe="")).hexdigest()
    settled = b64(openssl("aes-256-cbc", by_digest, f"orderId={order}&amount=1000", hashlib.sha256(password).digest()[:16], "utf-8"))
    return SEALED | {"paid": paid, "settled": settled, "salt": salt.hex(), "register": body(members), "window": body(window)}


ARRIVALS = {
    "mid": "MERCHANT01", "text_key": "0123456789abcdefghijklmnopqrstuv", "hex_key": "00112233445566778899aabbccddeeff" * 2,
    "base64_key": b64(bytes(range(16))), "password": "비밀번호 1", "timestamp": "20221108120814", "order": "O-1/가", "amount": "1004",
}
ARRIVED = {
    "orderId": "O-1/가", "acct": "12345678901234", "amt": "1,004", "rate": "10.50", "count": "3", "final": "Y", "day": "20221108",
    "end": "0", "bank": "004", "method": "VBANK", "image": b64(b"\x00\xffkpg"), "holder": "홍길동",
    "buyer": '{"name": "김\\u002d철수", "points": 10, "phones": ["01012345678"]}', "card": "no=1234-5678&quota=3",
    "tags": '["a", "나"]', "parts": '[{"name":"첫째","price":"1000"},{"name":"둘째"}]', "memo": "메모", "point": "7",
}


def arrivals():
    """Members and bodies as openssl encrypts them."""
    text, hexed, password = ARRIVALS["text_key"].encode(), bytes.fromhex(ARRIVALS["hex_key"]), ARRIVALS["password"].encode()
    iv, salt, first = bytes(range(16)), bytes([0x0A, 0x1B, 0x2C, 0x3D]) * 4, bytes(range(100, 116))
    derived = hashlib.pbkdf2_hmac("sha256", password, salt, 100, 32)
    of_the_day = hashlib.sha256(text + b"|" + ARRIVALS["timestamp"].encode()).digest()
    blocks = lambda plain: b64(openssl("aes-256-ecb", text, plain, None, "utf-8"))
    literal = lambda plain: openssl("aes-128-cbc", hexed[:16], plain, b"0102030405060708", "utf-8").hex()
    zero = lambda plain: openssl("aria-256-cbc", hexed, plain, bytes(16), "utf-8").hex().upper()
    leading = lambda plain: b64url(first + openssl("aes-256-cbc", hexed, plain, first, "utf-8"))
    korean = lambda plain: b64(openssl("seed-ecb", text[-16:], plain))
    ciphers = {
        "acct": lambda plain: b64(openssl("seed-cbc", bytes(range(16)), plain, iv, "utf-8")),
        "rate": zero, "final": zero, "count": literal, "bank": literal, "day": leading, "end": leading, "holder": korean,
        "method": lambda plain: openssl("aes-256-cbc", of_the_day, plain, text[:16], "utf-8").hex(),
        "buyer": lambda plain: b64(openssl("aes-256-cbc", derived, plain, bytes(16), "utf-8")),
    }
    issued = {"code": "0000", "msg": "정상", "iv": iv.hex(), "salt": salt.hex()}
    issued |= {name: ciphers.get(name, blocks)(plain) for name, plain in ARRIVED.items()}
    issued |= {"rows": [{"seq": 1, "acct": blocks("110-1")}, {"seq": 2, "acct": blocks("110-2")}]}
    issued |= {"plain": compact([{"secret": blocks("s1")}])}
    key = ARRIVALS["text_key"]
    acct, amt = leading("110-1"), literal("1004")
    sign = digest("sha256", "|".join(["110-1", acct, "1004", key])).hexdigest()
    data = blocks('{"code":"0000","tid":"T-1","card":{"no":"1234"}}')
    of_data = lambda data: digest("sha256", data + "&" + key).hexdigest().upper()
    packed = zero("tid=T-1&amt=1004")
    whole = leading('{"tid":"T-1","amt":"1004"}')
    deposited = [("tid", "T-1"), ("acct", acct), ("amt", amt), ("holder", korean("홍길동")), ("sign", sign)]
    own = serialization.load_pem_private_key((HERE / "TEST-ONLY-rsa2048.pem").read_bytes(), None).public_key()
    pem = own.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    return ARRIVALS | {
        "own_public_key": pem, "issued": issued,
        "proved": {"code": "0000", "acct": acct, "amt": amt, "sign": sign},
        "whole": leading('{"code":"0000","tid":"T-1"}'),
        "held": urlencode([("DATA", data), ("sign", of_data(data))]),
        "deposited": urlencode(deposited),
        "packed": urlencode([("mid", "MERCHANT01"), ("DATA", packed), ("sign", of_data(packed))]),
        "whole_notice": whole, "whole_notice_header": mac("sha256", key, whole).hexdigest(),
    }


def kinds():
    members = {
        "method": "010", "bank": "999", "phone": "01012345678", "receipt": "R", "amount": "99999", "tax": 0, "months": 36,
        "day": "20240229", "at": "2022-11-08T12:08:14.608+09:00", "flag": False, "parts": "a|b", "image": b64(b"\x00\xffkpg"),
    }
    payload = "00020101021153034105802KR6304"
    members["qr"] = payload + f"{binascii.crc_hqx(payload.encode(), 0xFFFF):04X}"
    members |= {"title": "가나다", "note": "", "card": "0123", "version": "1.0", "flags": {"deep": {"down": True}}}
    return {"body": compact(members), "qr": members["qr"], "image": members["image"]}


def fields():
    """Bodies of the spec `fields`, at CLOCK."""
    caller = {"mchtId": "M-1", "trdDt": "20221108", "trdTm": "120814"}
    order = {
        "mchtTrdNo": "O-1", "method": "VBANK", "bank": "088", "parts": "a|b", "image": b64(b"\x00\xff"),
    }
    pay = caller | order | {"receipt": True, "memo": "", "goods": [{"name": "커피", "price": 4500}], "pair": [1, 2], "rates": ["10", "0025"]}
    look = order | {"receipt": "true"} | caller
    mark = {
        "text": "1.0", "digits": "007", "amount": "1000", "bare": 0, "count": 12, "flag": False, "day": "20240229",
        "method": "VBANK", "bank": "004", "parts": "a|b", "image": b64(b"\x00\xffkpg"), "memo": "",
    }
    as_form = {name: str(value).lower() if value is False else str(value) for name, value in mark.items()}
    return {"pay": compact(pay), "look": urlencode(look), "mark": compact(mark), "mark_form": urlencode(as_form)}


def numbers():
    """Bodies of the spec `numbers`; a JSON number is written by hand where Python would write a binary fraction."""
    def proof(rate, part, shift):
        return digest("sha256", f'{{"rate":"{rate}","part":{part},"shift":{shift}}}').hexdigest()
    fixed = '"fixed":"1.50","bare":-0.5,"less":-3,"never":"99999999999999"'
    full = (
        '{"price":"10.50","rate":"1391.25","part":-0.125,"shift":-12,"balance":"-1000","fee":-5,"end":"0",' + fixed
        + ',"lines":[{"price":"0.1","shift":-5}],"shifts":[1,2],"proof":"' + proof("1391.25", "-0.125", "-12") + '"}'
    )
    least = '{"price":"0.01","rate":"0","part":1,"shift":14,"end":"20260228235959",' + fixed + ',"proof":"' + proof("0", "1", "14") + '"}'
    form = "price=0.01&rate=0&part=1&shift=14&end=20260228235959&fixed=1.50&bare=-0.5&less=-3&never=99999999999999&proof=" + proof("0", "1", "14")
    for text in (full, least):
        json.loads(text)
    return {"json": full, "least": least, "form": form}


def numerals():
    """Bodies of the spec `numerals`, written by hand: listed values without quotes where JSON has them as numbers."""
    mark = lambda step: digest("sha256", '{"step":%s,"back":-1,"word":"%s"}' % (step, step)).hexdigest()
    full = (
        '{"step":1,"word":"1","steps":[0,-1],"bank":88,"either":"0","back":-1,'
        '"lines":[{"step":-1,"sort":88}],"day":"MON","mark":"' + mark("1") + '"}'
    )
    least = '{"step":0,"word":"0","back":-1,"mark":"' + mark("0") + '"}'
    unlisted = '{"step":0,"word":"0","bank":-900,"back":-1,"mark":"' + mark("0") + '"}'
    for text in (full, least, unlisted):
        json.loads(text)
    return {"full": full, "least": least, "unlisted": unlisted, "form": "step=-1&bank=4", "json": '{"step":-1,"bank":4}'}


def bodies():
    goods = [("goods", "홍 길동&=+%~*")]
    form = urlencode(goods, safe="*").replace("~", "%7E")
    korean = urlencode(goods, safe="*", encoding="cp949").replace("~", "%7E")
    percent = lambda encoding: urlencode(goods, quote_via=quote, safe="", encoding=encoding)
    look = [("imp_uid", "a b"), ("imp_uid", "가&=+"), ("state[]", "PAID"), ("state[]", "취소"), ("months[0]", 1), ("months[1]", 12)]
    cart = [
        ("P_RESERVED[]", "vbank=Y"), ("P_RESERVED[]", "가"),
        ("items[0][name]", "커피 1"), ("items[0][price]", 4500), ("items[0][card]", "9410-secret"), ("items[0][unit]", "ea"),
        ("items[1][name]", "a&b"), ("items[1][price]", 0), ("items[1][unit]", "ea"),
        ("rows[0].label", "x"), ("rows[1].label", "y"), ("note", "n"),
    ]
    items = [
        {"name": "커피 1", "price": 4500, "card": "9410-secret", "unit": "ea"}, {"name": "a&b", "price": 0, "unit": "ea"},
    ]
    tree = {"P_RESERVED": ["vbank=Y", "가"], "items": items, "rows": [{"label": "x"}, {"label": "y"}], "note": "n"}
    return {
        "bodies": {"form": form, "json": compact(dict(goods)), "korean": korean},
        "look": urlencode(look), "look_one": urlencode(look[:1]), "look_page": urlencode(look[:1] + [("page", "2")]),
        "search_query": urlencode([("q", "홍 길동&=+%~*")], quote_via=quote, safe=""),
        "search": percent("utf-8"), "search_korean": percent("cp949"),
        "cart": urlencode(cart), "cart_json": compact(tree),
    }


def enveloped():
    key, iv = bytes(range(32)).hex(), bytes(range(100, 116)).hex()
    made = lambda text, charset="utf-8": aes(bytes.fromhex(key), text, bytes.fromhex(iv), charset)
    c64 = lambda text, charset="utf-8": b64(made(text, charset))
    tags = [("TAGS[]", "a"), ("TAGS[]", "나")]
    form = urlencode([("TXTYPE", "CANCEL"), ("ITEMNAME", "똠방 커피"), ("AMOUNT", 1004)] + tags, encoding="cp949")
    tree = {"card": {"number": "9410000011112222"}, "amount": 1004, "items": [{"name": "커피"}, {"name": "b"}]}
    inner = made(compact(tree)).hex().upper()
    whole = c64(compact({"goods": "똠방 커피", "price": 3}), "cp949")
    derived = lambda text: b64(aes(hashlib.sha256(key.encode()).digest(), text, bytes(16)))
    return {
        "key": key, "iv": iv,
        "danced": urlencode([("CPID", "SHOP-1"), ("DATA", c64(form))]),
        "inside": urlencode([("mid", "SHOP-1"), ("ver", "1.0"), ("encParams", inner)]),
        "whole": whole, "seal": digest("sha256", whole + key).hexdigest(),
        "either_json": compact({"enc": derived(compact({"goods": "커피 1"}))}),
        "either_form": urlencode([("enc", derived(urlencode([("goods", "커피 1")])))]),
    }


def forms():
    sign_key = "SU5JTElURV9UUklQTEVERVNfS0VZU1RS"
    cases = []
    for vector in PUBLISHED:
        if vector["operation"] == "window signature":
            given = vector["inputs"]
            pairs = f"oid={given['oid']}&price={given['price']}&signKey={sign_key}&timestamp={given['timestamp']}"
            cases.append({**given, "signature": vector["expected"], "verification": digest("sha256", pairs).hexdigest()})
    goods = "똠방각하 & <b>\"떡\"</b> '50%'"
    posted = urlencode([("P_GOODS", goods)], safe="*", encoding="cp949").replace("~", "%7E")
    page_key = digest("sha256", sign_key).hexdigest()
    basket = [("P_TYPE", "BASKET"), ("P_MID", "INIpayTest"), ("mKey", page_key), ("P_RESERVED[]", "a=1"), ("P_RESERVED[]", "나")]
    basket += [("items[0][name]", "똠"), ("items[0][card]", "9410-1"), ("items[1][name]", "</form>&")]
    return {"sign_key": sign_key, "window": cases, "goods": goods, "posted_goods": posted, "page_key": page_key,
            "basket": urlencode(basket, safe="*", encoding="cp949")}


# KG Inicis' orders, by the last digit of the time that was sent: which names stand in which order.
ORDERS = {
    "0": "TotPrice tstamp MOID", "1": "MOID mid tstamp", "2": "MOID tstamp mid", "3": "mid MOID tstamp", "4": "mid tstamp MOID",
    "5": "tstamp mid MOID", "6": "tstamp MOID mid", "7": "TotPrice mid tstamp", "8": "TotPrice tstamp mid", "9": "TotPrice MOID tstamp",
}


def proven():
    millis, seoul, _ = clock(CLOCK)
    secret, mid = "9eb85607103646da9f9c02b128f2e5ee", "INIpayTest"
    hashed_key = digest("sha256", secret).hexdigest()
    signed = {"tid": "T-1", "amount": "1004", "ediDate": "2022-11-08T12:08:14.608+0900"}
    timestamp = seoul.strftime("%Y%m%d%H%M%S")
    cancels = []
    for code, message, cancel_id, reason in [
        ("0000", "취소 완료", "C-1", "변심"), ("0000", None, "C-2", None), ("9001", "거절", None, "변심"), ("9001", None, None, None),
    ]:
        text = [code, message or "", cancel_id or "", mid, timestamp, "1004", "FULL", reason or "", "5020"]
        proof = b64(mac("sha256", hashed_key, "|".join(text)).digest())
        cancels.append({"code": code, "message": message, "cancel_id": cancel_id, "reason": reason, "hash": proof})
    confirmations = []
    for digit, order in ORDERS.items():
        moment = millis - millis % 10 + int(digit)
        values = {"MOID": "O-1", "TotPrice": "1004", "mid": mid, "tstamp": str(moment)}
        text = "&".join(f"{name}={values[name]}" for name in order.split())
        confirmations.append({"clock_ms": moment, "proof": digest("sha256", text).hexdigest()})
    receipts = {
        "SHA256": digest("sha256", "R-1" + "SHA256" + secret).hexdigest().upper(),
        "HMAC": b64url(mac("sha512", secret, "R-1" + "HMAC").digest()),
    }
    kinds = {
        "FULL": digest("sha256", f"T-1|{secret}").hexdigest(), "PART": digest("sha512", f"T-1|1004|{secret}").hexdigest(),
    }
    channels = {"WEB": digest("sha256", "WEB" + secret).hexdigest(), "APP": digest("sha256", secret + "APP").hexdigest()}
    tokens = {token: digest("sha256", f"{token}:{secret}").hexdigest() for token in ["TOKEN1", "TOKEN2"]}
    balances = {code: digest("sha256", f"{code}:{secret}").hexdigest() for code in ["0000", "9001", "T401"]}
    return {
        "clock_ms": millis, "mid": mid, "secret_key": secret,
        "approved": signed | {"signature": digest("sha256", "".join(signed.values()) + secret).hexdigest()},
        "other_key": digest("sha256", "".join(signed.values()) + secret[:-1] + "0").hexdigest(),
        "other_payment": digest("sha256", "T-2" + "1004" + signed["ediDate"] + secret).hexdigest(),
        "cancels": cancels, "confirmations": confirmations, "receipts": receipts, "kinds": kinds, "channels": channels,
        "tokens": tokens, "balances": balances,
    }


def lines():
    """Answers in lines, as a server in EUC-KR writes them."""
    read = []
    for end, memo in [("\n", "커피=1잔&얼음"), ("\r\n", "100%41 + 1"), ("\r\n\r\n", "  똠방각하 "), ("\n", "")]:
        pairs = [("reply_cd", "0000"), ("reply_msg", "정상"), ("order_no", "O-1"), ("amt", "1,004"), ("shop_memo", memo)]
        body = "".join(f"{name}={value}{end}" for name, value in pairs)
        read.append({"hex": body.encode("cp949").hex(), "memo": memo})
    return {"read": read}


def main():
    areas = [methods, recipes, packed, charsets, lists, lines, notices, signed, kinds, steps, sealed, fields, numbers, numerals, bodies, enveloped, forms, proven, stored, headed, arrivals, recent]
    made = {"made_by": COMMAND, "published": check_published()} | {area.__name__: area() for area in areas}
    written = []
    for name, value in made.items():
        if isinstance(value, list):
            inner = ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value)
            written.append(f' "{name}": [\n{inner}\n ]')
        elif isinstance(value, dict):
            inner = ",\n".join(f'  "{key}": {member(item)}' for key, item in value.items())
            written.append(f' "{name}": {{\n{inner}\n }}')
        else:
            written.append(f' "{name}": {json.dumps(value)}')
    text = "{\n" + ",\n".join(written) + "\n}\n"
    path = HERE / "vectors.json"
    if "--check" in sys.argv[1:]:
        sys.exit(0 if path.read_text() == text else "vectors.json is not what this script makes")
    path.write_text(text)


def member(item):
    """One case a line, so that a difference shows which case it is."""
    if not isinstance(item, list):
        return json.dumps(item, ensure_ascii=False)
    return "[\n" + ",\n".join("   " + json.dumps(case, ensure_ascii=False) for case in item) + "\n  ]"


main()
