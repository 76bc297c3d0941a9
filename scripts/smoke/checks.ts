import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ApiAnswer, PublicApi } from '../../shared/ports/public-api.ts'
import { askOwn, type Kept as KeptByReporter, sendOwn, waitForAlert } from '../../shared/workflow/own-report.ts'

/** One thing that a live API must do. Its name is printed. */
export interface Check {
  readonly name: string
  /** Returns what is wrong, in a few words; undefined when nothing is. Later checks may need what this one keeps. */
  readonly run: (kept: Kept) => Promise<string | undefined>
}

/** What the report's checks hand on to each other. */
export type Kept = Partial<KeptByReporter>

const whole = ({ reference, followUpCode }: Kept): KeptByReporter | undefined =>
  reference === undefined || followUpCode === undefined ? undefined : { reference, followUpCode }

/** What every officer who opens it reads first. An adult without a place: the desk is duty control's. */
const report = {
  age: { now: '25-44', inImages: '25-44' },
  location: { unknown: true },
  danger: { inDangerNow: 'no', selfHarm: 'none' },
  narrative:
    'TEST by the operators of Harbour (npm run smoke). Nobody is in danger. It is withdrawn in a minute: an officer may erase it.',
}

const expectStatus = ({ status, body }: ApiAnswer, expected: number): string | undefined =>
  status === expected ? undefined : `answered ${status} ${String(body['code'] ?? '')}, expected ${expected}`.trim()

/** How long a report may take to its first alert, milliseconds. */
const alertMs = 120_000

const noReport = 'there is no report: the check before failed'

/** Checks of the API that send nothing. */
export const readingChecks = (api: PublicApi): readonly Check[] => [
  {
    name: 'the API describes itself (GET /openapi.json)',
    run: async () => expectStatus(await api('openapi.json'), 200),
  },
  {
    name: 'no report waits unseen (GET /health)',
    run: async () => expectStatus(await api('health'), 200),
  },
  {
    name: 'advice is there (GET /guidance)',
    run: async () => expectStatus(await api('guidance'), 200),
  },
  {
    name: 'a page of another origin may send a report (CORS preflight)',
    run: async () => {
      const asked = { origin: 'https://front.example', 'access-control-request-method': 'POST' }
      const headers = { ...asked, 'access-control-request-headers': 'content-type,idempotency-key' }
      const answer = await api('reports', { method: 'OPTIONS', headers })
      if (answer.status >= 300) return `answered ${answer.status}, expected 2xx`
      const allowed = answer.headers.get('access-control-allow-headers')?.toLowerCase() ?? ''
      return allowed.includes('idempotency-key') ? undefined : 'idempotency-key is not among the allowed headers'
    },
  },
  {
    name: 'a wrong method is refused with those that are right (405, Allow)',
    run: async () => {
      const answer = await api('reports', { method: 'PUT', body: {} })
      return expectStatus(answer, 405) ?? (answer.headers.get('allow') === null ? 'has no Allow header' : undefined)
    },
  },
  {
    name: 'a wrong reference is refused like a wrong code (404)',
    run: async () => {
      const body = { followUpCode: '0000-0000-0000-0000' }
      return expectStatus(await api('reports/0000-0000-0000/status', { method: 'POST', body }), 404)
    },
  },
  {
    name: "the officers' calls need a token (401)",
    run: async () => expectStatus(await api('duty/reports'), 401),
  },
]

/** Checks that send one marked report and follow it to its end. */
export const reportChecks = (api: PublicApi): readonly Check[] => {
  const key = randomUUID()
  const send = () => sendOwn(api, { key, body: report })
  return [
    {
      name: 'a report is accepted (POST /reports)',
      run: async (kept) => {
        const { answer, kept: given } = await send()
        Object.assign(kept, given)
        return expectStatus(answer, 202) ?? (given === undefined ? 'has no reference' : undefined)
      },
    },
    {
      name: 'a retry under the same key is the same report',
      run: async ({ reference }) =>
        (await send()).kept?.reference === reference ? undefined : 'answered another reference',
    },
    {
      name: 'its desk is sent an alert within two minutes',
      run: async (kept) => {
        const own = whole(kept)
        if (own === undefined) return noReport
        const isAlerted = await waitForAlert(api, own, { forMs: alertMs, wait, elapsedMs: () => performance.now() })
        return isAlerted ? undefined : 'no alert was sent'
      },
    },
    {
      name: 'its reporter adds to it',
      run: async (kept) => {
        const own = whole(kept)
        return own === undefined ? noReport : expectStatus(await askOwn(api, own, 'additions', { text: 'TEST' }), 202)
      },
    },
    {
      name: 'its reporter withdraws it',
      run: async (kept) => {
        const own = whole(kept)
        return own === undefined ? noReport : expectStatus(await askOwn(api, own, 'withdrawal'), 200)
      },
    },
  ]
}
