#!/usr/bin/env python3
"""Makes the outside vectors that kpg's recipes and requests are tested against.

Nothing here is generated from a spec or calls kpg: it is a second, hand-written reading of the vendors'
documents. See README.md for what each file proves.

    make_vectors.py            recompute everything; keep the test keys and the random JWEs
    make_vectors.py --check    recompute and compare with the files; write nothing; exit 1 on a difference
    make_vectors.py --fresh    also make new test keys and JWEs (changes every RSA and JWE value)

Needs python 3.10+, openssl 3 on the path, and the packages cryptography, jwcrypto and pycryptodome.
"""

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from Crypto.Cipher import AES, PKCS1_OAEP
from Crypto.Hash import SHA256
from Crypto.PublicKey import RSA
from Crypto.Signature import pkcs1_15
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from jwcrypto import jwe, jwk
from jwcrypto.common import json_encode

HERE = Path(__file__).resolve().parent
SIGNING_KEY = "keys/TEST-ONLY-signing-rsa2048.pkcs8.pem"
JWE_KEY = "keys/TEST-ONLY-jwe-rsa2048.pkcs8.pem"

CLOCK = "2022-11-08T12:08:14.608+09:00"  # the moment in the sample token of a vendor's guide
RANDOM_HEX = "0a1b2c3"

ENCRYPTION_KEY = "1" * 32  # a published value of one vendor comes from this key and vector
ENCRYPTION_IV = "1" * 16


# --- primitives -------------------------------------------------------------------------------------


def sha256_hex(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def hmac_sha256_base64(key, message):
    return base64.b64encode(hmac.new(key.encode("utf-8"), message.encode("utf-8"), hashlib.sha256).digest()).decode()


def rsa_sha256_base64(key_file, message):
    """RSASSA-PKCS1-v1_5 with SHA-256: no randomness, so the same every time."""
    key = serialization.load_pem_private_key((HERE / key_file).read_bytes(), password=None)
    return base64.b64encode(key.sign(message.encode("utf-8"), padding.PKCS1v15(), hashes.SHA256())).decode()


def openssl(*arguments, stdin=b""):
    return subprocess.run(["openssl", *arguments], input=stdin, check=True, capture_output=True, cwd=HERE).stdout


def same(what, first, second):
    """A value that two implementations, or this script and the facts, must agree on."""
    if first != second:
        sys.exit(f"{what}: {first!r} is not {second!r}")
    return first


def base64url_bytes(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def base64url_text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def clock(mask):
    """The fixed clock reading, in Korean time, in a mask such as yyyyMMddHHmmssSSS, or as epoch_ms."""
    moment = datetime.fromisoformat(CLOCK)
    if mask == "epoch_ms":
        return str(int(moment.timestamp()) * 1000 + moment.microsecond // 1000)
    parts = [
        ("yyyy", f"{moment.year:04}"), ("yy", f"{moment.year % 100:02}"), ("MM", f"{moment.month:02}"),
        ("dd", f"{moment.day:02}"), ("HH", f"{moment.hour:02}"), ("mm", f"{moment.minute:02}"),
        ("SSS", f"{moment.microsecond // 1000:03}"), ("ss", f"{moment.second:02}"),
    ]
    out = ""
    while mask:
        letters, value = next(part for part in parts if mask.startswith(part[0]))
        out, mask = out + value, mask[len(letters):]
    return out


# --- bodies -----------------------------------------------------------------------------------------


def json_body(members):
    """Compact JSON, members in the order given, absent ones left out, nothing escaped that need not be."""
    present = {name: value for name, value in members if value is not None}
    return json.dumps(present, ensure_ascii=False, separators=(",", ":"))


UNESCAPED = set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._")


def form_escape(text):
    """application/x-www-form-urlencoded as the URL standard serialises it (urllib differs in * and ~)."""
    return "".join(
        chr(byte) if byte in UNESCAPED else "+" if byte == 0x20 else f"%{byte:02X}" for byte in text.encode("utf-8")
    )


def form_body(members):
    return "&".join(f"{form_escape(name)}={form_escape(str(value))}" for name, value in members if value is not None)


CONTENT_TYPES = {
    "json": "application/json; charset=utf-8",
    "form": "application/x-www-form-urlencoded; charset=utf-8",
}


# --- test keys --------------------------------------------------------------------------------------


def make_keys(fresh, check):
    for key in (SIGNING_KEY, JWE_KEY):
        public = key.replace(".pkcs8.pem", ".public.pem")
        if fresh or not (check or (HERE / key).exists()):
            openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key)
            openssl("pkey", "-in", key, "-pubout", "-out", public)
        same(f"public half of {key}", openssl("pkey", "-in", key, "-pubout"), (HERE / public).read_bytes())


# --- recipes ----------------------------------------------------------------------------------------


def rsa_vectors():
    """bccard SIGNATURE: SHA256withRSA over two values with nothing between them, base64."""
    vectors = []
    for fields in (("11112234512", "98181361"), ("KPG-20221108-0001", "00000001")):
        message = "".join(fields)
        signature = rsa_sha256_base64(SIGNING_KEY, message)
        signed = openssl("dgst", "-sha256", "-sign", SIGNING_KEY, stdin=message.encode())
        same("openssl's signature", signature, base64.b64encode(signed).decode())
        key = RSA.import_key((HERE / SIGNING_KEY).read_bytes())
        again = pkcs1_15.new(key).sign(SHA256.new(message.encode()))
        same("pycryptodome's signature", signature, base64.b64encode(again).decode())
        vectors.append({
            "AFFI_CO_TRNS_UNIQ_NO": fields[0],
            "CARD_CO_AUTH_NO": fields[1],
            "message": message,
            "signature_base64": signature,
        })
    same("the message of the document's sample", vectors[0]["message"], "1111223451298181361")
    return {
        "about": "bccard SIGNATURE: RSASSA-PKCS1-v1_5 with SHA-256 over the message in UTF-8, standard base64.",
        "key_file": SIGNING_KEY,
        "vectors": vectors,
    }


def welcome_signature(mid, sign_key, timestamp, signed=()):
    """Table of prepare01, section 3.2: mid, mkey, what the operation adds, timestamp, in this order."""
    mkey = sha256_hex(sign_key)
    pairs = [("mid", mid), ("mkey", mkey), *signed, ("timestamp", timestamp)]
    documented = "".join(value for _, value in pairs)
    name_value = "&".join(f"{name}={value}" for name, value in pairs)
    return {
        "sign_key": sign_key,
        "mid": mid,
        "timestamp": timestamp,
        "signed": [list(pair) for pair in signed],
        "mkey": mkey,
        "documented": {"message": documented, "signature": sha256_hex(documented)},
        "name_value": {"message": name_value, "signature": sha256_hex(name_value)},
    }


def welcome_vectors():
    golden = welcome_signature("welcometst", "sample-signkey-0001", "20190906110100")
    # Golden values of the facts file (W6.3), computed there by other code.
    same("mkey", golden["mkey"], "f65cdaf6c344c3d94068a6cbed46478157062df5201f032f0b87cc7039af2d56")
    same("documented", golden["documented"]["signature"],
         "314a17d0faeb688fd5cfd7910fac62e433666269f29faa4328eda69ea914287e")
    same("name_value", golden["name_value"]["signature"],
         "1e5314e5cef0aaa84f5de2ee11a971ecca60e4395d7529398fee0227c2910b55")
    prepared = welcome_signature("welcometst", "sample-signkey-0001", clock("yyyyMMddHHmmss"))
    order = welcome_signature("welcometst", "sample-signkey-0001", "20190906110100",
                              [("oid", "ORDER-0001"), ("price", "1000")])
    same("name_value of a billing approval", order["name_value"]["signature"],
         "75cf745be9183f944dbacb85e8f5df3f3ece8cd30b64ff621273678a49575d5b")
    card = welcome_signature("welcometst", "sample-signkey-0001", "20190906110100",
                             [("cardNumber", "4111111111111111")])
    same("name_value of a billing key, in the listed order", card["name_value"]["signature"],
         "c66855955a6557df4819ccd31bb1004ae2627de1019e04d53a629de0a07ff32b")
    # The alphabetical order, which integrators do not use: the facts' value for it must be another one.
    alphabetical = "&".join(sorted(card["name_value"]["message"].split("&")))
    same("the alphabetical order", sha256_hex(alphabetical),
         "9bc5568849284409de8f016ab85a0ecf0f7341feff6928263ea92b6f34750648")
    link = welcome_signature("welcometst", "sample-signkey-0001", clock("epoch_ms"),
                             [("P_OID", "ORDER-0001"), ("P_AMT", "1000")])
    vectors = [golden, prepared, order, card, link]
    for vector in vectors:
        for text, digest in (
            (vector["sign_key"], vector["mkey"]),
            (vector["documented"]["message"], vector["documented"]["signature"]),
            (vector["name_value"]["message"], vector["name_value"]["signature"]),
        ):
            printed = openssl("dgst", "-sha256", "-r", stdin=text.encode()).decode().split()[0]
            same("openssl's digest", digest, printed)
    return {
        "about": "welcome signature: mkey is the lower-case hex SHA-256 of signKey; the signature is the lower-case "
                 "hex SHA-256 of the message, bare (documented) or as name=value pairs (name_value). signed is what "
                 "an operation signs besides mid, mkey and timestamp; card numbers are signed plain.",
        "vectors": vectors,
    }


def aes_cbc_base64(plain):
    """AES-256-CBC with PKCS#7; key and vector are the characters of the texts; standard base64."""
    key, vector = ENCRYPTION_KEY.encode("ascii"), ENCRYPTION_IV.encode("ascii")
    padder = PKCS7(128).padder()
    padded = padder.update(plain.encode("utf-8")) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    encrypted = encryptor.update(padded) + encryptor.finalize()
    missing = 16 - len(plain.encode("utf-8")) % 16
    again = AES.new(key, AES.MODE_CBC, iv=vector).encrypt(plain.encode("utf-8") + bytes([missing]) * missing)
    same("pycryptodome's ciphertext", encrypted, again)
    third = openssl("enc", "-aes-256-cbc", "-K", key.hex(), "-iv", vector.hex(), stdin=plain.encode("utf-8"))
    same("openssl's ciphertext", encrypted, third)
    return base64.b64encode(encrypted).decode()


def cipher_vectors():
    # The first value is printed in payapi01, section 1.3; the next three stand in the facts file (W7).
    cases = [
        ("test", "oijMQxRyQIcHc1qJ+Um2DA=="),
        ("4111111111111111", "2DRnj203kuFVdk++pHEmf3F67iNYddX+0D4cO95pElA="),
        ("900101", "XkqWfjtaEW6OJNUroeuoUw=="),
        ("12", "ATg2WdDAyu18rrNkY9R91w=="),
        ("1234567890", None),
        ("411111111111111", None),
        ("12345678901234567890", None),
    ]
    vectors = []
    for plain, expected in cases:
        encrypted = aes_cbc_base64(plain)
        if expected:
            same(f"ciphertext of {plain}", encrypted, expected)
        vectors.append({"plain": plain, "encrypted": encrypted, "published": plain == "test"})
    return {
        "about": "welcome field encryption: AES-256-CBC with PKCS#7 over the UTF-8 bytes, key and initialisation "
                 "vector taken as the characters they are, standard base64. The vendor prints the first value.",
        "key": ENCRYPTION_KEY,
        "iv": ENCRYPTION_IV,
        "vectors": vectors,
    }


# The QR code of getMpmQrInfo and verifyMpmQr, as the vendor prints it.
QR_DATA = (
    "0002010102121531260004102600041075112872400000026310014D41000000140100509000000001520472105303410540432515802KR"
    "5910CleanTopia6010KYUNGGI-DO610513204625603090000000010515MQ202090000979306081000011407080000000164210002ko"
    "0104비씨카드0203경기도630439F0"
)


def emv_crc(payload, charset="utf-8"):
    """EMVCo, QR codes that merchants present, 4.7.3: CRC-16 1021, initial FFFF, over all before the CRC."""
    data = payload.encode(charset)
    register = 0xFFFF
    for byte in data:
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1 ^ 0x1021 if register & 0x8000 else register << 1) & 0xFFFF
    same("binascii's CRC", register, binascii.crc_hqx(data, 0xFFFF))
    return f"{register:04X}"


def tags(text):
    """The objects of an EMV QR text; lengths count characters."""
    found = []
    while text:
        tag, length = text[:2], int(text[2:4])
        found.append((tag, text[4:4 + length]))
        text = text[4 + length:]
    return found


def emv_vectors():
    same("the document's CRC", emv_crc(QR_DATA[:-4]), "39F0")
    same("characters and bytes", (len(QR_DATA), len(QR_DATA.encode("utf-8"))), (241, 255))
    same("the last object", tags(QR_DATA)[-1], ("63", "39F0"))
    euc_kr = QR_DATA[:-4] + same("the CRC over EUC-KR", emv_crc(QR_DATA[:-4], "euc_kr"), "FE2C")
    plain = "00020101021226110007KPGTEST5204000053034105802KR5903KPG6005SEOUL6304"
    tags(plain + "0000")
    return {
        "about": "EMV QR texts: the last four characters are the CRC-16 (polynomial 1021, initial FFFF) of the UTF-8 "
                 "bytes of everything before them, in capital hexadecimal digits. refused must not be sent.",
        "vectors": [
            {"why": "printed by the vendor, with Korean words", "text": QR_DATA},
            {"why": "made here, ASCII", "text": plain + emv_crc(plain)},
        ],
        "refused": [
            {"why": "one digit of the CRC differs", "text": QR_DATA[:-1] + "1"},
            {"why": "one digit of the amount differs", "text": QR_DATA.replace("54043251", "54043252")},
            {"why": "the CRC is that of the EUC-KR bytes", "text": euc_kr},
            {"why": "the CRC is missing", "text": QR_DATA[:-8]},
            {"why": "a blank follows", "text": QR_DATA + " "},
        ],
    }


def konaplate_token(secret_key, body, time):
    mac = hmac_sha256_base64(secret_key, body)
    raw = openssl("dgst", "-sha256", "-hmac", secret_key, "-binary", stdin=body.encode())
    same("openssl's HMAC", mac, base64.b64encode(raw).decode())
    return mac, f"KMV1:{time}:{mac}"


def konaplate_vectors():
    time = clock("yyyyMMddHHmmssSSS")
    # Tokens of the facts file (A4), computed there by other code.
    cases = [
        ("{}", "KMV1:20221108120814608:L1kEC2O3IAWYREI52iyaTzq8XENCWbIxJtclFNq4zQk="),
        ('{"sequenceId":"202211149990015","userId":1}',
         "KMV1:20221108120814608:ZjiEmKBQY3drN7WEpHdKGnYqy/oeRSjHuDZBg+MtKkI="),
        ('{"reason":"고객 요청"}', None),
    ]
    vectors = []
    for body, expected in cases:
        mac, token = konaplate_token("test-secret", body, time)
        if expected:
            same("token", token, expected)
        vectors.append({"secret_key": "test-secret", "time": time, "body": body, "mac_base64": mac, "token": token})
    same("the token's length", {len(vector["token"]) for vector in vectors}, {67})
    return {
        "about": "konaplate X-KM-Tran-Token: KMV1, the time, and the base64 HMAC-SHA256 of the final body's UTF-8 "
                 "bytes, keyed with the secret key's UTF-8 bytes, joined by colons.",
        "vectors": vectors,
    }


def form_vectors():
    cases = [
        [("plain", "1000")],
        [("base64", "a+b/c=="), ("blank", "고객 요청")],
        [("kept", "AZaz09*-._"), ("escaped", "~!'()&=%\"")],
        [("empty", "")],
    ]
    return {
        "about": "application/x-www-form-urlencoded: all bytes but A-Z a-z 0-9 * - . _ are percent-encoded in capitals, "
                 "a blank becomes a plus sign.",
        "vectors": [{"members": [list(member) for member in case], "body": form_body(case)} for case in cases],
    }


# --- JWE --------------------------------------------------------------------------------------------

PLAIN = '{"response":{"code":"000_000","description":"Success."},"isPending":false}'


def encrypt(key_file, header, plain=PLAIN):
    """A compact JWE made by jwcrypto. Key and initialisation vector are random."""
    # jwcrypto allows RSA-OAEP only when asked; a refused case needs it.
    token = jwe.JWE(plain.encode(), json_encode(header), algs=["RSA-OAEP", "RSA-OAEP-256", header["enc"]])
    token.add_recipient(jwk.JWK.from_pem((HERE / key_file).read_bytes()))
    return token.serialize(compact=True)


def decrypt_by_openssl_and_pycryptodome(compact):
    """Opens a JWE without jwcrypto: openssl unwraps the key, pycryptodome both unwraps it and opens the content."""
    header, wrapped, vector, ciphertext, tag = compact.split(".")
    key = openssl("pkeyutl", "-decrypt", "-inkey", JWE_KEY, "-pkeyopt", "rsa_padding_mode:oaep",
                  "-pkeyopt", "rsa_oaep_md:sha256", "-pkeyopt", "rsa_mgf1_md:sha256", stdin=base64url_bytes(wrapped))
    private = RSA.import_key((HERE / JWE_KEY).read_bytes())
    same("pycryptodome's content key", key, PKCS1_OAEP.new(private, hashAlgo=SHA256).decrypt(base64url_bytes(wrapped)))
    cipher = AES.new(key, AES.MODE_GCM, nonce=base64url_bytes(vector))
    cipher.update(header.encode("ascii"))
    return len(key) * 8, cipher.decrypt_and_verify(base64url_bytes(ciphertext), base64url_bytes(tag)).decode()


def flip_last_bit(part):
    data = bytearray(base64url_bytes(part))
    data[-1] ^= 1
    return base64url_text(bytes(data))


def jwe_vectors(fresh):
    path = HERE / "jwe.json"
    kept = {} if fresh or not path.exists() else {v["name"]: v for v in json.loads(path.read_text())["vectors"]}
    headers = {
        "a128gcm": {"alg": "RSA-OAEP-256", "enc": "A128GCM"},
        "a256gcm": {"alg": "RSA-OAEP-256", "enc": "A256GCM"},
        "a128gcm_with_key_id": {"alg": "RSA-OAEP-256", "enc": "A128GCM", "kid": "0123456789abcdef0123456789abcdef"},
    }
    vectors = []
    for name, header in headers.items():
        compact = kept[name]["compact"] if name in kept else encrypt(JWE_KEY, header)
        bits, plain = decrypt_by_openssl_and_pycryptodome(compact)
        same(f"plain text of {name}", plain, PLAIN)
        same(f"key size of {name}", bits, 128 if header["enc"] == "A128GCM" else 256)
        same(f"header of {name}", json.loads(base64url_bytes(compact.split(".")[0])), header)
        vectors.append({"name": name, "header": header, "compact": compact, "body": json_body([("encData", compact)])})
    kept_refused = {} if fresh or not path.exists() else {v["name"]: v for v in json.loads(path.read_text())["refused"]}
    parts = vectors[0]["compact"].split(".")
    refused = [
        ("tag_changed", "one bit of the tag differs", ".".join(parts[:4] + [flip_last_bit(parts[4])])),
        ("ciphertext_changed", "one bit of the ciphertext differs", ".".join(parts[:3] + [flip_last_bit(parts[3]), parts[4]])),
        ("header_changed", "a member was added to the protected header",
         ".".join([base64url_text(b'{"alg":"RSA-OAEP-256","enc":"A128GCM","kid":"x"}')] + parts[1:])),
        ("tag_cut", "the tag has 12 bytes", ".".join(parts[:4] + [base64url_text(base64url_bytes(parts[4])[:12])])),
        ("parts_missing", "four parts instead of five", ".".join(parts[:4])),
    ]
    for name, why, key, header in (
        ("other_key", "encrypted for another key", SIGNING_KEY, headers["a128gcm"]),
        ("rsa_oaep_sha1", "alg is RSA-OAEP", JWE_KEY, {"alg": "RSA-OAEP", "enc": "A128GCM"}),
        ("a192gcm", "enc is A192GCM", JWE_KEY, {"alg": "RSA-OAEP-256", "enc": "A192GCM"}),
        ("compressed", "zip is DEF", JWE_KEY, {"alg": "RSA-OAEP-256", "enc": "A128GCM", "zip": "DEF"}),
    ):
        compact = kept_refused[name]["compact"] if name in kept_refused else encrypt(key, header)
        refused.append((name, why, compact))
    return {
        "about": "Compact JWEs made by jwcrypto for the test key, opened here again by openssl and pycryptodome. "
                 "body is the answer as the vendor would send it. refused must not be opened.",
        "key_file": JWE_KEY,
        "plain": PLAIN,
        "vectors": vectors,
        "refused": [{"name": name, "why": why, "compact": compact} for name, why, compact in refused],
    }


# --- whole requests ---------------------------------------------------------------------------------


def prepared(vendor, operation, about, environment, url, encoding, headers, members, **given):
    """One expected request. Headers and members stand in the order of the vendor's tables."""
    body = form_body(members) if encoding == "form" else json_body(members)
    if callable(headers):
        headers = headers(body)
    sent = {name: value for name, value in headers if value is not None}
    sent["Content-Type"] = CONTENT_TYPES[encoding]
    return {
        "about": about,
        "vendor": vendor,
        "operation": operation,
        "environment": environment,
        "clock": CLOCK,
        "random_hex": given.get("random_hex"),
        "credentials": given.get("credentials", {}),
        "session": given.get("session", {}),
        "options": given.get("options", {}),
        "inputs": given["inputs"],
        "request": {"method": "POST", "url": url, "headers": sent, "body": body},
        "body_bytes": len(body.encode("utf-8")),
        "body_sha256": sha256_hex(body),
        "computed": given.get("computed", {}),
    }


WELCOME_CREDENTIALS = {
    "merchant_id": "welcometst",
    "sign_key": "sample-signkey-0001",
    "encryption_key": ENCRYPTION_KEY,
    "encryption_iv": ENCRYPTION_IV,
}


def welcome_request(operation, path, about, table, inputs, signed=(), encrypted=(), variant="documented", epoch=False):
    """Members as the operation's table numbers them; what the merchant's client supplies is filled in here."""
    timestamp = clock("epoch_ms" if epoch else "yyyyMMddHHmmss")
    computed = welcome_signature(WELCOME_CREDENTIALS["merchant_id"], WELCOME_CREDENTIALS["sign_key"], timestamp,
                                 [(name, inputs[name]) for name in signed])
    supplied = {"mid": WELCOME_CREDENTIALS["merchant_id"], "timestamp": timestamp,
                "signature": computed[variant]["signature"]}
    same(f"members of {operation} that no table has", set(inputs) - set(table.split()), set())
    members = []
    for name in table.split():
        value = supplied.get(name, inputs.get(name))
        members.append((name, aes_cbc_base64(value) if value is not None and name in encrypted else value))
    options = {"signature_variant": variant}
    if epoch:
        options["timestamp_variant"] = "epoch_milliseconds"
    return prepared("welcome", operation, about, "test", f"https://tpayapi.paywelcome.co.kr{path}", "form", [], members,
                    credentials=WELCOME_CREDENTIALS, options=options, inputs=inputs,
                    computed={"mkey": computed["mkey"], "message": computed[variant]["message"]})


def welcome_cancels():
    # payapi02, sections 2.1 and 2.2.
    whole = {"payType": "card", "tid": "StdpayCARDwelcometst20190906105353123", "price": "1000", "currency": "WON"}
    mobile = {"payType": "hpp", "tid": "StdpayHPP_welcometst20190906105353123", "price": "9007199254740993",
              "currency": "WON", "cancelType": "C"}
    part = {"payType": "bank", "tid": "StdpayBANKwelcometst20190906105353123", "cancelPrice": "300",
            "confirmPrice": "700", "currency": "WON", "tax": "27", "taxfree": "0"}
    little = {"payType": "card", "tid": "StdpayCARDwelcometst20190906105353123", "cancelPrice": "700",
              "confirmPrice": "0", "currency": "USD"}

    def cancel(about, inputs, variant="documented"):
        return welcome_request("cancel", "/cancel/cancel", about,
                               "payType mid tid price currency timestamp signature cancelType", inputs, variant=variant)

    def partial(about, inputs):
        return welcome_request("partial_cancel", "/cancel/repay", about,
                               "payType mid tid cancelPrice confirmPrice currency tax taxfree timestamp signature", inputs)

    return {
        "welcome-cancel": cancel("Required members only; the documented signature.", whole),
        "welcome-cancel-name_value": cancel(
            "Net-cancel of a mobile payment, an amount beyond 2^53, the name_value signature.", mobile, "name_value"),
        "welcome-partial_cancel": partial("With tax, and a tax-free amount of zero, which is sent.", part),
        "welcome-partial_cancel-last": partial("Without tax; what remains is zero, which is sent.", little),
    }


def welcome_billing():
    # payapi03 and payapi04. Card number, birth or business number and password digits are encrypted.
    card = {"cardNumber": "4111111111111111", "cardExpireYY": "27", "cardExpireMM": "09"}
    holder = {"registNo": "900101", "passwd": "12"}
    buyer = {"buyerName": "홍길동", "buyerTel": "01000000000", "buyerEmail": "buyer+kpg@example.com"}
    order = {"oid": "ORDER-0001", "price": "1000"}
    secret = ("cardNumber", "registNo", "passwd")

    def issue(about, inputs, **how):
        table = ("mid goodsName price buyerName buyerTel buyerEmail cardNumber cardExpireYY cardExpireMM registNo passwd "
                 "payPeriodCode etc timestamp signature")
        return welcome_request("issue_billing_key", "/billing/billkey/card", about, table, inputs, ("cardNumber",), secret,
                               **how)

    def issue_unauthenticated(about, inputs, **how):
        table = ("mid goodsName price buyerName buyerTel buyerEmail cardNumber cardExpireYY cardExpireMM payPeriodCode etc "
                 "timestamp signature")
        return welcome_request("issue_billing_key_unauthenticated", "/noauth/billkey/card", about, table, inputs,
                               ("cardNumber",), secret, **how)

    def approve(about, inputs, **how):
        table = ("mid oid goodsName price tax taxfree buyerName buyerTel buyerEmail billkey cardQuota quotaInterest "
                 "timestamp signature")
        return welcome_request("approve_billing", "/billing/billpay", about, table, inputs, ("oid", "price"), **how)

    def approve_phone(about, inputs, **how):
        table = "mid oid goodsName price buyerName buyerTel buyerEmail billkey timestamp signature"
        return welcome_request("approve_phone_billing", "/billing/hppbillpay", about, table, inputs, ("oid", "price"),
                               **how)

    def key_in(about, inputs, **how):
        table = ("mid cardNumber cardExpireYY cardExpireMM registNo passwd cardQuota quotaInterest oid price tax taxfree "
                 "goodsName buyerName buyerTel buyerEmail timestamp signature")
        return welcome_request("key_in_payment", "/noauth/pay/card", about, table, inputs, ("oid", "price"), secret, **how)

    return {
        "welcome-issue_billing_key": issue(
            "Every member; three encrypted ones, whose + and / and = are percent-encoded; the card number signed plain.",
            {"goodsName": "정기구독 A&B", "price": "0", **buyer, **card, **holder, "payPeriodCode": "M01", "etc": "kpg"}),
        "welcome-issue_billing_key-name_value": issue(
            "Required members only, a company's card, the name_value signature in the listed order.",
            {"buyerName": "홍길동", **card, "cardNumber": "411111111111111", "registNo": "1234567890", "passwd": "12",
             "etc": "kpg"}, variant="name_value"),
        "welcome-issue_billing_key_unauthenticated": issue_unauthenticated(
            "Required members only.", {"buyerName": "홍길동", **card}),
        "welcome-approve_billing": approve(
            "Every member; a tax-free amount of zero, which is sent.",
            {**order, "goodsName": "정기구독", "tax": "90", "taxfree": "0", **buyer, "billkey": "BILLKEY0000000001",
             "cardQuota": "02", "quotaInterest": "1"}),
        "welcome-approve_billing-epoch": approve(
            "Required members only; milliseconds since 1970, the name_value signature.",
            {**order, "buyerName": "홍길동", "billkey": "BILLKEY0000000001"}, variant="name_value", epoch=True),
        "welcome-delete_billing_key": welcome_request(
            "delete_billing_key", "/billing/billkey/delete", "One member of the caller's.",
            "mid billkey timestamp signature", {"billkey": "BILLKEY0000000001"}),
        "welcome-approve_phone_billing": approve_phone(
            "Every member.", {**order, "goodsName": "정기구독", **buyer, "billkey": "BILLKEY0000000001"}),
        "welcome-key_in_payment": key_in(
            "Every member.",
            {**card, **holder, "cardQuota": "00", "quotaInterest": "0", **order, "tax": "90", "taxfree": "0",
             "goodsName": "정기구독", **buyer}),
        "welcome-key_in_payment-three_months": key_in(
            "Required members only; a number of instalments that the table does not list.",
            {**card, "cardQuota": "03", "quotaInterest": "1", **order, "buyerName": "홍길동"}),
        "welcome-card_prefix": welcome_request(
            "card_prefix", "/search/card/prefix", "Six digits, not encrypted.", "mid cardNumber timestamp signature",
            {"cardNumber": "411111"}, ("cardNumber",)),
    }


def welcome_escrow():
    # payapi06 and payapi07. At the time of reading, section 6.4 prints the address of section 6.3; the address here is
    # that of the page's first version.
    payment = "StdpayVBNKwelcometst20190906105353123"
    client = {"clientIp": "203.0.113.7"}
    delivery = {
        **client, "tid": payment, "oid": "ORDER-0001", "soid": "1", "report": "I", "invoice": "1234567890",
        "registName": "홍길동", "exCode": "EPOST", "exName": "우체국택배", "charge": "S", "invoiceDay": "20190906",
        "sendName": "홍길동", "sendPost": "04524", "sendAddr1": "서울특별시 중구 세종대로 110", "sendAddr2": "1층",
        "sendTel": "0200000000", "recvName": "김철수", "recvPost": "06236", "recvAddr": "서울특별시 강남구 테헤란로 1",
        "recvTel": "01000000000", "price": "1000",
    }
    table = ("mid clientIp tid oid soid report invoice registName exCode exName charge invoiceDay sendName sendPost "
             "sendAddr1 sendAddr2 sendTel recvName recvPost recvAddr recvTel goodsCode goods goodsCnt price timestamp "
             "signature")
    link_table = ("mid payType P_GOODS P_OID P_AMT P_HPP_METHOD P_QUOTABASE P_NOTI_URL P_RETURN_URL P_NEXT_URL P_RESERVED "
                  "P_CHARSET timestamp signature")
    pages = {"P_RETURN_URL": "https://shop.example/return?a=1&b=2", "P_NEXT_URL": "https://shop.example/next"}
    card = {"payType": "card", "P_GOODS": "운동화", "P_OID": "ORDER-0001", "P_AMT": "1000", "P_QUOTABASE": "01:02:03",
            **pages, "P_RESERVED": "twotrs_isp=Y&block_isp=Y&twotrs_isp_noti=N", "P_CHARSET": "utf8"}
    phone = {"payType": "hpp", "P_GOODS": "e-book", "P_OID": "ORDER-0001", "P_AMT": "999999999", "P_HPP_METHOD": "1",
             "P_NOTI_URL": "https://shop.example/noti", **pages, "P_RESERVED": "apprun_check=Y"}

    def link(about, inputs, **how):
        return welcome_request("payment_link", "/smspay/makeUrl", about, link_table, inputs, ("P_OID", "P_AMT"), **how)

    return {
        "welcome-escrow_delivery": welcome_request(
            "escrow_delivery", "/escrow/delivery", "Required members only.", table, delivery),
        "welcome-escrow_delivery-goods": welcome_request(
            "escrow_delivery", "/escrow/delivery", "A change, with the goods.", table,
            {**delivery, "report": "U", "charge": "B", "goodsCode": "G-0001", "goods": "운동화", "goodsCnt": "2"}),
        "welcome-escrow_confirm": welcome_request(
            "escrow_confirm", "/escrow/buyconfirm", "Every member.", "mid clientIp originalTid buyName timestamp signature",
            {**client, "originalTid": payment, "buyName": "홍길동"}),
        "welcome-escrow_deny": welcome_request(
            "escrow_deny", "/escrow/buydeny", "Every member.",
            "mid clientIp originalTid buyName denyMsg refundBankCode refundAccount refundName timestamp signature",
            {**client, "originalTid": payment, "buyName": "홍길동", "denyMsg": "상품 불량", "refundBankCode": "04",
             "refundAccount": "0000000000000", "refundName": "홍길동"}),
        "welcome-escrow_deny_confirm": welcome_request(
            "escrow_deny_confirm", "/escrow/denyconfirm", "Every member.",
            "mid clientIp originalTid dcnfName timestamp signature",
            {**client, "originalTid": payment, "dcnfName": "홍길동"}),
        "welcome-escrow_status": welcome_request(
            "escrow_status", "/escrow/checkstatus", "Every member.", "mid clientIp tid timestamp signature",
            {**client, "tid": payment}),
        "welcome-payment_link": link(
            "A card payment, with instalments; P_OID is signed before P_AMT.", card, variant="name_value", epoch=True),
        "welcome-payment_link-phone": link("A mobile phone payment; the greatest amount.", phone),
    }


def bccard_requests():
    # Development host, header table and member table of each page; capitals as in the tables.
    base = "https://apidev.bccard.com/pay/qrdev/v1.0/mpm"
    url = f"{base}/affi_co_trans_cancle"
    credentials = {"api_key": "1231231231", "affiliate_id": "bcqrcpay", "private_key": {"key_file": SIGNING_KEY}}

    def cancel(about, encoding, inputs):
        message = inputs["AFFI_CO_TRNS_UNIQ_NO"] + inputs["CARD_CO_AUTH_NO"]
        members = [(name, inputs[name])
                   for name in ("AFFI_CO_TRNS_UNIQ_NO", "CARD_CO_AUTH_NO", "TRNS_ATON", "QR_REFERENCE_ID")]
        members += [("AFFI_CO_ID", "bcqrcpay"), ("SIGNATURE", rsa_sha256_base64(SIGNING_KEY, message))]
        headers = [("x-bc-txid", inputs.get("x-bc-txid")), ("apikey", "1231231231")]
        return prepared("bccard", "cancel", about, "development", url, encoding, headers, members,
                        credentials=credentials, options={"request_encoding": encoding}, inputs=inputs,
                        computed={"message": message})

    def call(operation, path, about, encoding, table, inputs, key=True, **supplied):
        members = [(name, supplied.get(name, inputs.get(name))) for name in table.split()]
        headers = [("x-bc-txid", inputs.get("x-bc-txid")), ("apikey", "1231231231" if key else None)]
        return prepared("bccard", operation, about, "development", f"{base}/{path}", encoding, headers, members,
                        credentials=credentials, options={"request_encoding": encoding}, inputs=inputs)

    def create(about, encoding, inputs):
        table = ("REQ_DATA_TYPE REQ_DATA_VALUE QR_TYPE AMOUNT TRANSACTION_CURRENCY AFFI_CO_ID AFFI_CO_REQ_VAL IMAGE_SIZE "
                 "IMAGE_FORMAT")
        return call("create_qr", "qrcode_gen", about, encoding, table, inputs, AFFI_CO_ID="bcqrcpay")

    def info(about, encoding, inputs):
        return call("qr_info", "get_qr_info", about, encoding, "AFFI_CO_TRNS_UNIQ_NO QR_DATA", inputs)

    def verify(about, encoding, inputs):
        # The header table of this page has no apikey.
        return call("verify_qr", "qr_verify", about, encoding, "QR_DATA AFFI_CO_ID", inputs, key=False,
                    AFFI_CO_ID="bcqrcpay")

    def last(about, encoding, inputs):
        return call("last_transaction", "last_trns_info", about, encoding, "REQ_DATA_TYPE REQ_DATA_VALUE AFFI_CO_ID",
                    inputs, REQ_DATA_TYPE="4", AFFI_CO_ID="bcqrcpay")

    sample = {"AFFI_CO_TRNS_UNIQ_NO": "11112234512", "CARD_CO_AUTH_NO": "98181361", "TRNS_ATON": "20190916105353",
              "QR_REFERENCE_ID": "MQ2019900086179"}
    with_amount = {"REQ_DATA_TYPE": "2", "REQ_DATA_VALUE": "361|7653937", "QR_TYPE": "2", "AMOUNT": "1004",
                   "TRANSACTION_CURRENCY": "410", "AFFI_CO_REQ_VAL": "QR1873937", "IMAGE_SIZE": "200",
                   "IMAGE_FORMAT": "png"}
    without_amount = {"REQ_DATA_TYPE": "1", "REQ_DATA_VALUE": "900003241", "QR_TYPE": "1", "TRANSACTION_CURRENCY": "410",
                      "AFFI_CO_REQ_VAL": "QR987662", "IMAGE_SIZE": "300", "IMAGE_FORMAT": "jpg"}
    scanned = {"AFFI_CO_TRNS_UNIQ_NO": "1182083830311", "QR_DATA": QR_DATA}
    reference = {"REQ_DATA_VALUE": "MQ2019900086199"}
    return {
        "bccard-cancel-json": cancel("The document's sample values, as JSON.", "json", sample),
        "bccard-cancel-form": cancel("The same as a form; the signature's + / = are percent-encoded.", "form", sample),
        "bccard-cancel-form-txid": cancel("With the caller's own API transaction ID.", "form",
                                          {"x-bc-txid": "kpg-20221108-0001", **sample}),
        "bccard-create_qr-json": create("The values of the document's JSON sample: two parts joined, an amount.", "json",
                                        with_amount),
        "bccard-create_qr-form": create("The values of the document's form sample: one part, no amount.", "form",
                                        without_amount),
        "bccard-qr_info-json": info("The document's sample values, as JSON; Korean as it is.", "json", scanned),
        "bccard-qr_info-form": info("The same as a form, with the caller's own API transaction ID.", "form",
                                    {"x-bc-txid": "kpg-20221108-0001", **scanned}),
        "bccard-verify_qr-json": verify("Without an API key.", "json", {"QR_DATA": QR_DATA}),
        "bccard-verify_qr-form": verify("The same as a form, values where the table has them.", "form",
                                        {"QR_DATA": QR_DATA}),
        "bccard-last_transaction-json": last("The document's sample values, as JSON.", "json", reference),
        "bccard-last_transaction-form": last("The same as a form.", "form", reference),
    }


def cookiepay_requests():
    # Test host; token table, then header and member tables of deposit-then-cancel, address from its samples.
    base = "https://sandbox.cookiepayments.com"
    credentials = {"api_id": "kpgtest", "api_key": "test-api-key-0001"}
    session = {"access_token": "TEST-TOKEN-0001"}
    headers = [("TOKEN", "TEST-TOKEN-0001"), ("ApiKey", "test-api-key-0001")]
    names = {
        "cancel": ("tid", "reason", "amount", "bank", "account_no", "account_name"),
        "deposit_then_cancel": ("tid", "reason", "amount"),
    }
    paths = {"cancel": "/api/cancel", "deposit_then_cancel": "/api/get_cancel_bank_account"}

    def call(operation, about, inputs):
        members = [(name, inputs.get(name)) for name in names[operation]]
        return prepared("cookiepay", operation, about, "test", base + paths[operation], "json", headers, members,
                        credentials=credentials, session=session, inputs=inputs)

    payment = {"tid": "T2022110812081400001", "reason": '고객 요청 "교환/환불"'}
    account = {"bank": "088", "account_no": "110123456789", "account_name": "홍길동"}
    return {
        "cookiepay-token": prepared(
            "cookiepay", "token", "Both members are credentials.", "test", f"{base}/payAuth/token", "json", [],
            [("pay2_id", "kpgtest"), ("pay2_key", "test-api-key-0001")], credentials=credentials, inputs={}),
        "cookiepay-cancel": call("cancel", "The whole payment: no amount. Korean text and quotation marks.", payment),
        "cookiepay-cancel-amount": call("cancel", "Part of a payment, refunded to an account; the amount is a string.",
                                        {**payment, "amount": "1000", **account}),
        "cookiepay-deposit_then_cancel": call("deposit_then_cancel", "The amount is a string.",
                                              {**payment, "amount": "1000"}),
    }


def konaplate_requests():
    # Sandbox host with /open-api; header and member tables of the operation page.
    url = "https://sandbox.konaplate.com/open-api/api/v1/recharges/by-bank-accounts/no-hce/cancel"
    base_credentials = {
        "asp_id": "KPGTESTASP00001",
        "access_key": "test-access-key-000000000000000000000001",
        "secret_key": "test-secret",
        "client_private_key": {"key_file": JWE_KEY},
    }

    def cancel(about, inputs, credentials):
        members = [("sequenceId", inputs["sequenceId"]), ("userId", int(inputs["userId"])),
                   ("nrNumber", inputs["nrNumber"]), ("oneTimeToken", inputs["oneTimeToken"]), ("dcvv", inputs["dcvv"])]

        def headers(body):
            _, token = konaplate_token(credentials["secret_key"], body, clock("yyyyMMddHHmmssSSS"))
            return [("X-KM-User-AspId", credentials["asp_id"]),
                    ("X-KM-Correlation-Id", f"{clock('yyMMddHHmmss')}-{RANDOM_HEX}"),
                    ("X-KM-Access-Key", credentials["access_key"]),
                    ("X-KM-Crypto-Key-Id", credentials.get("crypto_key_id")),
                    ("X-KM-Tran-Token", token),
                    ("X-KM-Tran-Time", clock("yyyyMMddHHmmss")),
                    ("X-KM-Time-Zone", "KST")]

        vector = prepared("konaplate", "cancel_charge", about, "sandbox", url, "json", headers, members,
                          credentials=credentials, inputs=inputs, random_hex=RANDOM_HEX)
        documented = {"X-KM-User-AspId": 15, "X-KM-Correlation-Id": 20, "X-KM-Access-Key": 40,
                      "X-KM-Crypto-Key-Id": 32, "X-KM-Tran-Token": 67, "X-KM-Tran-Time": 14, "X-KM-Time-Zone": 3}
        for name, value in vector["request"]["headers"].items():
            same(f"length of {name}", len(value), documented.get(name, len(value)))
        return vector

    sample = {"sequenceId": "202211081208146080000000000001", "userId": "50000104652",
              "nrNumber": "KMN221114031773543", "oneTimeToken": "9461442187322710", "dcvv": "366"}
    with_key = {**base_credentials, "crypto_key_id": "0123456789abcdef0123456789abcdef"}
    return {
        "konaplate-cancel_charge": cancel("Without a crypto key ID: six headers of seven.", sample, base_credentials),
        "konaplate-cancel_charge-crypto_key": cancel(
            "With a crypto key ID and the greatest user ID, which is beyond i64.",
            {**sample, "userId": "9999999999999999999"}, with_key),
    }


# --- files ------------------------------------------------------------------------------------------


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments.add_argument("--fresh", action="store_true", help="new test keys and JWEs")
    options = arguments.parse_args()
    if options.check and options.fresh:
        arguments.error("--check and --fresh exclude each other")
    if not options.check:
        (HERE / "keys").mkdir(exist_ok=True)
        (HERE / "prepared").mkdir(exist_ok=True)
    make_keys(options.fresh, options.check)

    files = {
        "rsa_sha256.json": rsa_vectors(),
        "welcome_signature.json": welcome_vectors(),
        "welcome_cipher.json": cipher_vectors(),
        "bccard_emv_qr.json": emv_vectors(),
        "konaplate_token.json": konaplate_vectors(),
        "form_encoding.json": form_vectors(),
        "jwe.json": jwe_vectors(options.fresh),
    }
    for requests in (welcome_cancels(), welcome_billing(), welcome_escrow(), bccard_requests(), cookiepay_requests(),
                     konaplate_requests()):
        files.update({f"prepared/{name}.json": vector for name, vector in requests.items()})

    changed = []
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        path = HERE / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        changed.append(name)
        if not options.check:
            path.write_text(text, encoding="utf-8")
    present = {f"prepared/{path.name}" for path in (HERE / "prepared").glob("*.json")}
    # The requests of the operations that were added later are made by make_vectors_more.py.
    import make_vectors_more

    stale = sorted(present - files.keys() - make_vectors_more.file_names())
    for name in changed:
        print(("differs: " if options.check else "wrote: ") + name)
    for name in stale:
        print(f"stale, to be removed by hand: {name}")
    print(f"{len(files)} files, {len(changed)} " + ("different" if options.check else "written"))
    return 1 if stale or (options.check and changed) else 0


if __name__ == "__main__":
    sys.exit(main())
