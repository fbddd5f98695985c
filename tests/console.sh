#!/bin/sh
# The console page in a real browser: a refused signature must be explained on it, in both languages. With a folder as
# argument, pictures are written there: docs/pictures has those of docs/sandbox.md.
#
#   tests/console.sh [FOLDER]
#
# Needs chromium and python3; says so and ends well where one of them is missing.
set -eu
for program in chromium python3; do
    if ! command -v "$program" > /dev/null; then
        echo "skipped: $program is not installed"
        exit 0
    fi
done
cd "$(dirname "$0")/.."
pictures=${1:-}
work=$(mktemp -d)
cargo build --quiet --package xtask
target/debug/xtask sandbox --port 0 --seed pictures --print-credentials json > "$work/known.json" &
sandbox=$!
trap 'kill -INT $sandbox 2> /dev/null || true; rm -rf "$work"' EXIT

# The same cancel twice, of which the second is refused; a cancel whose values are joined in another order, which is refused
# too; a partial cancel; and a cancel whose answer is lost.
console=$(python3 - "$work/known.json" <<'PYTHON'
import datetime, hashlib, json, sys, time, urllib.error, urllib.parse, urllib.request

def known():
    for _ in range(200):
        try:
            return json.JSONDecoder().raw_decode(open(sys.argv[1]).read())[0]
        except ValueError:
            time.sleep(0.1)
    raise SystemExit("the sandbox did not start")

told = known()
welcome = told["vendors"]["welcome"]
keys = welcome["credentials"]

def call(path, members, order=("mid", "mkey", "timestamp"), script=None):
    korea = datetime.timezone(datetime.timedelta(hours=9))
    now = datetime.datetime.now(korea).strftime("%Y%m%d%H%M%S")
    mkey = hashlib.sha256(keys["sign_key"].encode()).hexdigest()
    parts = {"mid": keys["merchant_id"], "mkey": mkey, "timestamp": now}
    signature = hashlib.sha256("".join(parts[name] for name in order).encode()).hexdigest()
    members = {**members, "mid": keys["merchant_id"], "currency": "WON", "timestamp": now, "signature": signature}
    request = urllib.request.Request(welcome["base_url"] + path, urllib.parse.urlencode(members).encode())
    if script:
        request.add_header("kpg-sandbox-script", script)
    try:
        urllib.request.urlopen(request).read()
    except (OSError, urllib.error.HTTPError):
        pass

full = {"payType": "card", "tid": "StdpayCARD0001", "price": "1000"}
part = {"payType": "card", "tid": "StdpayCARD0002", "cancelPrice": "300", "confirmPrice": "700"}
call("/cancel/cancel", full)
call("/cancel/cancel", full)
call("/cancel/cancel", {**full, "tid": "StdpayCARD0003"}, order=("mid", "timestamp", "mkey"))
call("/cancel/repay", part)
call("/cancel/cancel", {**full, "tid": "StdpayCARD0004"}, script="mishap lost")
print(told["console"])
PYTHON
)

browser() {
    timeout 120 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --virtual-time-budget=12000 "$@" 2> /dev/null
}
for language in ko en; do
    page="$console?lang=$language&call=3"
    browser --dump-dom "$page" > "$work/page.html"
    case $language in
        ko) words='서명 오류|서명한 원문이 다릅니다|전체 취소|받은 서명의 원문|전액 취소·사용|700 / 1000' ;;
        *) words='(signature)|Another text was signed|Cancel an approved payment in full|The text behind what came|cancelled or used up|700 / 1000' ;;
    esac
    echo "$words" | tr '|' '\n' | while read -r word; do
        grep -q "$word" "$work/page.html" || { echo "the page does not say: $word"; exit 1; }
    done
    grep -q '<mark>' "$work/page.html" || { echo "nothing is marked"; exit 1; }
    if [ -n "$pictures" ]; then
        browser --window-size=1280,1500 --screenshot="$pictures/sandbox-$language.png" "$page" > /dev/null
        browser --window-size=500,2200 --screenshot="$pictures/sandbox-$language-narrow.png" "$page" > /dev/null
    fi
done
echo "the console page explains a refused signature in both languages"
