import { describe, expect, it, vi } from 'vitest'
import {
  CallFailed,
  createDuty,
  createHarbour,
  createMemoryOutbox,
  createStorageOutbox,
  type HarbourOptions,
  newKey,
} from '../../shared/client/client.ts'
import { half, json, reset, silence, useScriptedApi } from './scripted-api.ts'

const { received, answers, url } = useScriptedApi()
const accepted = { reference: '7F3K-9QWX-2M4C', followUpCode: '7F3K-9QWX-2M4C-8T5N', receivedAt: '', guidance: [] }
const receipt = { reference: accepted.reference, followUpCode: accepted.followUpCode }
const created = json(202, accepted)
const problem = (status: number, code: string, more: object = {}) =>
  json(status, { status, code, detail: 'correct it', problems: [], ...more }, { 'x-amzn-requestid': 'request-1' })

const create = (more: Partial<HarbourOptions> = {}) =>
  createHarbour({ baseUrl: `${url()}/prod/`, timeoutMs: 300, backoffMs: 1, ...more })
const keys = () => received.map(({ headers }) => headers['idempotency-key'])
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('sending a report', () => {
  it('sends the draft under its own key, at the path of the base URL', async () => {
    answers.push(created)
    const harbour = create()
    const draft = harbour.draft({ age: { now: '25-44' } })
    expect(await harbour.report(draft)).toEqual(accepted)
    expect(received).toMatchObject([
      {
        method: 'POST',
        url: '/prod/reports',
        headers: { 'idempotency-key': draft.key },
        body: '{"age":{"now":"25-44"}}',
      },
    ])
    expect(received[0]?.headers).not.toHaveProperty('prefer')
  })

  it('sends it again under the same key after 503, a broken connection, no answer, half an answer and 504', async () => {
    answers.push(json(503, {}), reset, silence, half, json(504, {}), created)
    const harbour = create({ retries: 5 })
    const draft = harbour.draft({ narrative: 'they have my video' })
    const report = harbour.report(draft)
    // An answer that begins and does not end is a lost answer, which the caller is told of.
    const first = await failureOf(report)
    expect(first).toMatchObject({ code: 'no-answer' })
    expect(await harbour.report(draft)).toEqual(accepted)
    expect(new Set(keys())).toEqual(new Set([draft.key]))
    expect(new Set(received.map(({ body }) => body))).toEqual(new Set(['{"narrative":"they have my video"}']))
    expect(received).toHaveLength(6)
  })

  it('waits as long as Retry-After asks', async () => {
    answers.push(json(429, {}, { 'retry-after': '1' }), created)
    const startedAt = performance.now()
    const harbour = create()
    await harbour.report(harbour.draft({}))
    expect(performance.now() - startedAt).toBeGreaterThan(990)
  })

  it.each([400, 403, 404, 409, 413, 415, 422, 500])('does not send it again after %i', async (status) => {
    answers.push(problem(status, 'a-code'))
    const harbour = create()
    expect(await failureOf(harbour.report(harbour.draft({})))).toMatchObject({ status, code: 'a-code' })
    expect(received).toHaveLength(1)
  })

  it('fails with every problem and a request id to quote', async () => {
    const problems = [{ pointer: '/age/now', detail: 'is not one of …', code: 'not-a-choice' }]
    answers.push(problem(400, 'invalid-request', { problems }))
    const harbour = create({ handling: 'strict' })
    const failure = await failureOf(harbour.report(harbour.draft({})))
    expect(failure).toBeInstanceOf(CallFailed)
    expect(failure).toMatchObject({ problems, requestId: 'request-1', detail: 'correct it', message: 'correct it' })
    expect(received[0]?.headers).toMatchObject({ prefer: 'handling=strict' })
  })

  it('fails with the status when something in front of the API answers in its own words', async () => {
    answers.push((reply) => reply.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'))
    const harbour = create()
    const failure = await failureOf(harbour.report(harbour.draft({})))
    expect(failure).toMatchObject({ status: 502, code: 'http-502', problems: [], requestId: undefined })
  })

  it('gives the last answer when every try is refused for now', async () => {
    answers.push(...Array.from({ length: 4 }, () => problem(503, 'busy')))
    const harbour = create()
    expect(await failureOf(harbour.report(harbour.draft({})))).toMatchObject({ status: 503, code: 'busy' })
    expect(received).toHaveLength(4)
  })

  it('does not wait for a server that asks for more than a minute', async () => {
    answers.push(json(503, {}, { 'retry-after': '3600' }))
    const harbour = create()
    expect(await failureOf(harbour.report(harbour.draft({})))).toMatchObject({ status: 503 })
    expect(received).toHaveLength(1)
  })

  it('ends when the caller aborts, also while it waits, and sends nothing more', async () => {
    answers.push(json(503, {}, { 'retry-after': '30' }))
    const stop = new AbortController()
    const harbour = create()
    const failing = failureOf(harbour.report(harbour.draft({}), { signal: stop.signal }))
    await vi.waitFor(() => expect(received).toHaveLength(1))
    stop.abort(new Error('the page was left'))
    expect(await failing).toEqual(new Error('the page was left'))
    expect(received).toHaveLength(1)
  })
})

describe('a draft', () => {
  it('waits in the outbox while there is no network, and is sent when it is back, under its key', async () => {
    const outbox = createMemoryOutbox()
    const harbour = create({ outbox, retries: 0 })
    const draft = harbour.draft({ narrative: 'typed in a tunnel' })
    answers.push(reset)
    expect(await failureOf(harbour.report(draft))).toMatchObject({ code: 'no-answer', status: 0 })
    expect(await harbour.unsent()).toEqual([draft])
    answers.push(created)
    expect(await harbour.sendUnsent()).toEqual([{ draft, accepted }])
    expect(keys()).toEqual([draft.key, draft.key])
    expect(await harbour.unsent()).toEqual([])
  })

  it('that fails keeps no other draft from being sent, and each code that was answered is returned', async () => {
    const harbour = create({ retries: 0 })
    const drafts = [harbour.draft({ narrative: 'one' }), harbour.draft({ narrative: 'two' })]
    for (const draft of drafts) {
      answers.push(reset)
      await failureOf(harbour.report(draft))
    }
    answers.push(problem(500, 'fault'), created)
    expect(await harbour.sendUnsent()).toEqual([
      { draft: drafts[0], failure: expect.objectContaining({ code: 'fault' }) },
      { draft: drafts[1], accepted },
    ])
    expect(await harbour.unsent()).toEqual([drafts[0]])
  })

  it('stays in the outbox after 429, 500 and a refusal of something before the API, and leaves it when the API refuses what it says', async () => {
    const harbour = create({ retries: 0 })
    const draft = harbour.draft({})
    for (const status of [403, 408, 429, 500]) {
      answers.push(problem(status, 'access-denied'))
      await failureOf(harbour.report(draft))
      expect(await harbour.unsent()).toEqual([draft])
    }
    answers.push(problem(413, 'too-large'))
    await failureOf(harbour.report(draft))
    expect(await harbour.unsent()).toEqual([])
  })

  it('is kept in a browser’s storage only when the caller asks, and leaves nothing behind', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    } as unknown as Storage
    const outbox = createStorageOutbox(storage)
    const drafts = [newKey(), newKey()].map((key) => ({ key, submission: {} }))
    for (const draft of [...drafts, ...drafts]) outbox.put(draft)
    expect(outbox.list()).toEqual(drafts)
    for (const { key } of drafts) outbox.remove(key)
    expect(kept.size).toBe(0)
    kept.set('harbour-drafts', 'not JSON')
    expect(outbox.list()).toEqual([])
  })
})

describe('a reporter who comes back', () => {
  it('asks, adds, withdraws and undoes with the code in the body and never in the address', async () => {
    const harbour = create()
    answers.push(json(200, { state: 'waiting' }), json(202, {}), json(200, {}))
    await harbour.status(receipt)
    await harbour.add(receipt, { text: 'they wrote again', key: newKey() })
    await harbour.withdraw(receipt)
    await harbour.undo(receipt)
    expect(received.map(({ url }) => url)).toEqual(
      ['status', 'additions', 'withdrawal', 'withdrawal/undo'].map(
        (call) => `/prod/reports/${receipt.reference}/${call}`,
      ),
    )
    for (const { body } of received) expect(JSON.parse(body)).toMatchObject({ followUpCode: receipt.followUpCode })
  })

  it('reads the advice for an age', async () => {
    answers.push(json(200, { guidance: [] }))
    await create().guidance({ age: '16-17' })
    expect(received[0]?.url).toBe('/prod/guidance?age=16-17')
  })
})

describe('an officer', () => {
  const officer = (token = vi.fn(async (isRefused: boolean) => (isRefused ? 'second' : 'first'))) => ({
    token,
    duty: createDuty({ baseUrl: url(), token, timeoutMs: 300, backoffMs: 1 }),
  })

  it('makes each call with the token, the report in the path and the rest in the body', async () => {
    const { duty } = officer()
    await duty.list({ desk: 'division-p' })
    await duty.log('7F3K9QWX2M4C', { cursor: '6000' })
    await duty.acknowledge('7F3K9QWX2M4C')
    await duty.open('7F3K9QWX2M4C', { reason: 'first-assessment', note: 'to see what is asked for' })
    await duty.handOver('7F3K9QWX2M4C', { desk: 'division-e', reason: 'lives-elsewhere' })
    await duty.regrade('7F3K9QWX2M4C', { grade: 'immediate' })
    await duty.addNote('7F3K9QWX2M4C', { text: 'rang', key: newKey() })
    await duty.close('7F3K9QWX2M4C', { outcome: 'advice-given' })
    await duty.hold('7F3K9QWX2M4C', { held: true })
    await duty.find('7F3K9QWX2M4C')
    await duty.reopen('7F3K9QWX2M4C', { reason: 'closed-wrongly' })
    await duty.drills({ desk: 'division-p' })
    await duty.contacts()
    await duty.decideWithdrawal('7F3K9QWX2M4C', { decision: 'keep', reason: 'may-be-coerced' })
    expect(received.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'GET /duty/reports?desk=division-p ',
      'GET /duty/reports/7F3K9QWX2M4C/log?cursor=6000 ',
      'POST /duty/reports/7F3K9QWX2M4C/acknowledgement {}',
      'POST /duty/reports/7F3K9QWX2M4C/opening {"reason":"first-assessment","note":"to see what is asked for"}',
      'POST /duty/reports/7F3K9QWX2M4C/reroute {"desk":"division-e","reason":"lives-elsewhere"}',
      'POST /duty/reports/7F3K9QWX2M4C/grade {"grade":"immediate"}',
      'POST /duty/reports/7F3K9QWX2M4C/notes {"text":"rang"}',
      'POST /duty/reports/7F3K9QWX2M4C/closing {"outcome":"advice-given"}',
      'POST /duty/reports/7F3K9QWX2M4C/hold {"held":true}',
      'GET /duty/reports/7F3K9QWX2M4C ',
      'POST /duty/reports/7F3K9QWX2M4C/reopening {"reason":"closed-wrongly"}',
      'GET /duty/drills?desk=division-p ',
      'GET /duty/contacts ',
      'POST /duty/reports/7F3K9QWX2M4C/withdrawal {"decision":"keep","reason":"may-be-coerced"}',
    ])
    expect(new Set(received.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer first']))
  })

  it('is asked for another token once when the first is refused, for such a call did nothing', async () => {
    answers.push(problem(401, 'not-signed-in'), json(200, { reports: [] }))
    const { duty, token } = officer()
    await duty.list()
    expect(token.mock.calls).toEqual([[false], [true]])
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second'])
  })

  it('reads who has a report that is taken', async () => {
    answers.push(problem(409, 'already-acknowledged', { detail: 'officer-2 acknowledged this report' }))
    const { duty } = officer()
    expect(await failureOf(duty.acknowledge('7F3K9QWX2M4C'))).toMatchObject({
      code: 'already-acknowledged',
      detail: 'officer-2 acknowledged this report',
    })
    expect(received).toHaveLength(1)
  })
})
