#!/usr/bin/env python3
"""Makes the outside vectors of the further operations of Konaplate and CookiePayments.

As make_vectors.py, whose primitives it takes: a second, hand-written reading of the vendors' tables that
reads no spec and calls no kpg. Operations whose requests are encrypted are left out: a JWE is random.

    make_vectors_more.py            recompute and write
    make_vectors_more.py --check    recompute and compare with the files; write nothing; exit 1 on a difference
"""

import argparse
import json
import sys

from make_vectors import HERE, JWE_KEY, RANDOM_HEX, SIGNING_KEY, clock, konaplate_token, prepared, same

SERVER_KEY = SIGNING_KEY.replace(".pkcs8.pem", ".public.pem")


def konaplate_requests():
    # Sandbox host with /open-api; header and member tables of each operation's page, members in their order.
    base = "https://sandbox.konaplate.com/open-api"
    # A plain request carries crypto_key_id or nothing, never the ID of the key that requests are encrypted with.
    credentials = {
        "asp_id": "KPGTESTASP00001",
        "access_key": "test-access-key-000000000000000000000001",
        "secret_key": "test-secret",
        "server_key_id": "fedcba9876543210fedcba9876543210",
        "server_public_key": {"key_file": SERVER_KEY},
        "client_private_key": {"key_file": JWE_KEY},
    }
    with_key = {**credentials, "crypto_key_id": "0123456789abcdef0123456789abcdef"}

    def call(operation, path, about, members, inputs, given):
        def headers(body):
            _, token = konaplate_token(given["secret_key"], body, clock("yyyyMMddHHmmssSSS"))
            same("the token's length", len(token), 67)
            return [("X-KM-User-AspId", given["asp_id"]),
                    ("X-KM-Correlation-Id", f"{clock('yyMMddHHmmss')}-{RANDOM_HEX}"),
                    ("X-KM-Access-Key", given["access_key"]),
                    ("X-KM-Crypto-Key-Id", given.get("crypto_key_id")),
                    ("X-KM-Tran-Token", token),
                    ("X-KM-Tran-Time", clock("yyyyMMddHHmmss")),
                    ("X-KM-Time-Zone", "KST")]

        return prepared("konaplate", operation, about, "sandbox", base + path, "json", headers, members,
                        credentials=given, inputs=inputs, random_hex=RANDOM_HEX)

    def charge(about, inputs, given):
        members = [("sequenceId", inputs["sequenceId"]), ("userId", int(inputs["userId"])),
                   ("amount", int(inputs["amount"])), ("oneTimeToken", inputs["oneTimeToken"]),
                   ("dcvv", inputs["dcvv"]), ("merchantId", inputs["merchantId"])]
        return call("charge", "/api/v1/recharges/by-bank-accounts/no-hce", about, members, inputs, given)

    def charge_result(about, inputs):
        # by-bank-account: the singular is this page's.
        return call("charge_result", "/api/v1/recharges/by-bank-account/result/inquiry", about,
                    [("sequenceId", inputs["sequenceId"])], inputs, credentials)

    def history(about, inputs):
        page = {name: value for name, value in (
            ("page", int(inputs["page"]) if "page" in inputs else None),
            ("pageSize", int(inputs["pageSize"]) if "pageSize" in inputs else None),
            ("sort", inputs.get("sort")),
            ("orderByDirection", inputs.get("orderByDirection")),
        ) if value is not None}
        previous = {"true": True, "false": False}.get(inputs.get("includePreviousCard"))
        members = [("userId", int(inputs["userId"]) if "userId" in inputs else None), ("par", inputs["par"]),
                   ("startDate", inputs["startDate"]), ("endDate", inputs["endDate"]),
                   ("trType", inputs.get("trType")), ("includePreviousCard", previous),
                   ("pageRequest", page or None)]
        return call("transaction_history", "/api/v1/transaction/card", about, members, inputs, credentials)

    def refund(about, inputs):
        members = [("sequenceId", inputs["sequenceId"]), ("userId", int(inputs["userId"])),
                   ("cardExpiry", inputs["cardExpiry"]), ("dcvv", inputs["dcvv"]),
                   ("oneTimeToken", inputs["oneTimeToken"])]
        return call("refund", "/api/v1/refund/card", about, members, inputs, credentials)

    def refund_fee(about, inputs):
        members = [("oneTimeToken", inputs["oneTimeToken"]), ("userId", int(inputs["userId"]))]
        return call("refund_fee", "/api/v1/refund/fee", about, members, inputs, credentials)

    token = {"oneTimeToken": "9461442187322710", "dcvv": "366"}
    member = {"userId": "50000104652"}
    paid = {"sequenceId": "202211149990015", **member, "amount": "10000", **token, "merchantId": "000000000000001"}
    days = {"par": "Q1KPG0000000000000000000001", "startDate": "20221101", "endDate": "20221130"}
    return {
        "konaplate-charge": charge("A number of 15 characters; the amount is a JSON number.", paid, credentials),
        "konaplate-charge-crypto_key": charge(
            "With a crypto key ID, the greatest amount and the greatest user ID, which is beyond i64.",
            {**paid, "amount": "9999999999", "userId": "9999999999999999999"}, with_key),
        "konaplate-charge_result": charge_result("One member; the path has the singular.",
                                                 {"sequenceId": "202211149990015"}),
        "konaplate-transaction_history": history("Required members only; no pageRequest at all.", days),
        "konaplate-transaction_history-page": history(
            "All members; the paging ones in an object of their own, false as a JSON boolean.",
            {"userId": "999999999999999", **days, "trType": "01", "includePreviousCard": "false", "page": "0",
             "pageSize": "20", "sort": "approvalDateTime", "orderByDirection": "DESC"}),
        "konaplate-refund": refund("dcvv stands before the token here.",
                                   {"sequenceId": "1", **member, "cardExpiry": "2509", **token}),
        "konaplate-refund_fee": refund_fee("The token, without its dcvv, before the user ID.",
                                           {"oneTimeToken": "9461442187322710", **member}),
    }


def cookiepay_requests():
    # Test host; members in the order of the samples, headers as the facts list them for each operation.
    base = "https://sandbox.cookiepayments.com"
    credentials = {"api_id": "kpgtest", "api_key": "test-api-key-0001"}
    token, key = ("TOKEN", "TEST-TOKEN-0001"), ("ApiKey", "test-api-key-0001")

    def call(operation, path, about, headers, members, inputs):
        session = {"access_token": "TEST-TOKEN-0001"} if token in headers else {}
        return prepared("cookiepay", operation, about, "test", base + path, "json", headers, members,
                        credentials=credentials, session=session, inputs=inputs)

    payment_names = ("ORDERNO", "PRODUCTNAME", "AMOUNT", "BUYERNAME", "BUYEREMAIL", "CARDNO", "EXPIREDT", "PRODUCTCODE",
                     "BUYERID", "BUYERADDRESS", "BUYERPHONE", "QUOTA", "CARDAUTH", "CARDPWD",
                     "ETC1", "ETC2", "ETC3", "ETC4", "ETC5")
    schedule_names = ("TAXFREECD", "RECURRENCE_PAY", "RECURRENCE_TYPE", "PAY_DAY", "START_PAY_CNT", "LAST_PAY_CNT")

    def key_in(about, inputs):
        members = [("API_ID", "kpgtest")] + [(name, inputs.get(name)) for name in (*payment_names, "RETURNURL")]
        return call("key_in_payment", "/keyin/payment", about, [token, key], members, inputs)

    def recurring(about, inputs):
        members = [("API_ID", "kpgtest")] + [(name, inputs.get(name)) for name in (*payment_names, *schedule_names)]
        return call("start_recurring_payment", "/Subscribe/billkeygen", about, [token, key],
                    members + [("ENC_YN", "N")], inputs)

    payment = {"ORDERNO": "KPG-20221108-0001", "PRODUCTNAME": "사과 / 배 \"선물\"", "AMOUNT": "1000",
               "BUYERNAME": "홍길동", "BUYEREMAIL": "buyer@example.com", "CARDNO": "4111111111111111",
               "EXPIREDT": "2709"}
    more = {"PRODUCTCODE": "P1", "BUYERID": "buyer1", "BUYERADDRESS": "서울시", "BUYERPHONE": "01000000000",
            "QUOTA": "03", "CARDAUTH": "900101", "CARDPWD": "12"}
    schedule = {"RESERVE_ID": "kpgschedule00000000000000001"}
    billing = {"BILLKEY": "kpgbillkey0000000001"}
    return {
        "cookiepay-verify_payment": call("verify_payment", "/api/paycert", "TOKEN alone, without ApiKey.", [token],
                                         [("tid", "T2022110812081400001")], {"tid": "T2022110812081400001"}),
        "cookiepay-key_in_payment": key_in("Required members only; the amount is a string.", payment),
        "cookiepay-key_in_payment-all": key_in(
            "All members but most of the merchant's own.",
            {**payment, **more, "ETC1": "1", "ETC5": "5", "RETURNURL": "https://shop.example.com/result"}),
        "cookiepay-start_recurring_payment": recurring("Without a schedule.", payment),
        "cookiepay-start_recurring_payment-monthly": recurring(
            "With a schedule of 50 months.",
            {**payment, **more, "TAXFREECD": "Y", "RECURRENCE_PAY": "Y", "RECURRENCE_TYPE": "M", "PAY_DAY": "15",
             "START_PAY_CNT": "1", "LAST_PAY_CNT": "50"}),
        "cookiepay-retry_recurring_payment": call(
            "retry_recurring_payment", "/Subscribe/recurrence_request_payment", "Schedule and billing key.",
            [token, key], [("API_ID", "kpgtest"), *schedule.items(), *billing.items()], {**schedule, **billing}),
        "cookiepay-cancel_recurring_payment": call(
            "cancel_recurring_payment", "/Subscribe/recurrence_schedule_cancel", "The schedule alone.",
            [token, key], [("API_ID", "kpgtest"), *schedule.items()], schedule),
        "cookiepay-decrypt_result": call(
            "decrypt_result", "/EdiAuth/cookiepay_edi_decrypt", "ApiKey alone, without TOKEN; base64 unescaped.",
            [key], [("API_ID", "kpgtest"), ("ENC_DATA", "a+b/cQ==")], {"ENC_DATA": "a+b/cQ=="}),
    }


def file_names():
    """The files of this script, relative to this folder."""
    requests = {**konaplate_requests(), **cookiepay_requests()}
    return {f"prepared/{name}.json" for name in requests}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="compare, write nothing")
    options = arguments.parse_args()
    requests = {**konaplate_requests(), **cookiepay_requests()}
    changed = []
    for name, vector in requests.items():
        text = json.dumps(vector, ensure_ascii=False, indent=2) + "\n"
        path = HERE / "prepared" / f"{name}.json"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        changed.append(name)
        if not options.check:
            path.write_text(text, encoding="utf-8")
    for name in changed:
        print(("differs: " if options.check else "wrote: ") + f"prepared/{name}.json")
    print(f"{len(requests)} files, {len(changed)} " + ("different" if options.check else "written"))
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
