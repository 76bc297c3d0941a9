import { availableParallelism, cpus } from 'node:os'
import { bundleSizeOf } from './bundle-size.ts'
import type { measureLoad } from './load.ts'
import type { measurePrice } from './price.ts'
import { billedNames, priceOf, prices } from './prices.ts'
import { bytesOf, type measureParts, type measureSynth, type Subject } from './processes.ts'
import { type Measured, ratio, words } from './statistics.ts'
import { whatWasTried } from './tried.ts'

/** What one run of the benchmarks measured. */
export interface Measurements {
  /** Why there is no peer; undefined when there is one. */
  readonly noPeer: string | undefined
  /** Process start to handler ready, by function. */
  readonly cold: Readonly<Record<string, Measured>>
  readonly first: Readonly<Record<Subject, Measured>>
  readonly warm: Readonly<Record<Subject, Measured>>
  readonly parts: ReturnType<typeof measureParts>
  readonly growth: ReadonlyArray<{ readonly name: string; readonly units: readonly number[] }>
  readonly price: Awaited<ReturnType<typeof measurePrice>>
  readonly synth: ReturnType<typeof measureSynth>
  readonly load: Awaited<ReturnType<typeof measureLoad>>
}

/** One row of the budgets: the figure, its limit, and whether this run met it. */
const budget = (name: string, figure: number, atMost: number): string =>
  `| ${name} | ${figure.toFixed(2)} | ${atMost} | ${figure <= atMost ? 'met' : '**not met**'} |`

const table = (heads: readonly string[], rows: readonly string[]): string =>
  [`| ${heads.join(' | ')} |`, `|${heads.map(() => '---').join('|')}|`, ...rows].join('\n')

const titles = {
  empty: 'an empty handler',
  floor: 'floor: three hand-signed calls over node:https and one cipher, no SDK',
  bareSdk: 'plain: three bare SDK clients and one cipher, bundled with esbuild as it comes',
  bareSdkAsOurs: 'the plain one, bundled as ours is: what the SDK loads lazily is left out',
  peer: 'peer: Powertools (logger, metrics, idempotency), middy, zod, lib-dynamodb, AWS Encryption SDK',
  ours: 'accept-report',
} as const satisfies Record<Subject, string>

const peerBudgetsOf = ({ noPeer, first, warm }: Measurements): readonly string[] =>
  noPeer === undefined
    ? [
        budget('process start and first report, to the peer', ratio(first.ours, first.peer), 0.6),
        budget('warm processor time, to the peer', ratio(warm.ours, warm.peer), 0.55),
      ]
    : [`| the peer | – | – | not measured: ${noPeer} |`]

const priceBudgetOf = ({ price }: Measurements): string =>
  typeof price === 'string'
    ? `| price of a million reports with every answer, to the peer | – | 0.6 | not measured: ${price} |`
    : budget(
        'price of a million reports with every answer, to the peer',
        priceOf(price.ours) / priceOf(price.peer),
        0.6,
      )

const million = 1_000_000
const inDollars = (dollars: number): string => dollars.toFixed(2)

const priceTableOf = ({ price }: Measurements): string =>
  typeof price === 'string'
    ? `Not measured: ${price}.`
    : table(
        [
          'billed',
          'of one report',
          'of the peer',
          'dollars a million',
          'the same of the peer',
          'dollars a million units',
          'source',
        ],
        [
          ...billedNames.map((name) => {
            const { what, dollars, source } = prices[name]
            const { ours, peer } = price
            return `| ${what} | ${ours[name].toFixed(2)} | ${peer[name].toFixed(2)} | ${inDollars(ours[name] * dollars * million)} | ${inDollars(peer[name] * dollars * million)} | ${(dollars * million).toPrecision(4)} | ${source} |`
          }),
          `| **sum** | | | **${inDollars(priceOf(price.ours) * million)}** | **${inDollars(priceOf(price.peer) * million)}** | | |`,
        ],
      )

const otherPricesOf = ({ price }: Measurements): string =>
  typeof price === 'string'
    ? ''
    : table(
        ['a report of so many bytes', 'dollars a million', 'the same of the peer', 'to the peer'],
        [price, ...price.others]
          .toSorted((one, other) => one.bytes - other.bytes)
          .map(({ bytes, ours, peer }) => {
            const [one, other] = [priceOf(ours), priceOf(peer)]
            return `| ${bytes} | ${inDollars(one * million)} | ${inDollars(other * million)} | ${(one / other).toFixed(2)} |`
          }),
      )

/** Returns the text of docs/benchmarks.md: every figure of one run, against its budget, and what was tried. */
export const toDocument = (measured: Measurements): string => {
  const { noPeer, cold, first, warm, parts, growth, synth, load } = measured
  const subjects: readonly Subject[] = [
    'floor',
    'bareSdk',
    'bareSdkAsOurs',
    'ours',
    ...(noPeer === undefined ? (['peer'] as const) : []),
  ]
  const size = bundleSizeOf('accept-report')
  return `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}). Every ratio is of one run, its subjects in turn;
each figure is a median with the middle half in brackets. The network is answered by another process over TLS.

## Budgets

${table(
  ['budget', 'measured', 'at most', ''],
  [
    budget('accept-report, KB minified', size.minified / 1000, 300),
    budget('accept-report, KB gzip, without its tables of places', size.zippedCode / 1000, 90),
    budget('process start and first report, to the floor', ratio(first.ours, first.floor), 2.8),
    budget('process start and first report, to the plain bundle', ratio(first.ours, first.bareSdk), 1.05),
    budget('validation and sealing, to JSON.parse and AES-GCM', parts.toFloor.median, 3.5),
    budget('log and metric lines of a report, µs', parts.logLines.median, 20),
    ...growth.map(({ name, units }) => budget(`cost at 100x, to 1x: ${name}`, (units[2] ?? 0) / (units[0] ?? 1), 1.1)),
    ...peerBudgetsOf(measured),
    priceBudgetOf(measured),
    budget('synth of the whole app with template validation, from the second on, s', synth.next.median, 5),
    budget('`npm start`, the first, or after a change of the code, s', load.startAfterChange, 5),
    budget('`npm start`, when nothing has changed since, s', load.startUnchanged, 3),
    ...(load.memoryMb === undefined ? [] : [budget('`npm start` with 2,000 reports, MB', load.memoryMb, 400)]),
  ],
)}

## Process start to handler ready, ms

${table(
  ['function', 'ms', 'to an empty handler'],
  Object.entries(cold).map(
    ([name, figure]) => `| ${name} | ${words(figure)} | ${(figure.median / (cold['empty']?.median ?? 1)).toFixed(2)} |`,
  ),
)}

accept-report warms its three connections before it is ready, which is part of its figure.

## Process start to the first accepted report, ms

${table(
  ['subject', 'ms', 'KB minified'],
  subjects.map((each) => `| ${titles[each]} | ${words(first[each])} | ${(bytesOf(each) / 1000).toFixed(0)} |`),
)}

## Processor time of a warm report, µs

${table(
  ['subject', 'µs'],
  subjects.filter((each) => each in warm).map((each) => `| ${titles[each]} | ${words(warm[each], 0)} |`),
)}

## Inside a report, µs

${table(
  ['part', 'µs'],
  [
    `| JSON.parse and a bare AES-GCM cipher | ${words(parts.floor)} |`,
    `| parsing and sealing, ${words(parts.toFloor, 2)} of it | ${words(parts.ours)} |`,
    `| one log line and one metric line | ${words(parts.logLines)} |`,
  ],
)}

## How the cost grows: DynamoDB units of both kinds

Counted by dynalite, which leaves the indexes out; the price below has them in.

${table(
  ['with', '10', '100', '1000'],
  growth.map(({ name, units }) => `| ${name} | ${units.map((each) => each.toFixed(2)).join(' | ')} |`),
)}

## The price of a million reports

From the post to the first alert, counted from the calls that the deployed bundles really make (Amazon's own DynamoDB engine, fauxqs, our KMS), with the
pollers' receive and delete of each message. The peer has the same domain code, stores the same facts and its sealed text in one item, and answers the same 202,
which Powertools keeps for a repeat; sealing, idempotency, batches, logs and metrics are its stack's. Not counted, being the same for both: API Gateway, WAF
and the delivery of an alert. Not counted either: storage, and the time that functions run, of which the peer's is the longer.

${priceTableOf(measured)}

The ratio is another for another length: a sealed text is padded to 1, 2, 4 … KiB, so that its length says little, and the table above is of one that fits just under 2.

${otherPricesOf(measured)}

## Synth

\`node infra/app.ts\`, process start to end, with cdk-nag and CDK's own template validation as errors: ${words(synth.next, 2)} s; ${synth.first.toFixed(2)} s the first time, when V8 has compiled nothing
yet. \`npm run synth\` adds the start of npm and of CDK's command.

${whatWasTried(measured)}
## \`npm start\` under load

2,000 reports, four at a time from another process; every engine and function in one process:
${load.reportsPerSecond.toFixed(0)} reports a second; from the 202 to the alert ${load.delayP50Ms} ms (p50), ${load.delayP99Ms} ms (p99); ${load.memoryMb === undefined ? 'memory not measured here' : `${load.memoryMb.toFixed(0)} MB of memory`}.
`
}
