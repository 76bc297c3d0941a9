import { expect, it } from 'vitest'
import { given } from '../kit/given.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { down } from '../kit/outage.ts'
import { kestrel } from '../kit/submissions.ts'

const idsOf = (body: unknown) =>
  (body as { guidance: ReadonlyArray<{ readonly id: string }> }).guidance.map(({ id }) => id)

it('anybody gets the advice for the answers of a query, and nothing is logged', async () => {
  const harbour = createHarbourInMemory()
  const query = { age: '16-17', inImages: '16-17', paid: 'yes', shared: 'no' }
  const { status, body } = await harbour.ask('GET /guidance', { query })
  expect(status).toBe(200)
  expect(idsOf(body)).toEqual(expect.arrayContaining(['immediate-danger', 'report-remove', 'do-not-pay-again']))
  expect(harbour.lines).toEqual([])
})

it('a query without answers gets the advice for somebody of whom nothing is known', async () => {
  const harbour = createHarbourInMemory()
  const { body } = await harbour.ask('GET /guidance')
  const unknown = { age: 'unknown', inImages: 'unknown', paid: 'unknown', shared: 'unknown' }
  expect(body).toEqual((await harbour.ask('GET /guidance', { query: unknown })).body)
  expect(idsOf(body)).toContain('take-it-down')
})

it('an answer that nobody may choose is refused with 400, and not repeated', async () => {
  const harbour = createHarbourInMemory()
  expect(await harbour.ask('GET /guidance', { query: { age: kestrel } })).toMatchObject({
    status: 400,
    body: { problems: [{ pointer: '/age' }] },
  })
})

it('health is good while no report is overdue by more than two passes', async () => {
  const { harbour } = await given.receivedReport()
  expect(await harbour.ask('GET /health')).toEqual({ status: 200, body: { status: 'ok' } })
  harbour.advance(3)
  expect(await harbour.ask('GET /health')).toEqual({ status: 200, body: { status: 'ok' } })
})

it('health is bad, and says nothing else, when a report is overdue by more than two passes', async () => {
  const { harbour } = await given.receivedReport()
  harbour.advance(4)
  const body = { status: 'overdue' }
  expect(await harbour.ask('GET /health')).toEqual({ status: 503, body })
})

it('health fails when the due index cannot be read', async () => {
  const harbour = createHarbourInMemory()
  const asking = harbour.ask('GET /health', { ports: { due: { findDue: down('DynamoDB') } } })
  await expect(asking).rejects.toThrow('DynamoDB is down')
  expect(harbour.lines).toEqual([])
})

it('anybody gets the OpenAPI document', async () => {
  const harbour = createHarbourInMemory()
  expect(await harbour.ask('GET /openapi.json')).toEqual({ status: 200, body: harbour.ports.openApi })
})
