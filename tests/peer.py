"""A merchant in another language, against `cargo xtask sandbox`.

It is written from the vendors' pages and knows no spec: of each operation of four vendors, one request must be accepted and
one be refused as documented, a payment is cancelled twice, and an inquiry must tell what became of it.

    python3 tests/peer.py KNOWN.json       what `cargo xtask sandbox --print-credentials json` printed

Needs the package `cryptography`; says so and ends well without it.
"""

import base64, datetime, hashlib, hmac, json, os, sys, urllib.error, urllib.parse, urllib.request

try:
    from cryptography.hazmat.primitives import hashes, padding as blocks, serialization
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError:
    print("skipped: the Python package cryptography is not installed")
    sys.exit(0)

KNOWN = json.JSONDecoder().raw_decode(open(sys.argv[1], encoding="utf-8").read())[0]
SEOUL = datetime.timezone(datetime.timedelta(hours=9))
done = {}


def now(form):
    return datetime.datetime.now(SEOUL).strftime(form)


def base(vendor):
    return KNOWN["vendors"][vendor]["base_url"]


def keys(vendor):
    return KNOWN["vendors"][vendor]["credentials"]


def post(vendor, path, body, headers, script=None):
    """The status, the body and what the sandbox says beside it."""
    request = urllib.request.Request(base(vendor) + path, body, headers, method="POST")
    if script:
        request.add_header("kpg-sandbox-script", script)
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    called = answer.headers.get("kpg-sandbox-operation", path)
    found = answer.headers.get_all("kpg-sandbox-finding") or []
    return answer.status, answer.read(), called, found


def expect(kind, called, is_right, told):
    if not is_right:
        sys.exit(f"{called} is not {kind}: {told}")
    done.setdefault(called, set()).add(kind)


def form(members):
    return urllib.parse.urlencode(members).encode()


JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}

# BC Card, QR: an API key in a header; the cancel is signed with SHA256withRSA over two members, joined as they are.


def bccard():
    key = serialization.load_pem_private_key(keys("bccard")["private_key"].encode(), None)
    affiliate = keys("bccard")["affiliate_id"]

    def call(path, members, apikey=keys("bccard")["api_key"], script=None, as_form=False):
        headers = {**(FORM if as_form else JSON), "apikey": apikey}
        body = form(members) if as_form else json.dumps(members).encode()
        status, body, called, found = post("bccard", path, body, headers, script)
        return status, json.loads(body), called, found

    def good(path, members, **how):
        status, answer, called, found = call(path, members, **how)
        expect("accepted", called, (status, answer["code"]) == (200, "MP0000"), (answer, found))
        return answer

    def refused(code, path, members, **how):
        status, answer, called, found = call(path, members, **how)
        expect("refused", called, answer.get("code") == code, (status, answer, found))

    qr = ("0002010102121531260004102600041075112872400000026310014D41000000140100509000000001520472105303410540432515802"
          "KR5910CleanTopia6010KYUNGGI-DO610513204625603090000000010515MQ20209000097930608100001140708000000016421000"
          "2ko0104비씨카드0203경기도630439F0")
    make = {"REQ_DATA_TYPE": "2", "REQ_DATA_VALUE": "361|7653937", "QR_TYPE": "2", "AMOUNT": "1004",
            "TRANSACTION_CURRENCY": "410", "AFFI_CO_ID": affiliate}
    good("/qrcode_gen", make)
    refused("MP3204", "/qrcode_gen", make, script="code MP3204")
    info = {"AFFI_CO_TRNS_UNIQ_NO": "1182083830311", "QR_DATA": qr}
    assert good("/get_qr_info", info)["AFFI_CO_TRNS_UNIQ_NO"] == "1182083830311"
    refused("MP9999", "/get_qr_info", info, script="code MP9999")
    verify = {"QR_DATA": qr, "AFFI_CO_ID": affiliate}
    good("/qr_verify", verify)
    refused("MP3205", "/qr_verify", verify, script="code MP3205")

    # An API key that is none is refused by the gateway in front, with HTTP 400.
    last = {"REQ_DATA_TYPE": "4", "REQ_DATA_VALUE": "MQ2019900086179", "AFFI_CO_ID": affiliate}
    status, answer, called, _ = call("/last_trns_info", last, apikey="wrong")
    expect("refused", called, (status, answer.get("error")) == (400, "invalid_apikey"), (status, answer))
    assert good("/last_trns_info", last)["TRNS_STAT"] == "15"

    def cancel(signed="1111223451298181361"):
        sign = key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return {"AFFI_CO_TRNS_UNIQ_NO": "11112234512", "CARD_CO_AUTH_NO": "98181361", "TRNS_ATON": "20190916105353",
                "QR_REFERENCE_ID": "MQ2019900086179", "AFFI_CO_ID": affiliate,
                "SIGNATURE": base64.b64encode(sign).decode()}

    refused("MP3312", "/affi_co_trans_cancle", cancel("9818136111112234512"))
    assert good("/affi_co_trans_cancle", cancel(), as_form=True)["CNCL_TRNS_STAT"] == "95"
    refused("MP3301", "/affi_co_trans_cancle", cancel())
    assert good("/last_trns_info", last)["TRNS_STAT"] == "95"


# Welcome, PAYAPI: forms, a digest of the members that the tables list, and of the digest of the sign key. 00 is accepted, any
# other code is a failure; escrow has 310000. Card data are encrypted with AES-256-CBC.


def welcome():
    known = keys("welcome")
    mid, mkey = known["merchant_id"], hashlib.sha256(known["sign_key"].encode()).hexdigest()

    def sealed(text):
        pad = blocks.PKCS7(128).padder()
        plain = pad.update(text.encode()) + pad.finalize()
        cipher = Cipher(algorithms.AES(known["encryption_key"].encode()), modes.CBC(known["encryption_iv"].encode()))
        seal = cipher.encryptor()
        return base64.b64encode(seal.update(plain) + seal.finalize()).decode()

    def call(path, members, signed=(), key=mkey):
        time = now("%Y%m%d%H%M%S")
        text = "".join([mid, key, *signed, time])
        members = {**members, "mid": mid, "timestamp": time, "signature": hashlib.sha256(text.encode()).hexdigest()}
        status, body, called, found = post("welcome", path, form(members), FORM)
        return status, json.loads(body), called, found

    def good(path, members, signed=(), code="00"):
        status, answer, called, found = call(path, members, signed)
        expect("accepted", called, (status, answer["ResultCode"]) == (200, code), (answer, found))
        return answer

    def refused(path, members, signed=(), key=mkey):
        status, answer, called, found = call(path, members, signed, key)
        failed = answer["ResultCode"] not in ("00", "310000") and (status == 200 or 400 <= status < 500)
        expect("refused", called, failed and found, (status, answer))

    def both(path, members, signed=(), code="00"):
        refused(path, members, signed, key="another key")
        return good(path, members, signed, code)

    card = "4111111111111111"
    paid = {"oid": "PEER-1", "price": "1000", "buyerName": "홍길동"}
    by_card = {"cardNumber": sealed(card), "cardExpireYY": "27", "cardExpireMM": "09", "buyerName": "홍길동"}
    tid = both("/noauth/pay/card", {**by_card, **paid, "cardQuota": "00", "quotaInterest": "0"}, ("PEER-1", "1000"))["tid"]

    # It is cancelled in two parts, and then nothing is left of it.
    part = {"payType": "card", "tid": tid, "currency": "WON", "cancelPrice": "300", "confirmPrice": "700"}
    assert both("/cancel/repay", part)["RmainPrice"] == "700"
    refused("/cancel/repay", {**part, "cancelPrice": "701", "confirmPrice": "0"})
    good("/cancel/repay", {**part, "cancelPrice": "700", "confirmPrice": "0"})
    refused("/cancel/repay", {**part, "cancelPrice": "1", "confirmPrice": "0"})
    refused("/cancel/cancel", {"payType": "card", "tid": tid, "price": "1000", "currency": "WON"})

    # A payment of the payment window is cancelled once.
    whole = {"payType": "card", "tid": "StdpayCARDPEER0001", "price": "1000", "currency": "WON"}
    both("/cancel/cancel", whole)
    refused("/cancel/cancel", whole)

    # A billing key is good until it is deleted.
    issue = {**by_card, "registNo": sealed("900101"), "passwd": sealed("12"), "etc": "peer"}
    key = both("/billing/billkey/card", issue, (card,))["Billkey"]
    other = both("/noauth/billkey/card", by_card, (card,))["Billkey"]
    assert key != other
    charge = {**paid, "oid": "PEER-2", "billkey": key}
    both("/billing/billpay", charge, ("PEER-2", "1000"))
    both("/billing/billkey/delete", {"billkey": key})
    refused("/billing/billpay", charge, ("PEER-2", "1000"))
    refused("/billing/billkey/delete", {"billkey": key})
    both("/billing/hppbillpay", {**paid, "oid": "PEER-3", "billkey": "HPPKEY0001"}, ("PEER-3", "1000"))

    both("/search/card/prefix", {"cardNumber": "411111"}, ("411111",))
    escrow = {"clientIp": "203.0.113.7", "tid": "StdpayVBNKPEER0001", "oid": "PEER-4", "soid": "1", "report": "I",
              "invoice": "1234567890", "registName": "kpg", "exCode": "hanjin", "exName": "한진택배", "charge": "S",
              "invoiceDay": now("%Y%m%d"), "sendName": "kpg", "sendPost": "04524", "sendAddr1": "서울", "sendAddr2": "1층",
              "sendTel": "0212345678", "recvName": "홍길동", "recvPost": "04524", "recvAddr": "서울", "recvTel": "01012345678",
              "price": "1000"}
    both("/escrow/delivery", escrow, code="310000")
    asked = {"clientIp": "203.0.113.7", "originalTid": "StdpayVBNKPEER0001"}
    both("/escrow/buyconfirm", {**asked, "buyName": "홍길동"}, code="310000")
    both("/escrow/buydeny", {**asked, "buyName": "홍길동", "refundName": "홍길동"}, code="310000")
    # The page repeats the address of the denial; its first version had this one.
    both("/escrow/denyconfirm", {**asked, "dcnfName": "kpg"}, code="310000")
    both("/escrow/checkstatus", {"clientIp": "203.0.113.7", "tid": "StdpayVBNKPEER0001"})
    link = {"payType": "card", "P_GOODS": "사과", "P_OID": "PEER-5", "P_AMT": "1000", "P_RETURN_URL": "https://shop.example/r",
            "P_NEXT_URL": "https://shop.example/n", "P_RESERVED": "kpg"}
    both("/smspay/makeUrl", link, ("PEER-5", "1000"))


# Konaplate: an HMAC of the exact body in a header; some requests and most answers are a JWE.


def konaplate():
    known = keys("konaplate")
    ours = serialization.load_pem_private_key(known["client_private_key"].encode(), None)
    theirs = serialization.load_pem_public_key(known["server_public_key"].encode())
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    encode = lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    decode = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    serial = iter(range(1, 10_000))

    def sealed(plain):
        head = encode(b'{"alg":"RSA-OAEP-256","enc":"A128GCM"}')
        key, iv = os.urandom(16), os.urandom(12)
        text = AESGCM(key).encrypt(iv, plain, head.encode())
        parts = [head, encode(theirs.encrypt(key, oaep)), encode(iv), encode(text[:-16]), encode(text[-16:])]
        return json.dumps({"encData": ".".join(parts)}).encode()

    def opened(body):
        answer = json.loads(body)
        if "encData" not in answer:
            return answer
        head, key, iv, text, tag = answer["encData"].split(".")
        plain = AESGCM(ours.decrypt(decode(key), oaep)).decrypt(decode(iv), decode(text) + decode(tag), head.encode())
        return json.loads(plain)

    def call(path, members, is_sealed=False, script=None):
        body = json.dumps(members).encode()
        body = sealed(body) if is_sealed else body
        mac = base64.b64encode(hmac.digest(known["secret_key"].encode(), body, "sha256")).decode()
        headers = {**JSON, "X-KM-User-AspId": known["asp_id"], "X-KM-Access-Key": known["access_key"],
                   "X-KM-Correlation-Id": now("%y%m%d%H%M%S") + f"-{next(serial):07x}", "X-KM-Time-Zone": "KST",
                   "X-KM-Tran-Time": now("%Y%m%d%H%M%S"), "X-KM-Tran-Token": f"KMV1:{now('%Y%m%d%H%M%S')}000:{mac}"}
        if is_sealed:
            headers["X-KM-Crypto-Key-Id"] = known["server_key_id"]
        elif known.get("crypto_key_id"):
            headers["X-KM-Crypto-Key-Id"] = known["crypto_key_id"]
        status, body, called, found = post("konaplate", path, body, headers, script)
        return status, opened(body), called, found

    def good(path, members, **how):
        status, answer, called, found = call(path, members, **how)
        code = answer.get("response", {}).get("code")
        expect("accepted", called, (status, code) == (200, "000_000"), (answer, found))
        return answer

    def refused(code, path, members, **how):
        status, answer, called, found = call(path, members, **how)
        is_right = (status, answer.get("response", {}).get("code")) == (400, code)
        expect("refused", called, is_right, (status, answer, found))

    def token():
        issued = good("/api/v2/payment/generate/onetimetoken", {"cardNo": "9410000000000001"}, is_sealed=True)
        return {"oneTimeToken": issued["oneTimeToken"], "dcvv": issued["dcvv"]}

    refused("000_002", "/api/v2/payment/generate/onetimetoken", {"cardNo": "94100"}, is_sealed=True)
    charge = "/api/v1/recharges/by-bank-accounts/no-hce"
    number = lambda index: f"{index:030}"
    wish = {"sequenceId": number(1), "userId": 50000104652, "amount": 10000, "merchantId": "000000000000001"}
    refused("000_002", charge, {**wish, **token(), "amount": 0})
    spent = token()
    charged = good(charge, {**wish, **spent})
    # A token is for one request.
    status, answer, called, found = call(charge, {**wish, **spent, "sequenceId": number(9)})
    expect("refused", called, answer["response"]["code"] != "000_000" and found, answer)
    ask = "/api/v1/recharges/by-bank-account/result/inquiry"
    assert good(ask, {"sequenceId": number(1)})["result"] == "COMPLETED"
    refused("000_002", ask, {})
    cancel = {"userId": 50000104652, "nrNumber": charged["nrNumber"]}
    good(charge + "/cancel", {**cancel, **token(), "sequenceId": number(2)})
    refused("007_030", charge + "/cancel", {**cancel, **token(), "sequenceId": number(3)})
    card = "/api/v1/transaction/card"
    days = {"par": "Q1KPG0000000000000000000001", "startDate": "20221101", "endDate": "20221130"}
    good(card, days)
    refused("000_002", card, {**days, "startDate": "2022-11-01"})
    refund = {"sequenceId": number(4), "userId": 50000104652, "cardExpiry": "2509"}
    good("/api/v1/refund/fee", {"userId": 50000104652, "oneTimeToken": token()["oneTimeToken"]})
    refused("000_002", "/api/v1/refund/fee", {"userId": 50000104652})
    refused("009_004", "/api/v1/refund/card", {**refund, **token()}, script="code 009_004")
    good("/api/v1/refund/card", {**refund, **token()})


# CookiePayments: a token for each session and an API key, in headers.


def cookiepay():
    known = keys("cookiepay")
    login, key = known["api_id"], known["api_key"]

    def send(path, members, headers, script=None):
        status, body, called, found = post("cookiepay", path, json.dumps(members).encode(), {**JSON, **headers}, script)
        return status, json.loads(body), called, found

    def fetch(secret=key):
        return send("/payAuth/token", {"pay2_id": login, "pay2_key": secret}, {})

    def headers(token=None):
        token = token or fetch()[1]["TOKEN"]
        return {"TOKEN": token, "ApiKey": key}

    def good(path, members, head, member="RESULTCODE", script=None):
        status, answer, called, found = send(path, members, head, script)
        first = answer[0] if isinstance(answer, list) else answer
        expect("accepted", called, (status, first.get(member)) == (200, "0000"), (answer, found))
        return first

    def refused(path, members, head, code=None, member="RESULTCODE", script=None):
        status, answer, called, found = send(path, members, head, script)
        told = answer.get(member) if isinstance(answer, dict) else None
        expect("refused", called, told == code if code else told != "0000", (status, answer, found))

    status, answer, called, found = fetch()
    expect("accepted", called, answer["RTN_CD"] == "0000", (answer, found))
    status, answer, called, found = fetch("wrong")
    expect("refused", called, answer["RTN_CD"] != "0000", answer)

    pay = {"API_ID": login, "ORDERNO": "PEER-1", "PRODUCTNAME": "사과", "AMOUNT": "1000", "BUYERNAME": "홍길동",
           "BUYEREMAIL": "buyer@example.com", "CARDNO": "4111111111111111", "EXPIREDT": "2709"}
    tid = good("/keyin/payment", pay, headers())["TID"]
    refused("/keyin/payment", pay, headers())
    assert good("/api/paycert", {"tid": tid}, headers())["AMOUNT"] == "1000"
    refused("/api/paycert", {"tid": tid}, headers("NOT-ISSUED"))
    days = {"API_ID": login, "STD_DT": "2022-11-01", "END_DT": "2022-11-30"}
    good("/api/paysearch", days, {"TOKEN": headers()["TOKEN"]})
    refused("/api/paysearch", days, {"TOKEN": headers()["TOKEN"]}, "E008", script="fault nothing_found E008")

    # It is cancelled in part, then the rest, and then never again.
    cancel = {"tid": tid, "reason": "고객 요청"}
    refused("/api/cancel", cancel, headers(), "9029", "cancel_code", script="code 9029")
    good("/api/cancel", {**cancel, "amount": "400"}, headers(), "cancel_code")
    refused("/api/cancel", {**cancel, "amount": "601"}, headers(), member="cancel_code")
    good("/api/cancel", cancel, headers(), "cancel_code")
    refused("/api/cancel", cancel, headers(), member="cancel_code")
    deposit = {**cancel, "tid": "T-WINDOW-1", "amount": "1000"}
    assert good("/api/get_cancel_bank_account", deposit, headers())["CANCELAMT"] == "1000"
    refused("/api/get_cancel_bank_account", deposit, headers("NOT-ISSUED"))

    schedule = {**pay, "ORDERNO": "PEER-2", "RECURRENCE_PAY": "Y", "RECURRENCE_TYPE": "M", "PAY_DAY": "15",
                "START_PAY_CNT": "1", "LAST_PAY_CNT": "50", "ENC_YN": "N"}
    started = good("/Subscribe/billkeygen", schedule, headers())
    refused("/Subscribe/billkeygen", {**schedule, "ORDERNO": "PEER-3"}, headers("NOT-ISSUED"))
    retry = {"API_ID": login, "RESERVE_ID": started["RESERVE_ID"], "BILLKEY": started["BILLKEY"]}
    encrypted = good("/Subscribe/recurrence_request_payment", retry, headers())["ENC_DATA"]
    stop = {"API_ID": login, "RESERVE_ID": started["RESERVE_ID"]}
    good("/Subscribe/recurrence_schedule_cancel", stop, headers())
    refused("/Subscribe/recurrence_schedule_cancel", stop, headers(), "E103")
    refused("/Subscribe/recurrence_request_payment", retry, headers())
    good("/EdiAuth/cookiepay_edi_decrypt", {"API_ID": login, "ENC_DATA": encrypted}, {"ApiKey": key})
    refused("/EdiAuth/cookiepay_edi_decrypt", {"API_ID": login, "ENC_DATA": encrypted}, {"ApiKey": "wrong"})


def main():
    vendors = (bccard, welcome, konaplate, cookiepay)
    for vendor in vendors:
        vendor()
    console = KNOWN["console"].rstrip("/") + "/_sandbox/vendors"
    told = json.load(urllib.request.urlopen(console))["vendors"]
    names = {vendor.__name__ for vendor in vendors}
    all_of_them = {f"{vendor['id']}.{each['name']}" for vendor in told if vendor["id"] in names for each in vendor["operations"]}
    lacking = sorted(name for name in all_of_them if done.get(name) != {"accepted", "refused"})
    if lacking:
        sys.exit(f"not both accepted and refused: {', '.join(lacking)}")
    print(f"{len(all_of_them)} operations of {len(names)} vendors were accepted once and refused as documented")


main()
