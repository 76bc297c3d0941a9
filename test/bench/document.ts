import { availableParallelism, cpus } from 'node:os'
import type { measureLoad } from './load.ts'
import type { measurePrice } from './price.ts'
import { billedNames, priceOf, prices } from './prices.ts'
import { bytesOf, type measureParts, type measureSynth, type Subject, zippedBytesOf } from './processes.ts'
import { type Measured, words } from './statistics.ts'

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

/** One budget of issue 4, and whether this run met it. */
const budget = (name: string, figure: number, atMost: number): string =>
  `| ${name} | ${figure.toFixed(2)} | ${atMost} | ${figure <= atMost ? 'met' : '**not met**'} |`

const table = (heads: readonly string[], rows: readonly string[]): string =>
  [`| ${heads.join(' | ')} |`, `|${heads.map(() => '---').join('|')}|`, ...rows].join('\n')

const ratio = (one: Measured, other: Measured): number => one.median / other.median

const titles = {
  empty: 'an empty handler',
  floor: 'floor: three hand-signed calls over node:https and one cipher, no SDK',
  bareSdk: 'plain: three bare SDK clients and one cipher, bundled with esbuild as it comes',
  bareSdkAsOurs: 'the plain one, bundled as ours is: no undici, no credential chain',
  peer: 'peer: Powertools (logger, metrics, idempotency), middy, zod, lib-dynamodb, AWS Encryption SDK',
  ours: 'accept-report',
} as const satisfies Record<Subject, string>

const peerBudgetsOf = ({ noPeer, first, warm }: Measurements): readonly string[] =>
  noPeer === undefined
    ? [
        budget('process start and first report, to the peer', ratio(first.ours, first.peer), 0.5),
        budget('warm processor time, to the peer', ratio(warm.ours, warm.peer), 0.5),
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

/** Gives the text of docs/benchmarks.md: every figure of one run, against its budget, and what was tried. */
export const toDocument = (measured: Measurements): string => {
  const { noPeer, cold, first, warm, parts, growth, synth, load } = measured
  const subjects: readonly Subject[] = [
    'floor',
    'bareSdk',
    'bareSdkAsOurs',
    'ours',
    ...(noPeer === undefined ? (['peer'] as const) : []),
  ]
  return `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}). Every ratio is of one run, its subjects in turn;
each figure is a median with the middle half in brackets. The network is answered by another process over TLS.

## Budgets

${table(
  ['budget', 'measured', 'at most', ''],
  [
    budget('accept-report, KB minified', bytesOf('ours') / 1000, 320),
    budget('accept-report, KB gzip', zippedBytesOf('ours') / 1000, 95),
    budget('process start and first report, to the floor', ratio(first.ours, first.floor), 3),
    budget('process start and first report, to the plain bundle', ratio(first.ours, first.bareSdk), 0.75),
    budget('warm processor time, to bare SDK calls and a cipher', ratio(warm.ours, warm.bareSdk), 1.25),
    budget('validation and sealing, to JSON.parse and AES-GCM', parts.toFloor.median, 2.5),
    budget('log and metric lines of a report, µs', parts.logLines.median, 20),
    ...growth.map(({ name, units }) => budget(`cost at 100x, to 1x: ${name}`, (units[2] ?? 0) / (units[0] ?? 1), 1.1)),
    ...peerBudgetsOf(measured),
    priceBudgetOf(measured),
    budget('synth of the whole app with template validation, from the second on, s', synth.next.median, 5),
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
pollers' receive and delete of each message. The peer has the same domain code, stores the same facts in one item as DESIGN 1 has it, and answers the same 202, which
Powertools keeps for a repeat; sealing, idempotency, batches, logs and metrics are its stack's. Not counted, being the same for both: API Gateway, WAF
and the delivery of an alert. Not counted either: storage, and the time that functions run, of which the peer's is the longer.

${priceTableOf(measured)}

The ratio is another for another length: a sealed text is padded to 1, 2, 4 … KiB, so that its length says little, and the table above is of one that fits just under 2.

${otherPricesOf(measured)}

## Synth

\`node infra/app.ts\`, process start to end, with cdk-nag and CDK's own template validation as errors: ${words(synth.next, 2)} s; ${synth.first.toFixed(2)} s the first time, when V8 has compiled nothing
yet. \`npm run synth\` adds the start of npm and of CDK's command.

## What was tried

What helped stands in the decisions, each with its figures of the day: schemas of our own (8), one hash for key and commitment (9), what does not move is not written (10), calls without
the SDK's clients (11), the text as an item of its own (12). Beside them:

- **First report.** The postcode and council tables made when asked for: 1 to 2 ms. Bundled as ours is, and else unchanged, three plain SDK clients take
  ${ratio(first.bareSdkAsOurs, first.bareSdk).toFixed(2)} of their time: that is where any three clients end. Without a difference that can be told from noise: builtins by
  \`process.getBuiltinModule\`, running our own code while the connections open, V8's compile hints and heap flags.
- **Validation and sealing.** Patterns are searched for only in texts long enough to hold them, and days counted without a Date. Measured in fresh processes: in the benchmark's own, with
  its large heap, the same code gave up to 0.3 more. Without a difference: padding from the pool, loops by index, the size of the young generation, no salt.
- **Synth.** V8's compile cache, and bundling in esbuild's process while CDK loads: 0.6 s of 6.3 on a slow machine, in nine interleaved rounds. CDK's own validation is the largest part, in
  WebAssembly that nothing here can shorten. Without a difference: a larger young generation, V8's flags for WebAssembly.
- **Price.** Not done: addressing the key to its desk when the report is accepted, which would save the ReEncrypt, for then accept-report would decide where a report goes, and a change of
  rules would have to re-address keys from any desk.

## \`npm start\` under load

Four reports at a time from another process, every engine and function in one process:
${load.reportsPerSecond.toFixed(0)} reports a second; from the 202 to the alert ${load.delayP50Ms} ms (p50), ${load.delayP99Ms} ms (p99); ${load.memoryMb === undefined ? 'memory not measured here' : `${load.memoryMb.toFixed(0)} MB of memory`}.
`
}
