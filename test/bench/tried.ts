import type { Measurements } from './document.ts'
import { ratio } from './statistics.ts'

/**
 * Returns the section of docs/benchmarks.md that says what was tried: what helped, what did not, and what is not done
 * although it would.
 */
export const whatWasTried = ({ first }: Pick<Measurements, 'first'>): string => `## What was tried

What helped is in the decisions, each with its figures of the day: one hash for key and commitment (9), what does not move is not written (10), the text as an item of its own (12). What the SDK's
clients cost stands in decision 15. Beside them:

- **First report.** Leaving out what the SDK loads lazily, by esbuild's \`external\`: bundled like that, and else unchanged, three plain clients take ${ratio(first.bareSdkAsOurs, first.bareSdk).toFixed(2)} of their time, and
  accept-report is 125 KB smaller. The postcode and council tables made when asked for: 1 to 2 ms.
  Without a difference that can be told from noise: stand-ins of our own for the credential chain and for event streams in place of \`external\` (3.7 KB); every setting that a client would look up in
  files given to it (region, FIPS, dual stack, defaults mode, account id, authentication scheme); credentials given; builtins by \`process.getBuiltinModule\`; running our own code while the connections
  open; V8's compile hints and heap flags. Lazy clients: the first takes 3 ms, each further one less than 1, and a first report needs all three.
  Not done: warming by the clients that take the report, in place of clients that try once, saves 3 ms of 140 and would let a slow start take retries from a report.
- **Size.** A stand-in for DynamoDB's endpoint cache, which its client makes and never uses: 8.2 KB, 2.5 zipped. It is the one stand-in that is left.
- **Warm report.** Not done: without the middleware that names the SDK to AWS, logs, and passes the trace on, a report takes a tenth less processor time, and CloudTrail no longer says what called.
  Without a difference: \`cacheMiddleware\`, which keeps the first command of each kind, with its input, as long as the process lives.
- **Validation and sealing.** Patterns are searched for only in texts long enough to hold them, and days counted without a Date. Measured in fresh processes: in the benchmark's own, with
  its large heap, the same code took up to 0.3 more. Without a difference: padding from the pool, loops by index, the size of the young generation, no salt.
- **Synth.** V8's compile cache, and bundling in esbuild's process while CDK loads: 0.6 s of 6.3 on a slow machine, in nine interleaved rounds. CDK's own validation is the largest part, in
  WebAssembly that nothing here can shorten. Without a difference: a larger young generation, V8's flags for WebAssembly. Bundles of the same source are left as they are: 5.2 s in place of 11.0, one after the other on a busy machine, with 5.3 s of
  processor time, 4 of them validation.
- **\`npm start\`.** Of 690 MB at the peak of 2,000 reports: threads of the functions that load no TypeScript, dynalite's memory as text in place of Buffers (115 MB of them were 2), a heap that
  grows by a fifth, threads that end when they have nothing to do. A function that starts with its first call
  takes 0.2 s from every start, and a first start that loads no cdk-nag some more: 4.6, 4.7 and 5.2 s,
  before 5.7. Without Sass, since the style is generated and kept in the repository: 4.3, 4.4 and 4.5 s. What is left is bundling
  (1.4 s alone), CDK (1.5) and the start itself, side by side on two cores. Without a difference: V8's compile cache.
- **Price.** Not done: addressing the key to its desk when the report is accepted, which would save the ReEncrypt, for then accept-report would decide where a report goes, and a change of
  rules would have to re-address keys from any desk.
`
