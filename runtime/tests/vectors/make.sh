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
openssl pkcs8 -topk8 -in pkcs8.pem -passout pass:pass -outform DER -out encrypted.der
openssl pkcs8 -topk8 -in pkcs8.pem -passout pass:pass -v2 des3 -v2prf hmacWithSHA1 -out encrypted-des3.pem
openssl pkcs8 -topk8 -in pkcs8.pem -passout pass:pass -scrypt -scrypt_N 1024 -out encrypted-scrypt.pem
openssl pkcs8 -topk8 -in pkcs8.pem -passout pass:비밀 -v1 PBE-SHA1-3DES -out encrypted-pkcs12.pem
openssl pkcs8 -topk8 -in pkcs8.pem -passout pass:pass -v1 PBE-MD5-DES -provider legacy -provider default -out encrypted-des.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:768 -out small.pem
openssl req -x509 -key pkcs8.pem -subj /CN=sample -days 1 -out certificate.pem
openssl req -new -key pkcs8.pem -subj /CN=sample -out request.pem
openssl req -x509 -key ec.pem -subj /CN=sample -days 1 -out ec-certificate.pem
openssl pkcs12 -export -inkey pkcs8.pem -in certificate.pem -passout pass:pass -out pair.p12
# The certificate first, and the key behind it.
openssl pkcs12 -in pair.p12 -passin pass:pass -nodes -out pair.pem
openssl crl2pkcs7 -nocrl -certfile certificate.pem -out pkcs7.pem
cp pkcs8.pem openssh.pem
ssh-keygen -q -p -N '' -P '' -f openssh.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out other.pem
openssl pkey -in other.pem -pubout -out other-public.pem
openssl pkey -in small.pem -pubout -out small-public.pem

printf 'M001|T1|1000|20260102030405' > message.txt
openssl dgst -sha256 -sign pkcs8.pem -out signature.bin message.txt
openssl base64 -A -in signature.bin -out signature.base64
rm signature.bin

python3 make_jwe.py
