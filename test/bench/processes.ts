import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, buildSync } from 'esbuild'
import {
  bundleDirectory,
  bundleFunctions,
  bundleOptions,
  compileCacheDirectory,
  functionNames,
} from '../../infra/bundle.ts'
import { localAccount, localClient } from '../../infra/local/machine/local-client.ts'
import { desks } from '../../shared/domain/desk.ts'
import { deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { fullSubmission } from '../kit/submissions.ts'
import type { PartsRun } from './parts.ts'
import { type Measured, measure } from './statistics.ts'

const here = import.meta.dirname
const root = join(here, '..', '..')
const built = join(root, '.build', 'bench')
/** Where the report that every subject accepts is written. */
export const submissionFile = join(built, 'submission.json')

/** How many fresh processes each subject gets, one after the other in turn. */
const rounds = 15

/** How many reports a warm process accepts. */
const warmReports = 400

const plainOptions: BuildOptions = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  logLevel: 'error',
  // Packages of the peer still call require.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
}

/** Where the peer and its packages are. */
export const peerFolder = join(built, 'peer')

/** The functions of the peer, each a file of test/bench/peer. */
export const peerFunctions = ['accept-report', 'route-report', 'notify-team'] as const

/** Makes what is compared, as it would be deployed. @returns why the peer is not there, or undefined when it is */
export const buildSubjects = async (): Promise<string | undefined> => {
  mkdirSync(peerFolder, { recursive: true })
  writeFileSync(submissionFile, JSON.stringify(fullSubmission))
  await bundleFunctions()
  const build = (entry: string, outfile: string) =>
    buildSync({ ...plainOptions, entryPoints: [entry], outfile: join(built, outfile) })
  const bareSdk = join(here, 'subjects', 'bare-sdk.mjs')
  build(bareSdk, 'bare-sdk.mjs')
  buildSync({ ...bundleOptions, entryPoints: [bareSdk], outfile: join(built, 'bare-sdk-as-ours.mjs') })
  // Beside its own packages: from here its imports would find ours.
  cpSync(join(here, 'peer'), peerFolder, { recursive: true })
  const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: peerFolder })
  if (installed.status !== 0) return 'its packages could not be installed'
  for (const name of peerFunctions) build(join(peerFolder, `${name}.mjs`), `peer-${name}.mjs`)
  return undefined
}

/** Where each subject's module is. */
export const modules = {
  empty: join(here, 'subjects', 'empty.mjs'),
  floor: join(here, 'subjects', 'floor.mjs'),
  bareSdk: join(built, 'bare-sdk.mjs'),
  bareSdkAsOurs: join(built, 'bare-sdk-as-ours.mjs'),
  peer: join(built, 'peer-accept-report.mjs'),
  ours: join(bundleDirectory, 'accept-report', 'index.mjs'),
} as const

/** The three functions that a report passes on its way to its first alert: ours, and the peer's. */
export const modulesOnTheWay = {
  ours: peerFunctions.map((name) => join(bundleDirectory, name, 'index.mjs')),
  peer: peerFunctions.map((name) => join(built, `peer-${name}.mjs`)),
}

/** One of the subjects. */
export type Subject = keyof typeof modules

/** Returns the size of a subject's bundle, bytes. */
export const bytesOf = (subject: Subject): number => statSync(modules[subject]).size

const toEach = (names: readonly string[], value: string) =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, value])))

/** The environment that every subject gets, with AWS at one URL. */
export const environmentAt = (aws: {
  readonly url: string
  readonly deskQueueUrl: string
  readonly deskTopicArn: string
}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  NODE_EXTRA_CA_CERTS: join(here, 'localhost-cert.pem'),
  AWS_ENDPOINT_URL: aws.url,
  AWS_REGION: 'eu-west-2',
  // DynamoDB Local keeps the tables of each access key apart.
  AWS_ACCESS_KEY_ID: localClient('').credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localClient('').credentials.secretAccessKey,
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  REPORT_TABLE: 'Reports',
  IDEMPOTENCY_TABLE: 'Idempotency',
  ENVELOPE_KEY_ARN: 'arn:aws:kms:eu-west-2:000000000000:key/bench',
  ROUTING_QUEUE_URL: `${aws.url}/0/routing`,
  CONTACT_TABLE: 'Contacts',
  DELIVERY_TABLE: 'Deliveries',
  DELIVERY_QUEUE_URL: `${aws.url}/${localAccount}/Deliveries`,
  DESK_QUEUE_URLS: toEach(deskQueueNames, aws.deskQueueUrl),
  // The peer alone publishes to topics.
  DESK_TOPIC_ARNS: toEach(desks, aws.deskTopicArn),
  CONSOLE_URL: 'https://console.example.org/',
  READER_ROLE_ARN: 'arn:aws:iam::000000000000:role/reader',
  OFFICER_ISSUER: 'https://issuer.example.org',
  OFFICER_CLIENT_IDS: 'console',
  DIGEST_BUCKET: 'digest',
  CANARY_KEY_ARN: 'arn:aws:kms:eu-west-2:000000000000:key/canary',
  PSEUDONYM_KEY_ARN: 'arn:aws:kms:eu-west-2:000000000000:key/pseudonym',
  API_URL: 'https://api.example.org',
  CONFIGURATION_SET: 'messages',
  SENDERS: JSON.stringify({ email: 'harbour@police.example', sms: 'HARBOUR', call: '+441234567890' }),
  SECRET_PREFIX: 'harbour/bench/',
  STAGE: 'bench',
  WATCHER_URL: 'https://watcher.example.org',
})

const environmentAtStub = (port: string): NodeJS.ProcessEnv => {
  const url = `https://127.0.0.1:${port}`
  return environmentAt({ url, deskQueueUrl: `${url}/0/desk`, deskTopicArn: 'arn:aws:sns:eu-west-2:000000000000:desk' })
}

/** What a fresh process says of itself. */
interface Run {
  readonly readyMs: number
  readonly firstMs: number
  readonly cpuMicros: number
}

const runOnce = (module: string, reports: string, env: NodeJS.ProcessEnv): Run =>
  JSON.parse(
    execFileSync(process.execPath, [join(here, 'measure.mjs'), module, reports, submissionFile], {
      env,
      encoding: 'utf8',
    }),
  ) as Run

/** Runs work while a process of its own answers for AWS. */
const withStub = async <Result>(work: (env: NodeJS.ProcessEnv) => Result): Promise<Result> => {
  const stub = spawn(process.execPath, [join(here, 'aws-stub.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [port] = (await once(stub.stdout, 'data')) as [Buffer]
    return work(environmentAtStub(port.toString().trim()))
  } finally {
    stub.kill()
  }
}

const gather = <Name extends string>(names: readonly Name[], run: (name: Name) => number): Record<Name, Measured> => {
  const figures = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) for (const name of names) figures.get(name)?.push(run(name))
  return Object.fromEntries(names.map((name) => [name, measure(figures.get(name) ?? [])])) as Record<Name, Measured>
}

/** Process start to handler ready, milliseconds: every function, and an empty handler. */
export const measureColdStarts = () =>
  withStub((env) =>
    gather(['empty', ...functionNames()], (name) => {
      const module = name === 'empty' ? modules.empty : join(bundleDirectory, name, 'index.mjs')
      return runOnce(module, 'load', env).readyMs
    }),
  )

/** Inside a report, microseconds; and what parsing and sealing is of its floor, a ratio taken in each process. */
export const measureParts = (): Record<keyof PartsRun | 'toFloor', Measured> => {
  const run = () =>
    JSON.parse(execFileSync(process.execPath, [join(here, 'parts.ts')], { encoding: 'utf8' })) as PartsRun
  const runs = Array.from({ length: rounds }, run)
  return {
    floor: measure(runs.map(({ floor }) => floor)),
    ours: measure(runs.map(({ ours }) => ours)),
    logLines: measure(runs.map(({ logLines }) => logLines)),
    toFloor: measure(runs.map(({ ours, floor }) => ours / floor)),
  }
}

/**
 * Synth of the whole app with cdk-nag and template validation as errors, process start to its end, seconds: the first,
 * and those after it.
 */
export const measureSynth = (): { readonly first: number; readonly next: Measured } => {
  const run = () => {
    const from = performance.now()
    execFileSync(process.execPath, [join(root, 'infra', 'app.ts'), '--examples', 'dev'], { stdio: 'ignore' })
    return (performance.now() - from) / 1000
  }
  rmSync(compileCacheDirectory, { recursive: true, force: true })
  return { first: run(), next: measure(Array.from({ length: 11 }, run)) }
}

/** Process start to the first report answered, milliseconds. */
export const measureFirstReports = (subjects: readonly Subject[]) =>
  withStub((env) => gather(subjects, (subject) => runOnce(modules[subject], '0', env).firstMs))

/** Processor time of a report in a warm process, microseconds. */
export const measureWarmReports = (subjects: readonly Subject[]) =>
  withStub((env) => gather(subjects, (subject) => runOnce(modules[subject], String(warmReports), env).cpuMicros))
