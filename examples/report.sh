#!/bin/sh
# Sends a report with curl, and asks how it stands: sh report.sh http://127.0.0.1:8080
set -eu
api=${1:-http://127.0.0.1:8080}

# Made once for this report. The same key with the same text is the same report, however often it is sent.
key=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)

answer=$(curl --silent --show-error --fail-with-body --retry 3 "$api/reports" \
  --header 'content-type: application/json' \
  --header "idempotency-key: $key" \
  --data '{"age":{"now":"25-44","inImages":"25-44"},"location":{"postcode":"KY11 1AA"},"narrative":"TEST by curl"}')

field() { printf '%s' "$answer" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
reference=$(field reference)
echo "Reference $reference"

curl --silent --show-error --fail-with-body "$api/reports/$reference/status" \
  --header 'content-type: application/json' \
  --data "{\"followUpCode\":\"$(field followUpCode)\"}"
echo
