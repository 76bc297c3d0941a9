import { describe, expect, it } from 'vitest'
import { createStartDrill } from '../../functions/start-drill/handler.ts'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import type { DeskDrills } from '../../shared/contract/answers/drills.ts'
import type { Desk } from '../../shared/domain/desk.ts'
import type { Grade } from '../../shared/domain/grade.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import { entriesOf } from '../contracts/contacts.ts'
import { tokenOf } from '../fakes/officer-tokens.ts'
import { fileWith } from '../kit/contacts-file.ts'
import { given, pass } from '../kit/given.ts'
import { createHarbourInMemory, type HarbourInMemory } from '../kit/harbour.ts'
import { control, fife, leith } from '../kit/officers.ts'

const order = { id: 'execution-1', desk: 'division-p', grade: 'immediate' } as const
const supervisor = tokenOf('supervisor-1', 'supervisor-division-p')
const operator = tokenOf('operator-1', 'operators')

const start = async (
  harbour: HarbourInMemory,
  more: { readonly id?: string; readonly desk?: Desk; readonly grade?: Grade } = {},
) => {
  const asked = { ...order, ...more }
  await createStartDrill(startPortsOf(harbour))(asked)
  await harbour.deliver()
  return harbour.drills.idOf(asked.id)
}
const startPortsOf = ({ ports, drills }: HarbourInMemory) => ({ ...ports, drills, drillIdOf: drills.idOf })
const heardIn = ({ channels }: HarbourInMemory, from = 0) =>
  channels.sent.slice(from).map(({ contact }) => contact.contactId)
const drillsOf = (harbour: HarbourInMemory, token: string, query: Record<string, string> = {}) =>
  harbour.duty('GET /duty/drills', 'none', { token, query })
const acknowledge = (harbour: HarbourInMemory, reportId: string, token = fife.token) =>
  harbour.duty('POST /duty/reports/{reportId}/acknowledgement', reportId, { token, body: {} })

describe('a drill', () => {
  it('reaches the desk as a report does, by words that begin with DRILL, and is in its list', async () => {
    const harbour = createHarbourInMemory()
    const reportId = await start(harbour)
    expect(parseReference(reportId)).toBe(reportId)
    expect(harbour.channels.sent.map(({ contact, text }) => [contact.contactId, text])).toEqual([
      [
        'division-p-duty',
        `DRILL Harbour: 1 drill, most urgent immediate, act by 12:05 GMT 24 Nov, ref ${reportId.slice(0, 4)} https://console.example.org/`,
      ],
    ])
    const { body } = await harbour.duty('GET /duty/reports', 'none', { token: fife.token })
    expect(body).toMatchObject({ reports: [{ reportId, isDrill: true, state: 'alerted', grade: 'immediate' }] })
  })

  it('goes up the ladder until an officer of the desk acknowledges it, and then ends', async () => {
    const harbour = createHarbourInMemory()
    const reportId = await start(harbour)
    await pass(harbour, 5)
    await pass(harbour, 5)
    expect(heardIn(harbour, 1)).toEqual([
      ...['division-p-duty', 'duty-control-duty'],
      ...['division-p-duty', 'duty-control-duty', 'division-p-supervisor'],
    ])
    harbour.advance(1)
    expect(await acknowledge(harbour, reportId)).toMatchObject({
      status: 200,
      body: { isDrill: true, state: 'erased' },
    })
    expect(await acknowledge(harbour, reportId)).toMatchObject({ status: 200, body: { state: 'erased' } })
    expect(harbour.logOf({ reportId }).filter(({ what }) => what === 'drill.acknowledged')).toHaveLength(1)
    const heard = harbour.channels.sent.length
    await pass(harbour, 60)
    await pass(harbour, 60 * 24 * 40)
    expect(harbour.channels.sent).toHaveLength(heard)
    const kept = harbour.reports.kept.get(reportId)
    expect(kept && verifyLog(reportId, kept.log, kept.report, sha256)).toEqual({ whole: true })
    for (const state of ['open', 'closed', 'ended']) {
      const { body } = await harbour.duty('GET /duty/reports', 'none', { token: fife.token, query: { state } })
      expect(body).toMatchObject({ reports: [] })
    }
  })

  it('that is asked for twice begins once, and one whose message was lost is sent all the same', async () => {
    const harbour = createHarbourInMemory()
    await start(harbour)
    harbour.advance(1)
    await start(harbour)
    expect(harbour.reports.kept.size).toBe(1)
    expect(harbour.channels.sent).toHaveLength(1)
    const deskQueues = { send: () => Promise.reject(new Error('SQS is down')) }
    await createStartDrill({ ...startPortsOf(harbour), deskQueues })({ ...order, id: 'execution-2' })
    await pass(harbour, 2)
    expect(heardIn(harbour, 1)).toEqual(['division-p-duty'])
  })

  it('shares no message with a report', async () => {
    const { harbour, report } = await given.routedReport()
    const drill = await createDrill(harbour)
    await harbour.notify([report.reportId, drill])
    await harbour.deliver()
    const texts = harbour.channels.sent.map(({ text }) => text.slice(0, 22))
    expect(texts.toSorted()).toEqual(['DRILL Harbour: 1 drill', 'Harbour: 1 report, mos'])
  })

  it.each(['opening', 'reroute', 'grade', 'notes', 'closing', 'reopening', 'withdrawal', 'hold'])(
    'cannot be changed by the call of %s, and says that it is a drill',
    async (what) => {
      const harbour = createHarbourInMemory()
      const reportId = await start(harbour)
      const bodies: Readonly<Record<string, object>> = {
        opening: { reason: 'first-assessment', note: 'to see' },
        reroute: { desk: 'division-e', reason: 'wrong-desk' },
        grade: { grade: 'immediate' },
        notes: { text: 'a note' },
        closing: { outcome: 'not-a-report' },
        reopening: { reason: 'supervision' },
        withdrawal: { decision: 'keep', reason: 'life-at-risk' },
        hold: { held: true },
      }
      const key = '6d1f0c0e-0000-4000-8000-000000000001'
      const call = { token: fife.token, body: bodies[what], key }
      const reply = await harbour.duty(`POST /duty/reports/{reportId}/${what}`, reportId, call)
      expect(reply).toMatchObject({ status: 409, body: { code: 'is-a-drill' } })
    },
  )

  it('is no report to anybody else: another desk finds none, and no reporter comes back to it', async () => {
    const harbour = createHarbourInMemory()
    const reportId = await start(harbour)
    expect(await acknowledge(harbour, reportId, leith.token)).toMatchObject({ status: 404 })
    expect(await acknowledge(harbour, reportId, control.token)).toMatchObject({ status: 403 })
    const asked = await harbour.followUp('status', reportId, { body: { followUpCode: '7777777777777777' } })
    expect(asked).toMatchObject({ status: 404 })
  })

  it('closes the alert that it opened in an on-call engine', async () => {
    const harbour = createHarbourInMemory()
    const duty = [{ channel: 'pagerduty', secret: 'fife' }]
    await harbour.contacts.put(entriesOf(fileWith('division-p', duty)))
    const reportId = await start(harbour)
    await acknowledge(harbour, reportId)
    await harbour.deliver()
    expect(harbour.channels.sent.map(({ text, trigger }) => [trigger?.action, text.slice(0, 5)])).toEqual([
      ['trigger', 'DRILL'],
      ['resolve', 'Harbo'],
    ])
  })

  it('is refused for a desk or a grade that there is not, by the name of the field', async () => {
    const begin = createStartDrill(startPortsOf(createHarbourInMemory()))
    await expect(begin({ ...order, desk: 'division-z' })).rejects.toThrow('a drill cannot begin: desk is missing')
    await expect(begin({})).rejects.toThrow('id, desk, grade is missing or wrong')
  })
})

/** Stores a drill of Edinburgh, whose message was lost. */
const createDrill = async (harbour: HarbourInMemory): Promise<string> => {
  const lost = { send: async () => undefined }
  await createStartDrill({ ...startPortsOf(harbour), deskQueues: lost })({ ...order, desk: 'division-e' })
  return harbour.drills.idOf(order.id)
}

describe('what came of the drills of a desk', () => {
  it('is said to its supervisors, newest first: when it was heard, and who answered after how long', async () => {
    const harbour = createHarbourInMemory()
    const first = await start(harbour)
    await pass(harbour, 5)
    harbour.advance(0.5)
    await acknowledge(harbour, first)
    harbour.advance(60)
    const second = await start(harbour, { id: 'execution-2', grade: 'prompt' })
    const { status, body } = await drillsOf(harbour, supervisor)
    expect(status).toBe(200)
    const { desk, drills } = body as DeskDrills
    expect(desk).toBe('division-p')
    expect(drills).toEqual([
      {
        reportId: second,
        reference: expect.stringContaining('-'),
        desk: 'division-p',
        grade: 'prompt',
        startedAt: '2026-11-24T13:05:30.000Z',
        acceptedAt: '2026-11-24T13:05:30.000Z',
        rung: 1,
      },
      {
        reportId: first,
        reference: expect.stringContaining('-'),
        desk: 'division-p',
        grade: 'immediate',
        startedAt: '2026-11-24T12:00:00.000Z',
        acceptedAt: '2026-11-24T12:00:00.000Z',
        rung: 2,
        acknowledgedAt: '2026-11-24T12:05:30.000Z',
        acknowledgedBy: fife.subject,
        secondsToAcknowledge: 330,
      },
    ])
  })

  it('is said to duty control and operators, who name the desk, and to nobody else', async () => {
    const harbour = createHarbourInMemory()
    await start(harbour)
    for (const path of ['GET /duty/drills', 'GET /duty/contacts']) {
      const ask = (token: string | undefined, query: Record<string, string> = {}) =>
        harbour.duty(path, 'none', { token, query })
      for (const token of [control.token, operator, supervisor]) {
        expect(await ask(token, { desk: 'division-p' })).toMatchObject({ status: 200, body: { desk: 'division-p' } })
      }
      for (const token of [control.token, operator]) {
        expect(await ask(token)).toMatchObject({ status: 400, body: { problems: [{ code: 'desk-needed' }] } })
      }
      const strangers = [fife.token, tokenOf('supervisor-2', 'supervisor-division-e'), tokenOf('nobody')]
      for (const token of strangers) {
        const refused = { status: 403, body: { code: 'not-a-supervisor' } }
        expect(await ask(token, { desk: 'division-p' })).toMatchObject(refused)
      }
      expect(await ask(undefined, { desk: 'division-p' })).toMatchObject({ status: 401 })
      expect(await ask(operator, { desk: 'division-z' })).toMatchObject({ status: 400 })
    }
  })

  it('passes over a drill whose report was never stored', async () => {
    const harbour = createHarbourInMemory()
    const drills = { newestOf: async () => ['000000000000'] }
    const reply = await harbour.duty('GET /duty/drills', 'none', { token: supervisor, ports: { drills } })
    expect(reply).toMatchObject({ status: 200, body: { drills: [] } })
  })

  it('is all that supervisors see: they list and acknowledge nothing', async () => {
    const harbour = createHarbourInMemory()
    const reportId = await start(harbour)
    expect(await acknowledge(harbour, reportId, supervisor)).toMatchObject({ status: 403, body: { code: 'no-desk' } })
  })
})
