import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toDocument } from './document.ts'
import { unitsByLogEntries, unitsByOpen, unitsByReports } from './growth.ts'
import { measureLoad } from './load.ts'
import { measurePrice } from './price.ts'
import {
  buildSubjects,
  measureColdStarts,
  measureFirstReports,
  measureParts,
  measureSynth,
  measureWarmReports,
  type Subject,
} from './processes.ts'

const say = (text: string): void => void process.stderr.write(`bench: ${text}\n`)

const growths = [
  ['reports in the table, one more report', unitsByReports],
  ['open reports in the due index, one due report driven on', unitsByOpen],
  ['log entries of a report, one more step', unitsByLogEntries],
] as const

const measureGrowth = async () => {
  const rows: { readonly name: string; readonly units: readonly number[] }[] = []
  for (const [name, unitsBy] of growths) {
    rows.push({ name, units: [await unitsBy(10), await unitsBy(100), await unitsBy(1000)] })
  }
  return rows
}

say('bundling, and installing the peer')
const noPeer = await buildSubjects()
const withPeer: readonly Subject[] = noPeer === undefined ? ['peer'] : []
say('cold starts')
const cold = await measureColdStarts()
say('first reports')
const first = await measureFirstReports(['floor', 'bareSdk', 'bareSdkAsOurs', 'ours', ...withPeer])
say('warm reports')
const warm = await measureWarmReports(['bareSdk', 'ours', ...withPeer])
say('parts')
const parts = measureParts()
say('growth')
const growth = await measureGrowth()
say('price')
const price = noPeer === undefined ? await measurePrice() : noPeer
say('synth')
const synth = measureSynth()
say('load')
const load = await measureLoad()

const text = toDocument({ noPeer, cold, first, warm, parts, growth, price, synth, load })
writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md'), text)
say('wrote docs/benchmarks.md')
