/**
 * Every reason why a request is refused, with the status and title that it is answered with.
 * A front end may rely on a code; titles and details may change.
 */
export const refusals = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'not-signed-in': { status: 401, title: 'Not signed in' },
  'no-desk': { status: 403, title: 'Not allowed' },
  'not-an-operator': { status: 403, title: 'Not allowed' },
  'other-desk': { status: 403, title: 'Not allowed' },
  'not-a-supervisor': { status: 403, title: 'Not allowed' },
  'access-denied': { status: 403, title: 'Not allowed' },
  'no-such-address': { status: 404, title: 'Not found' },
  'report-not-found': { status: 404, title: 'Not found' },
  'not-your-desk': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'wrong-state': { status: 409, title: "Conflict with the report's current state" },
  'is-a-drill': { status: 409, title: "Conflict with the report's current state" },
  'already-acknowledged': { status: 409, title: "Conflict with the report's current state" },
  'not-acknowledged': { status: 409, title: "Conflict with the report's current state" },
  'unread-additions': { status: 409, title: "Conflict with the report's current state" },
  'not-read': { status: 409, title: "Conflict with the report's current state" },
  'not-withdrawn': { status: 409, title: "Conflict with the report's current state" },
  'withdrawal-undecided': { status: 409, title: "Conflict with the report's current state" },
  'on-hold': { status: 409, title: "Conflict with the report's current state" },
  'same-desk': { status: 409, title: "Conflict with the report's current state" },
  'text-erased': { status: 409, title: "Conflict with the report's current state" },
  'too-large': { status: 413, title: 'Too large' },
  'not-json': { status: 415, title: 'Not JSON' },
  'key-reused': { status: 422, title: 'Already sent with other content' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  fault: { status: 500, title: 'Our fault, not yours' },
  busy: { status: 503, title: 'Too many at once' },
  'no-answer': { status: 504, title: 'Our fault, not yours' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>

/** Why a request is refused. */
export type RefusalCode = keyof typeof refusals
