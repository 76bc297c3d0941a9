import { corsRequestHeaders, preflightSeconds } from '../http-headers.ts'
import { requestLimits, retryAfterSeconds } from '../limits.ts'

const { perSecond, atOnce, perAddress, addressWindowSeconds } = requestLimits

/** What a front end must know before it makes its first call (CommonMark). */
export const introduction = `Reports of sextortion: sealed, routed to the desk that must act, and never left unseen.

## Sending
- Send JSON in UTF-8 as \`application/json\`. Nothing in a report is required: never make a person answer before they can send.
- Make an \`Idempotency-Key\` before the first try, keep it and what was typed until the 202, and send both again after every failure: a report is then stored once.
- After the 202 forget what was typed. Show the reference and the follow-up code; they are not shown again.

## Refusals
Every refusal is a problem document (RFC 9457) with a \`code\` that stays the same; \`problems\` lists everything that is wrong at once, each with its own \`code\` and a JSON Pointer. No refusal repeats what was typed. The firewall's 429 has the same body as \`application/json\`.
- 404: there is nothing at this address, or no such report for whoever asks.
- 405: the address is right and the method is not; \`Allow\` lists those that are. An officer's address needs an access token first.
- 429: more than ${perSecond} requests a second or ${atOnce} at once from everybody, or more than ${perAddress} in ${addressWindowSeconds / 60} minutes from one address. Wait for the seconds of \`Retry-After\` (${retryAfterSeconds.everybody} or ${retryAfterSeconds.oneAddress}).
- 500 and above: our fault. Send it again.

## Browsers (CORS)
A page of any origin may call: every answer has \`Access-Control-Allow-Origin: *\`, and the API uses no cookies. A preflight allows GET and POST with these headers, and may be kept for ${preflightSeconds / 3600} hours: ${corsRequestHeaders.map((name) => `\`${name}\``).join(', ')}.

## Caching
Every answer has \`Cache-Control: no-store\`. Keep no answer: a reference and a code on a shared device put a person in danger.

## Changes
An answer may have more fields, and a closed set more values, in a later version: ignore what you do not know. A field that is not known is kept as it was sent where somebody reports, adds or notes, and the notices name it, so that a misspelt name loses no answer; with \`Prefer: handling=strict\` it is refused. A status and a withdrawal ignore it. Every other call of an officer refuses it.
`
