import type { ProblemCode } from '../problem.ts'
import type { RefusalCode } from '../refusals.ts'
import type { ChoiceWords } from './choices.ts'

/** What each refusal means and what a front end does about it. */
export const refusalWords: ChoiceWords<RefusalCode> = {
  'invalid-request': 'The request is not valid. `problems` lists everything that is wrong with it.',
  'not-signed-in': 'There is no access token, or it is not valid any more. Sign in again.',
  'no-desk': 'The officer is signed in and is not assigned to a desk.',
  'not-an-operator': 'Only members of the group `operators` may see this.',
  'not-a-supervisor': 'Only supervisors of the desk, duty control and operators may see this.',
  'other-desk': 'Only officers of the desk that has the report may do this. Duty control sees its facts.',
  'access-denied': 'The request is not allowed.',
  'no-such-address': 'There is nothing at this address.',
  'report-not-found': 'There is no such report for whoever asks. It never says which part of the request was wrong.',
  'not-your-desk': 'The officer is not assigned to this desk.',
  'method-not-allowed': 'The address is right and the method is not. The header `Allow` lists those that are.',
  'wrong-state': "The report's state does not allow it; `detail` says the state.",
  'is-a-drill': 'This is a drill: it can be acknowledged and nothing else.',
  'already-acknowledged': 'Another officer has acknowledged the report; `detail` says who.',
  'not-acknowledged': 'The report must be acknowledged first.',
  'unread-additions': 'The reporter added something that nobody has read. Open the report first.',
  'not-read': 'The desk has not read the report. Open it first.',
  'not-withdrawn': 'No withdrawal of the report waits for a decision.',
  'withdrawal-undecided': 'An officer must decide the withdrawal before the report is closed.',
  'on-hold': 'A legal hold keeps the text. Lift the hold first.',
  'same-desk': 'The report is at that desk already.',
  'text-erased': 'The text of the report was erased.',
  'too-large': 'The body is too large.',
  'not-json': 'The body is not application/json in UTF-8.',
  'key-reused':
    'Under `Prefer: handling=strict` alone: this Idempotency-Key was used with other content. Use a new key.',
  'too-many-requests': 'Wait for the seconds of `Retry-After`, then send it again.',
  fault: 'A fault of ours. Send it again; under the same Idempotency-Key it is stored once.',
  busy: 'Too many changes of one report at once. Wait for the seconds of `Retry-After`, then send it again.',
  'no-answer':
    'A fault of ours: there was no answer in time. Send it again; under the same Idempotency-Key it is stored once.',
}

/** What can be wrong with one field or header. */
export const problemWords: ChoiceWords<ProblemCode> = {
  'not-json': 'The body is not valid JSON.',
  'wrong-type': 'The value has the wrong type.',
  'not-a-choice': 'The value is not one of the values that are allowed.',
  missing: 'A field is missing that must be there.',
  'unknown-field': 'The field is not known: it is misspelt, or stands in the wrong place.',
  'too-long': 'The text is too long.',
  'too-many-entries': 'The list has too many entries.',
  'control-characters': 'The text has control characters other than line breaks and tabs.',
  'half-a-character': 'The text has half a character (a lone surrogate).',
  'looks-like-a-file': 'The text looks like an image or another file. None is ever sent here.',
  'too-deep': 'Objects and lists are nested too deep.',
  empty: 'The text is empty.',
  'not-a-day': 'The text is not a day that exists.',
  'not-an-instant': 'The text is neither a day nor an instant with its offset.',
  'not-minor-units': 'The number is not a whole number of 0 or more.',
  'not-a-currency': 'The text is not three capital letters.',
  'not-a-cursor': 'The text has not the form of a `next` value.',
  'not-a-page': 'The text is not a value that an earlier page returned.',
  'two-ages': 'There is an age and a date of birth. One of them is enough.',
  'not-a-uuid': 'The Idempotency-Key is not a UUID of version 4.',
  'example-key':
    'The Idempotency-Key is an example of this documentation. It is known to everybody and counts as none.',
  'more-problems': 'There are more problems than are listed; `detail` says how many.',
  'reason-needed': 'A less urgent grade needs a reason.',
  'desk-needed': 'An officer of several desks must say which.',
}
