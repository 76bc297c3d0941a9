import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import type { Desk } from '../../shared/domain/desk.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { runScript } from './run-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'harbour-officer-'))

/** What the API answered with; and what was asked. */
const lists = new Map<string, readonly ReportView[]>()
let refusal: { readonly status: number; readonly body: string } | undefined
let asked: string[]
let isWhole: boolean
/** What an address answers with; an act gives `acted` otherwise. */
const answers = new Map<string, object>()
let api: Listening

/** How many reports the API has on a page. */
const pageSize = 2

const answer = (address: string): { readonly status: number; readonly body: string } => {
  if (refusal !== undefined) return refusal
  const { pathname, searchParams } = new URL(address, 'http://127.0.0.1')
  if (pathname.endsWith('/log'))
    return { status: 200, body: JSON.stringify(logFrom(Number(searchParams.get('cursor')))) }
  if (pathname !== '/duty/reports') return { status: 200, body: JSON.stringify(answers.get(pathname) ?? acted) }
  const reports = lists.get(`${searchParams.get('desk')}/${searchParams.get('state')}`) ?? []
  const from = Number(searchParams.get('cursor') ?? 0)
  const next = from + pageSize < reports.length ? { next: String(from + pageSize) } : {}
  const page = { at: '2026-11-24T12:30:00.000Z', reports: reports.slice(from, from + pageSize), ...next }
  return { status: 200, body: JSON.stringify(page) }
}

const reportWith = (reportId: string, desk: Desk, more: Partial<ReportView> = {}): ReportView =>
  ({
    reportId,
    reference: reportId.match(/.{4}/g)?.join('-') ?? '',
    state: 'alerted',
    desk,
    grade: 'immediate',
    gradeReasons: [],
    ageGroup: 'adult',
    receivedAt: '2026-11-24T12:00:00.000Z',
    actBy: '2026-11-24T12:45:00.000Z',
    alertKind: 'routed',
    alertRung: 1,
    additions: 0,
    notes: 0,
    ...more,
  }) as ReportView

/** What an act gives. */
const acted = reportWith('7F3K9QWX2M4C', 'division-p', { state: 'acknowledged', acknowledgedBy: 'officer-fife' })

/** Two pages of a log, an entry each. */
const logFrom = (before: number) => ({
  ...{ reportId: '7F3K9QWX2M4C', whole: isWhole, ...(isWhole ? {} : { breaksAt: 2 }) },
  entries: [
    {
      ...{ seq: before + 1, at: '2026-11-24T12:00:00.000Z', who: before === 0 ? 'accept-report' : 'route-report' },
      ...{
        what: before === 0 ? 'report.received' : 'report.routed',
        facts: before === 0 ? {} : { desk: 'division-p' },
      },
      ...{ previousHash: '', hash: '' },
    },
  ],
  ...(before === 0 ? { next: '1' } : {}),
})

const claims = Buffer.from(JSON.stringify({ 'cognito:groups': ['division-p', 'division-e'] })).toString('base64url')
const environment = { HARBOUR_OFFICERS_FOLDER: folder }
const officer = (...args: readonly string[]) => runScript('officer.ts', args, environment)

beforeAll(async () => {
  api = await listenLocally(
    createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      const { status, body } = answer(request.url ?? '/')
      response.writeHead(status).end(body)
    }),
  )
  process.env['HARBOUR_OFFICERS_FOLDER'] = folder
  const { keepLastName, keepSignedIn } = await import('../../scripts/officer/signed-in.ts')
  const tokens = { accessToken: `head.${claims}.tail`, endsAt: Date.now() + 3_600_000 }
  keepSignedIn('fife', { api: api.url, issuer: 'http://127.0.0.1:9', clientId: 'command-line', tokens })
  keepLastName('fife')
})
afterAll(async () => {
  await api.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  lists.clear()
  refusal = undefined
  asked = []
  isWhole = true
  answers.clear()
})

describe('npm run officer -- list', () => {
  test('one line stands for one report, of every page of every desk', async () => {
    const ids = ['7F3K9QWX2M4C', '7F3K00000001', '8A3K00000002', '9B3K00000003', 'AC3K00000004']
    lists.set(
      'division-p/open',
      ids.map((id) => reportWith(id, 'division-p')),
    )
    lists.set('division-e/open', [reportWith('BC3K00000005', 'division-e', { actBy: '2026-11-24T12:26:00.000Z' })])
    const { output, problems, status } = await officer('list')
    expect({ problems, status }).toEqual({ problems: '', status: 0 })
    const lines = output.trimEnd().split('\n')
    expect(lines.map((line) => line.slice(0, 4))).toEqual(['7F3K', '7F3K', '8A3K', '9B3K', 'AC3K', 'BC3K'])
    expect(lines[0]).toMatch(
      /^7F3K-9QWX-2M4C {2}immediate {2}15 min left +division-p +Nobody has it; place: Not known; received Tue,? 24 Nov, 12:00$/,
    )
    expect(lines[5]).toContain('4 min 0 s late')
  })

  test('a report that moves between two pages stands in the list once', async () => {
    const [moved, other] = [reportWith('7F3K9QWX2M4C', 'division-p'), reportWith('8A3K00000002', 'division-p')]
    lists.set('division-p/open', [moved, other, moved])
    expect((await officer('list', 'division-p')).output.match(/7F3K/g)).toHaveLength(1)
  })

  test('a line says what an officer must know before opening, and an empty list says so', async () => {
    const facts = { ageGroup: 'child', unreadSince: 'x', withdrawalRequestedAt: 'x', heldBy: 'x' } as const
    lists.set('division-p/closed', [reportWith('7F3K9QWX2M4C', 'division-p', facts)])
    const flags = 'under 18, or may be; new text; wants to withdraw; on hold'
    expect((await officer('list', 'closed')).output).toContain(flags)
    expect((await officer('list')).output).toBe('No open report (division-p, division-e)\n')
  })
})

describe('what a supervisor and the operators ask', () => {
  const at = '2026-11-24T12:30:00.000Z'

  test.each([
    [
      ['health'],
      'health',
      { oldestOverdueSeconds: 90, unreachable: [], failing: [] },
      /^A report has been overdue for 90/,
    ],
    [
      ['contacts', 'division-p'],
      'contacts',
      { unreachable: ['duty'], failing: [] },
      /^No contact of the officers on duty/,
    ],
    [['drills', 'division-p'], 'drills', { drills: [] }, /^The desk has had no drill\n$/],
  ])('npm run officer -- %j prints it in lines', async (args, what, body, line) => {
    answers.set(`/duty/${what}`, { desk: 'division-p', at, ...body })
    const { output, problems } = await officer(...args)
    expect(output).toMatch(line)
    expect(problems).toBe('')
  })
})

describe('the four characters of an alert', () => {
  test.each(['7f3k', '7F3K', '7-f3k'])('%s stands for the one report that begins so', async (typed) => {
    lists.set('division-e/open', [reportWith('8A3K00000002', 'division-e'), reportWith('7F3K9QWX2M4C', 'division-e')])
    expect(await officer('acknowledge', typed)).toMatchObject({ status: 0, problems: '' })
    expect(asked.at(-1)).toBe('POST /duty/reports/7F3K-9QWX-2M4C/acknowledgement')
  })

  test('an open report counts before a closed one', async () => {
    lists.set('division-e/closed', [reportWith('7F3K00000001', 'division-e')])
    await officer('log', '7F3K')
    expect(asked.at(-1)).toBe('GET /duty/reports/7F3K-0000-0001/log?cursor=1')
    lists.set('division-p/open', [reportWith('7F3K9QWX2M4C', 'division-p')])
    await officer('log', '7F3K')
    expect(asked.at(-1)).toBe('GET /duty/reports/7F3K-9QWX-2M4C/log?cursor=1')
  })

  test('several reports that begin so are named, and nothing is done', async () => {
    lists.set('division-e/open', [reportWith('7F3K00000001', 'division-e')])
    lists.set('division-p/open', [reportWith('7F3K9QWX2M4C', 'division-p')])
    const both = '7F3K-9QWX-2M4C (division-p), 7F3K-0000-0001 (division-e)'
    const problems = `officer: 2 reports begin with 7F3K: ${both}; give the whole reference\n`
    expect(await officer('acknowledge', '7F3K')).toEqual({ output: '', problems, status: 1 })
    expect(asked.filter((each) => each.startsWith('POST'))).toEqual([])
  })

  test('what no desk of the officer has is said', async () => {
    const problems = expect.stringMatching(/^officer: none of your desks \(division-p, division-e\) has a report .*\n$/)
    expect(await officer('acknowledge', '7F3K')).toEqual({ output: '', problems, status: 1 })
  })
})

describe('what an officer reads after an act', () => {
  const reference = '7F3K-9QWX-2M4C'

  test.each([
    ['acknowledge', []],
    ['close', ['advice-given']],
    ['find', []],
  ])('%s gives one line: where the report stands, and what is to do by when', async (name, more) => {
    const { output, problems } = await officer(name, reference, ...more)
    expect(problems).toBe('')
    expect(output).toBe(
      `${reference}  immediate  division-p  officer-fife has it, and nobody has read it; Open by Tue 24 Nov, 12:45\n`,
    )
  })

  test('a handover says which desk has it', async () => {
    answers.set(`/duty/reports/${reference}/reroute`, { reference, desk: 'division-e' })
    const { output } = await officer('reroute', reference, 'division-e', 'wrong-desk')
    expect(output).toBe(`${reference}  division-e has it now; you see no more of it\n`)
  })

  test('a log is a line for each entry of every page, and whether these are all', async () => {
    const { output } = await officer('log', reference)
    expect(output.split('\n')).toEqual([
      expect.stringMatching(/^1 {2}Tue,? 24 Nov, 12:00 {2}accept-report {2}stores a new report/),
      expect.stringMatching(/^2 {2}Tue,? 24 Nov, 12:00 {2}route-report {2}.*; desk: division-p$/),
      'The chain is whole: these are all 2 entries, unchanged',
      '',
    ])
    isWhole = false
    expect((await officer('log', reference)).output).toContain('THE CHAIN IS BROKEN at entry 2')
  })
})

describe('a refusal', () => {
  test.each([
    [409, { detail: 'acknowledge it before you close it' }, 'acknowledge it before you close it (409)'],
    [400, { detail: 'correct', problems: [{ pointer: '/note', detail: 'is missing' }] }, 'note is missing (400)'],
    [504, { detail: 'under the same Idempotency-Key' }, /^Harbour did not answer in time; look whether /],
    [502, undefined, 'the answer has no words (502)'],
  ])('%d is said in one line, in words for an officer', async (status, body, said) => {
    refusal = { status, body: body === undefined ? '<html>' : JSON.stringify(body) }
    const ran = await officer('close', '7F3K-9QWX-2M4C', 'advice-given')
    expect({ output: ran.output, status: ran.status }).toEqual({ output: '', status: 1 })
    expect(ran.problems.match(/\n/g)).toHaveLength(1)
    expect(ran.problems.replace(/^officer: |\n$/g, '')).toEqual(
      typeof said === 'string' ? said : expect.stringMatching(said),
    )
  })
})
