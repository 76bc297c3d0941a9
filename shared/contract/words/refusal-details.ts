import { policy } from '../../domain/policy.ts'
import type { RefusalCode } from '../refusals.ts'
import type { ChoiceWords } from './choices.ts'

/** A `detail` of each refusal, for examples. */
export const exampleDetails: ChoiceWords<RefusalCode> = {
  'invalid-request': 'correct the fields listed in `problems` and try again',
  'not-signed-in': 'sign in and send the access token as Authorization: Bearer TOKEN',
  'no-desk': 'you are signed in, but you are not assigned to a desk',
  'not-an-operator': 'this is for members of the group operators',
  'not-a-supervisor': 'this is for supervisors of the desk, for duty control and for operators',
  'other-desk': 'duty control sees the facts of this report; only officers of its desk may do this',
  'access-denied': 'request 6d1f0c0e-0000-4000-8000-000000000001',
  'no-such-address': 'there is nothing at this address',
  'report-not-found': 'your desk has no such report',
  'not-your-desk': 'you are not assigned to this desk',
  'method-not-allowed': 'use POST at this address',
  'wrong-state': 'this report is already closed',
  'is-a-drill': 'this is a drill; acknowledge it, and it ends',
  'already-acknowledged': 'another officer acknowledged this report at 2026-11-24T12:10:00.000Z',
  'not-acknowledged': 'acknowledge this report before you close it',
  'unread-additions': 'the reporter added something that nobody has read; open this report before you close it',
  'not-read': 'your desk has not read this report; open it before you close it',
  'not-withdrawn': 'no withdrawal of this report waits for a decision',
  'withdrawal-undecided': 'the reporter withdrew this report; keep or erase it before you close it',
  'on-hold': 'this report is on hold; lift the hold before you erase it',
  'same-desk': 'this report is at that desk already; choose another desk',
  'text-erased': 'the text of this report was erased',
  'too-large': `the text is ${policy.textBytes + 1} bytes as JSON, at most ${policy.textBytes} are allowed; shorten the longest text`,
  'not-json': 'send the body as application/json in UTF-8',
  'key-reused': 'this Idempotency-Key was used with other content; use a new key',
  'too-many-requests': 'wait a minute and send it again',
  fault: 'ask again (request 6d1f0c0e-0000-4000-8000-000000000001)',
  busy: 'too many changes of this report at once; send it again, under the same Idempotency-Key',
  'no-answer': 'request 6d1f0c0e-0000-4000-8000-000000000001',
}
