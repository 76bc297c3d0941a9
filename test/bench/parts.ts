import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { sealText } from '../../shared/adapters/envelope.ts'
import { parseJson } from '../../shared/contract/body.ts'
import { clean } from '../../shared/contract/clean.ts'
import { toReportText } from '../../shared/contract/report-text.ts'
import { understandSubmission } from '../../shared/contract/submission.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { fullSubmission } from '../kit/submissions.ts'
import { measure } from './statistics.ts'

/**
 * What one fresh process prints, microseconds, each the median of its batches in turn: parsing and sealing, their floor
 * (JSON.parse and a bare cipher), and two log lines.
 */
export interface PartsRun {
  readonly floor: number
  readonly ours: number
  readonly logLines: number
}

const batches = 11
const batchSize = 2000

const microsOf = (work: () => void): number => {
  const from = performance.now()
  for (let count = 0; count < batchSize; count += 1) work()
  return ((performance.now() - from) * 1000) / batchSize
}

const body = JSON.stringify(fullSubmission)
const dataKey = randomBytes(32)
const binding = { reportId: '7F3K9QWX2M4C', receivedAt: '2026-11-24T12:00:00.000Z', label: 'report' }
const log = createLog(
  'accept-report',
  () => new Date(),
  () => undefined,
)

const subjects: Readonly<Record<keyof PartsRun, () => void>> = {
  floor: () => {
    JSON.parse(body)
    const cipher = createCipheriv('aes-256-gcm', createSecretKey(dataKey), randomBytes(12))
    Buffer.concat([cipher.update(body), cipher.final(), cipher.getAuthTag()])
  },
  ours: () => {
    const json = parseJson(body)
    const cleaned = json.ok ? clean(json.value as object) : undefined
    if (cleaned === undefined) throw new Error('the example is not accepted')
    sealText(dataKey, binding, toReportText(understandSubmission(cleaned)))
  },
  logLines: () => {
    log.event('report.accepted', { reportId: binding.reportId })
    log.metric('OldestOverdueSeconds', 0)
  },
}

const figures = Object.entries(subjects).map(([name, work]) => ({ name, work, micros: [] as number[] }))
for (const { work } of figures) microsOf(work)
for (let batch = 0; batch < batches; batch += 1) for (const { work, micros } of figures) micros.push(microsOf(work))
process.stdout.write(
  JSON.stringify(Object.fromEntries(figures.map(({ name, micros }) => [name, measure(micros).median]))),
)
