import { expectTypeOf, it } from 'vitest'
import type { Log, LogFields } from '../../shared/lambda/log.ts'

/**
 * Identifiers, instants, closed answers and counts. Whoever adds a field here says that it can never hold report text.
 */
type ClosedList =
  | 'requestId'
  | 'messageId'
  | 'digestId'
  | 'contactId'
  | 'channel'
  | 'recipients'
  | 'reportId'
  | 'officer'
  | 'desk'
  | 'division'
  | 'grade'
  | 'kind'
  | 'outcome'
  | 'sendTo'
  | 'actBy'
  | 'rung'
  | 'reports'
  | 'contacts'
  | 'tried'

// These are checked by `npm run typecheck`: a type has nothing to run.
it('a log line takes the fields of a closed list and no other, so that { narrative } does not compile', () => {
  expectTypeOf<keyof LogFields>().toEqualTypeOf<ClosedList>()
  expectTypeOf<{ readonly narrative: string }>().not.toExtend<LogFields>()
})

it('an event and a fault are logged with those fields alone', () => {
  expectTypeOf<Log['event']>().parameter(1).toEqualTypeOf<LogFields | undefined>()
  expectTypeOf<Log['fault']>().parameter(2).toEqualTypeOf<LogFields | undefined>()
})
