#!/bin/sh
# Makes the vectors of this folder again, with OpenSSL 3 and jwcrypto 1.6.1
# (`pip install jwcrypto==1.6.1`). The keys are new every time and protect nothing.
set -eu
cd "$(dirname "$0")"

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out pkcs8.pem
openssl rsa -in pkcs8.pem -traditional -out pkcs1.pem
openssl pkcs8 -topk8 -nocrypt -in pkcs8.pem -outform DER -out pkcs8.der
openssl rsa -in pkcs8.pem -traditional -outform DER -out pkcs1.der
openssl pkey -in pkcs8.pem -pubout -out public.pem
openssl pkey -in pkcs8.pem -pubout -outform DER -out public.der
openssl pkcs8 -topk8 -in pkcs8.pem -passout pass:pass -out encrypted.pem
openssl rsa -in pkcs8.pem -traditional -aes128 -passout pass:pass -out encrypted-pkcs1.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:768 -out small.pem
openssl req -x509 -key pkcs8.pem -subj /CN=sample -days 1 -out certificate.pem

printf 'M001|T1|1000|20260102030405' > message.txt
openssl dgst -sha256 -sign pkcs8.pem -out signature.bin message.txt
openssl base64 -A -in signature.bin -out signature.base64
rm signature.bin

python3 make_jwe.py
