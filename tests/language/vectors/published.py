"""Figures that vendors publish: inputs, result and page, as they stand there."""

PUBLISHED = [
    {
        "vendor": "kg-inicis",
        "operation": "window signature",
        "recipe": "sha256",
        "of": ["oid=", "oid", "&price=", "price", "&timestamp=", "timestamp"],
        "inputs": {"oid": "INIpayTest_1628840602127", "price": "1000", "timestamp": "1628840602127"},
        "expected": "162868db635c605a7f4d4876ba650ba97f28e95b8702e9b29f922cc969678993",
        "source_url": "https://manual.inicis.com/stdpay/std-add.php",
    },
    {
        "vendor": "kg-inicis",
        "operation": "window signature",
        "recipe": "sha256",
        "of": ["oid=", "oid", "&price=", "price", "&timestamp=", "timestamp"],
        "inputs": {"oid": "INIpayTest_1635324298897", "price": "1000", "timestamp": "1635324298897"},
        "expected": "9557a0f7a117f19cf1853d9bcc94ace5873eef195f839d1e2c76ed7b841e50c5",
        "source_url": "https://manual.inicis.com/stdpay/std-add.php",
    },
    {
        "vendor": "kg-inicis",
        "operation": "window signature",
        "recipe": "sha256",
        "of": ["oid=", "oid", "&price=", "price", "&timestamp=", "timestamp"],
        "inputs": {"oid": "INIpayTest_1361252896871", "price": "1004", "timestamp": "1361252896871"},
        "expected": "422a0e78529b419d9412d6e344c6e138584d9174c691da6cd91d4330240b9192",
        "source_url": "https://manual.inicis.com/stdpay/std-add.php",
    },
    {
        "vendor": "kg-inicis",
        "operation": "mobile window P_CHKFAKE",
        "recipe": "sha512-base64",
        "of": ["P_AMT", "P_OID", "P_TIMESTAMP", "hashKey"],
        "inputs": {
            "P_AMT": "1000",
            "P_OID": "url_99120",
            "P_TIMESTAMP": "1640061760611",
            "hashKey": "3CB8183A4BE283555ACC8363C0360223",
        },
        "expected": "bKVddmNY3kUqWWbeffnPN6r9NatBqhNZe7bx677NyxeLvb42wCRCxEjGx+aH2CATMm0BE8PEKw1x2PqFQbgrsA==",
        "source_url": "https://manual.inicis.com/pay/stdpay_m.html",
    },
    {
        "vendor": "nicepay",
        "operation": "auth-header",
        "recipe": "base64",
        "of": ["clientId", ":", "secretKey"],
        "inputs": {
            "clientId": "af0d116236df437f831483ee9c500bc4",
            "secretKey": "433a8421be754b34989048cf148a5ffc",
        },
        "expected": "YWYwZDExNjIzNmRmNDM3ZjgzMTQ4M2VlOWM1MDBiYzQ6NDMzYTg0MjFiZTc1NGIzNDk4OTA0OGNmMTQ4YTVmZmM=",
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/common/api.md",
    },
    {
        "vendor": "nicepay",
        "operation": "auth-header",
        "recipe": "base64",
        "of": ["clientId", ":", "secretKey"],
        "inputs": {
            "clientId": "S2_af4543a0be4d49a98122e01ec2059a56",
            "secretKey": "9eb85607103646da9f9c02b128f2e5ee",
        },
        "expected": "UzJfYWY0NTQzYTBiZTRkNDlhOTgxMjJlMDFlYzIwNTlhNTY6OWViODU2MDcxMDM2NDZkYTlmOWMwMmIxMjhmMmU1ZWU=",
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/README.md",
    },
    {
        "vendor": "nicepay",
        "operation": "return-url signature (verify)",
        "recipe": "sha256",
        "of": ["authToken", "clientId", "amount", "secretKey"],
        "inputs": {
            "authToken": "NICEUNTTB06096FF8F653AA366E7EEED1101AAAE",
            "clientId": "S2_af4543a0be4d49a98122e01ec2059a56",
            "amount": "1004",
            "secretKey": "9eb85607103646da9f9c02b128f2e5ee",
        },
        "expected": "99ea68bf15681741e793ece56ab87891b9bdc94cd54abdcb55b2884f4336155a",
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/README.md",
    },
    {
        "vendor": "nicepay",
        "operation": "return-url signature (verify)",
        "recipe": "sha256",
        "of": ["authToken", "clientId", "amount", "secretKey"],
        "inputs": {
            "authToken": "NICEUNTT9FBBD87FD2393AFEE45A7DCA61C194AA",
            "clientId": "58e3b578555e45738d6b569e53d5ae54",
            "amount": "1004",
            "secretKey": "4f13ca267dfa4fc6964148bedcda15ef",
        },
        "expected": "7cc95c592e2a12f0292e1a20d68dd9eb8132fd3c0af675b981a4c1c2ce63a93b",
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/common/test.md",
    },
    {
        "vendor": "nicepay",
        "operation": "approve response / webhook signature (verify)",
        "recipe": "sha256",
        "of": ["tid", "amount", "ediDate", "secretKey"],
        "inputs": {
            "tid": "UT0000113m01012111051714341073",
            "amount": "1004",
            "ediDate": "2021-11-05T17:14:35.150+0900",
            "secretKey": "9eb85607103646da9f9c02b128f2e5ee",
        },
        "expected": "63b251b31c909eebef1a9f4fcc19e77bdcb8f64fc1066a29670f8627186865cd",
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/README.md",
    },
    {
        "vendor": "nicepay",
        "operation": "approve response / webhook signature (verify)",
        "recipe": "sha256",
        "of": ["tid", "amount", "ediDate", "secretKey"],
        "inputs": {
            "tid": "UT0000113m01012110051656331001",
            "amount": "1004",
            "ediDate": "2021-10-05T16:56:34.447+0900",
            "secretKey": "4f13ca267dfa4fc6964148bedcda15ef",
        },
        "expected": "28c2e8bae912847541d4885db17648f963c7cc8e8249ff010097d6f1395df993",
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/common/test.md",
    },
    {
        "vendor": "nicepay",
        "operation": "billing regist encData (default mode)",
        "recipe": "aes-128-ecb",
        "of": ["cardNo", "expYear", "expMonth", "idNo", "cardPw"],
        "inputs": {
            "cardNo": "1234567890123456",
            "expYear": "25",
            "expMonth": "12",
            "idNo": "800101",
            "cardPw": "12",
            "secretKey": "2dcc2a0d63bf469490bb19a201be3735",
        },
        "expected": (
            "7c4b12eb43324290bd0e522900a892343f57e0d176cdadae757132c7f3cd442f023ef5c3ffa254ed04b6d47624d4c784"
            "7e8061f3be0d67adf1b463b46a542052cf47a5206bfd23945fc1851d426468f4"
        ),
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/api/payment-subscribe.md",
    },
    {
        "vendor": "nicepay",
        "operation": "billing regist encData (encMode=A2)",
        "recipe": "aes-256-cbc",
        "of": ["cardNo", "expYear", "expMonth", "idNo", "cardPw"],
        "inputs": {
            "cardNo": "1234567890123456",
            "expYear": "25",
            "expMonth": "12",
            "idNo": "800101",
            "cardPw": "12",
            "secretKey": "2dcc2a0d63bf469490bb19a201be3735",
        },
        "expected": (
            "6ecfe97e521bc67c3053d74a9dbdba53033d343fc9e8e38e730964b22ef2e4a59607171b00a9da977141b3f79fffa1e8"
            "0a16c08bc58666b479f554a966a363414347e62f2621f8df220c7a4a545592d0"
        ),
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/api/payment-subscribe.md",
    },
    {
        "vendor": "nicepay",
        "operation": "ePay encData",
        "recipe": "aes-128-cbc",
        "of": ["authFlag", "cardNo", "track2Data", "cardExpire", "CAVV", "XID", "ECI"],
        "inputs": {
            "authFlag": "0",
            "cardNo": "5310123412341234",
            "track2Data": "375310123412341234=0000",
            "cardExpire": "0000",
            "CAVV": "AAABCGkWZSAhBwIIGRZlBSAAAAA=",
            "XID": "MjAyMTA3MDIwNzEyNTQ2MzE5OTg=",
            "ECI": "05",
            "secretKey": "2dcc2a0d63bf469490bb19a201be3735",
        },
        "expected": (
            "3e5219ba1e488866a3552695e954d5feb7824d18da81229cd21cee7c3de3f9b0f803c52f8482ccdda8186d31d0108337"
            "66f2dba48c6205db8788d8c010e1ceb9bd2ab37c41ff370287de70f50af1cfbdd379283894683dbf42f8756085b6bfb5"
            "4fc5fbe19b4a00400adf2d0f712f4671736e821a979b7d6f8e6c384a2ecd9c65a2c251513f704580ae7f16680d60f560"
            "a8c613d5cea104fa5bedfa6895ba0034"
        ),
        "source_url": "https://github.com/nicepayments/nicepay-manual/blob/b2769a0/api/payment-epay.md",
    },
    {
        "vendor": "tosspayments",
        "operation": "auth-header",
        "recipe": "base64",
        "of": ["secretKey", ":"],
        "inputs": {
            "secretKey": "test_sk_zXLkKEypNArWmo50nX3lmeaxYG5R",
        },
        "expected": "dGVzdF9za196WExrS0V5cE5BcldtbzUwblgzbG1lYXhZRzVSOg==",
        "source_url": "https://docs.tosspayments.com (public documentation test key)",
    },
]
