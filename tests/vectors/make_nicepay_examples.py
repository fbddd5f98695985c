#!/usr/bin/env python3
"""Computes the examples of specs/nicepay.yaml that no page prints, from the words of the manual.

Nothing here is generated from the spec or calls kpg. What a page prints (signatures of payments, three encrypted cards,
the header of Basic) is not computed here; the spec names the page.

    make_nicepay_examples.py            print the examples, operation by operation, as the spec has them

Needs python 3.10+ alone.
"""

import base64
import hashlib
import json

CLIENT = "S2_af4543a0be4d49a98122e01ec2059a56"
SECRET = "9eb85607103646da9f9c02b128f2e5ee"
MOMENT = "2021-10-05T16:56:34.447+0900"
TID, ORDER, BILL = "UT0000113m01012110051656331001", "ORDER-0001", "BIKYnictest00m1104191651325596"
SOURCE = '"Python, with hashlib, from the words of the manual: tests/vectors/make_nicepay_examples.py"'


def signed(*parts):
    """A signature, and the text that it is made of."""
    text = "".join(parts) + SECRET
    return text, hashlib.sha256(text.encode()).hexdigest()


def sent(given, *parts, name="computed"):
    """An example of a request with signData."""
    text, sign = signed(*parts)
    lines = [f"{name}:", f"  computed: {SOURCE}"]
    if given:
        pairs = ", ".join(f"{key}: {json.dumps(value)}" for key, value in given.items())
        lines.append(f"  given: {{ {pairs} }}")
    lines += [
        "  sends:",
        f'    covers: {{ signData: "{text}" }}',
        f"    fields: {{ ediDate: {json.dumps(MOMENT)}, signData: {sign} }}",
    ]
    return lines


def payment(signature, status="paid", **more):
    """The members that an answer about a payment must have."""
    body = {
        "resultCode": "0000", "resultMsg": "정상 처리되었습니다.", "tid": TID, "orderId": ORDER, "ediDate": MOMENT,
        "signature": signature, "status": status, "paidAt": MOMENT, "failedAt": "0", "cancelledAt": "0",
        "payMethod": "card", "amount": 1004, "balanceAmt": 1004, "goodsName": "생수", "useEscrow": False, "currency": "KRW",
    }
    body.update(more)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def answered(lines, body, outcome, **fields):
    pairs = ", ".join(f"{key}: {json.dumps(value)}" for key, value in fields.items())
    shown = f", fields: {{ {pairs} }}" if fields else ""
    return lines + [f"  answer: {{ body: '{body}', outcome: {outcome}, code: \"0000\"{shown} }}"]


def asked(given, body, outcome, **fields):
    """An example of a request that signs nothing, and of its answer, which does."""
    pairs = ", ".join(f"{key}: {json.dumps(value)}" for key, value in given.items())
    lines = ["computed:", f"  computed: {SOURCE}", f"  given: {{ {pairs} }}"]
    return answered(lines, body, outcome, **fields)


def form(**members):
    from urllib.parse import urlencode

    return urlencode(members)


def notice(name, body, outcome):
    return [f"{name}:", f"  computed: {SOURCE}", f"  body: '{body}'", f"  outcome: {outcome}"]


def returned(signature, **more):
    return form(
        success="true", authToken="NICEUNTTB06096FF8F653AA366E7EEED1101AAAE", tid=TID, orderId=ORDER, clientId=CLIENT,
        resultCode="0000", resultMsg="OK", amount="1004", goodsName="water", channel="pc", status="paid", ediDate=MOMENT,
        signature=signature, payMethod="card", **more,
    )


def examples():
    _, of_payment = signed(TID, "1004", MOMENT)
    _, other = signed(TID, "1005", MOMENT)
    of_event = "63b251b31c909eebef1a9f4fcc19e77bdcb8f64fc1066a29670f8627186865cd"
    event = {"tid": "UT0000113m01012111051714341073", "ediDate": "2021-11-05T17:14:35.150+0900"}
    basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    approve = sent({"tid": TID, "amount": "1004", "orderId": ORDER}, TID, "1004", MOMENT)
    approve[-1] = approve[-1].replace("{ ediDate", f'{{ Authorization: "Basic {basic}", ediDate')
    approve = answered(approve, payment(of_payment), "done", amount="1004", status="paid")
    forged = sent({"tid": TID, "amount": "1004", "orderId": ORDER}, TID, "1004", MOMENT, name="forged")[:3]
    forged.append(f"  answer: {{ body: '{payment(other)}', outcome: unknown }}")
    of_receipt = {"tid": TID, "orderId": ORDER}
    sum_of = {"orderId": ORDER, "amount": "1004"}
    return {
        "approve": approve + forged,
        "check_amount": sent({"tid": TID, "amount": "1004"}, TID, "1004", MOMENT),
        "cancel": sent({"tid": TID, "reason": "고객 요청", "orderId": ORDER}, TID, MOMENT),
        "cancel_part": sent({"tid": TID, "reason": "고객 요청", "orderId": ORDER, "cancelAmt": "500"}, TID, MOMENT),
        "net_cancel": sent({"orderId": ORDER}, ORDER, MOMENT),
        "payment": answered(sent({"tid": TID}, TID, MOMENT), payment(of_payment), "done", status="paid"),
        "payment_by_order": asked(
            {"orderId": ORDER, "orderDate": "20211005"}, payment(of_payment), "done", status="paid"),
        "pay_with_billing_key": sent({"bid": BILL, "orderId": ORDER, "amount": "1004"}, ORDER, BILL, MOMENT),
        "expire_billing_key": sent({"bid": BILL, "orderId": ORDER}, ORDER, BILL, MOMENT),
        "issue_cash_receipt": sent(sum_of, ORDER, "1004", MOMENT),
        "cancel_cash_receipt": sent({"tid": TID, "orderId": ORDER, "reason": "고객 요청"}, TID, MOMENT),
        "cash_receipt": sent({"tid": TID}, TID, MOMENT),
        "card_events": sent({"amount": "50000", "useAuth": "true"}, MOMENT),
        "interest_free": sent({"useAuth": "true"}, MOMENT),
        "checkout_payment": asked(
            {"sessionId": "checkout-20211005-0001"},
            payment(of_payment, sessionId="checkout-20211005-0001"), "done", status="paid"),
        "register_billing_key": sent({"orderId": ORDER}, ORDER, MOMENT),
        "register_billing_key_aes_128": sent({"orderId": ORDER}, ORDER, MOMENT),
        "epay": sent(sum_of, ORDER, "1004", MOMENT),
        "payment_event": notice("published_signature", payment(of_event, **event), "genuine")
        + notice("other_amount", payment(of_event, **{**event, "amount": 1005}), "forged"),
        "authentication_returned": notice(
            "published_signature",
            form(
                authResultCode="0000", authResultMsg="OK", tid=TID, clientId=CLIENT, orderId=ORDER, amount="1004",
                authToken="NICEUNTTB06096FF8F653AA366E7EEED1101AAAE",
                signature="99ea68bf15681741e793ece56ab87891b9bdc94cd54abdcb55b2884f4336155a"),
            "genuine"),
        "payment_returned": notice("computed", returned(of_payment), "genuine"),
        "checkout_returned": notice("computed", returned(of_payment, sessionId="checkout-20211005-0001"), "genuine"),
    }


if __name__ == "__main__":
    for operation, lines in examples().items():
        print(f"  {operation}:\n    examples:")
        print("\n".join("      " + line for line in lines))
