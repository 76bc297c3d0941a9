/**
 * The request headers that a browser may send from another origin: ours, and those that tracing tools add by
 * themselves.
 */
export const corsRequestHeaders = [
  'content-type',
  'idempotency-key',
  'prefer',
  'authorization',
  'traceparent',
  'tracestate',
  'baggage',
  'x-request-id',
  'x-correlation-id',
  'sentry-trace',
] as const

/**
 * How long a browser may keep the answer to a preflight, seconds. Chromium keeps none longer (fetch.spec.whatwg.org,
 * MDN: Access-Control-Max-Age).
 */
export const preflightSeconds = 7200

/**
 * What every answer carries: nothing may be cached, a page of any origin may read it (the API holds no cookies), and a
 * browser shows the page the headers that it would hide.
 */
export const answerHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'allow, preference-applied, retry-after, x-amzn-requestid',
} as const

/**
 * What every page carries besides its policy. Nothing of it is kept or may be framed, and no other origin may read it.
 * A page of ours learns which page led to it, so that browsers name the origin of a form that is sent; others learn
 * nothing.
 */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const
