import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createAcceptReport } from '../../functions/accept-report/handler.ts'
import { createDutyApi } from '../../functions/duty-api/handler.ts'
import { createFollowUp } from '../../functions/follow-up/handler.ts'
import { createPublicInfo } from '../../functions/public-info/handler.ts'
import { type OperationKey, operations } from '../../shared/contract/operations/all.ts'
import type { Operation } from '../../shared/contract/operations/operation.ts'
import type { HttpReply, HttpWork } from '../../shared/lambda/http.ts'
import { given } from '../kit/given.ts'
import { leith } from '../kit/officers.ts'
import { type Requested, requestOf } from '../kit/requests.ts'
import { adultInLeith } from '../kit/submissions.ts'

const all: ReadonlyArray<readonly [key: string, operation: Operation]> = Object.entries(operations)

/** Calls over ports in memory that hold one report, which its officer has acknowledged where the call needs that. */
const createCalls = async () => {
  const { harbour, report } = await given.alertedReport({ submission: adultInLeith })
  const { reportId, followUpCode } = report
  const { ports } = harbour
  const routes: Readonly<Record<OperationKey, HttpWork>> = {
    'POST /reports': createAcceptReport(ports),
    ...createFollowUp(ports),
    ...createDutyApi(ports),
    ...createPublicInfo({ due: ports.due, now: ports.now, openApi: { openapi: '3.1.0' } }),
  }
  const { token } = leith
  const works: Readonly<Record<string, HttpWork>> = routes
  return {
    call: async (key: string, calling: Requested): Promise<HttpReply> => {
      const reply = await works[key]?.(requestOf({ token, path: { reportId, reference: reportId }, ...calling }))
      if (reply === undefined) throw new Error(`nothing answers ${key}`)
      return reply
    },
    /** The example with the code of the report that is there. */
    withCode: (example: unknown) =>
      typeof example === 'object' && example !== null && 'followUpCode' in example
        ? { ...example, followUpCode }
        : example,
  }
}

const bodiesOf = ({ body }: Operation): readonly unknown[] =>
  body === undefined ? [undefined] : Object.values(body.examples)
const withBody = all.filter(([, { body }]) => body !== undefined)

describe('the handler of each call', () => {
  it.each(all)('%s answers what it declares, or refuses for a reason that it declares', async (key, operation) => {
    for (const example of bodiesOf(operation)) {
      const { call, withCode } = await createCalls()
      const { status, body } = await call(key, { body: withCode(example) })
      const answer = operation.answers[status]
      if (answer === undefined) expect(operation.refusals).toContain((body as { readonly code: string }).code)
      else expect(v.safeParse(answer.schema, body).issues).toBeUndefined()
    }
  })

  const isLenient = ({ parameters = [] }: Operation): boolean => parameters.some(({ name }) => name === 'Prefer')
  const misspelt = { pointer: '/misspelt', code: 'unknown-field' }

  /** Reads a code alone, and ignores what else a front end sends along. */
  const readsCodeAlone = (key: string, each: Operation): boolean => key.startsWith('POST /reports/') && !isLenient(each)
  const strict = withBody.filter(([key, each]) => !readsCodeAlone(key, each))

  it.each(strict)('%s reads the body that it declares, and no other field', async (key, operation) => {
    for (const example of bodiesOf(operation)) {
      const { call, withCode } = await createCalls()
      const { body } = await call(key, {
        body: { ...Object(withCode(example)), misspelt: 1 },
        prefer: 'handling=strict',
      })
      expect(body).toMatchObject({ code: 'invalid-request', problems: [misspelt] })
    }
  })

  it.each(withBody.filter(([, each]) => isLenient(each)))(
    '%s takes a field that it does not know, and says so in a notice',
    async (key, operation) => {
      const [example] = bodiesOf(operation)
      const { call, withCode } = await createCalls()
      const { status, body } = await call(key, { body: { ...Object(withCode(example)), misspelt: 1 } })
      expect([status < 300, body]).toMatchObject([true, { notices: [misspelt] }])
    },
  )
})
