import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { bundleDirectory, bundleFunctions, functionNames } from '../../infra/bundle.ts'
import { desks } from '../../shared/domain/desk.ts'
import { fullSubmission } from '../builders/submission.ts'
import { type Measured, measure } from './statistics.ts'

const here = import.meta.dirname
const built = join(here, '..', '..', '.build', 'bench')
const bodyFile = join(built, 'submission.json')

/** How many fresh processes each subject gets, one after the other in turn. */
const rounds = 15

/** How many reports a warm process accepts. */
const warmReports = 400

const plainOptions = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  logLevel: 'error',
  // Packages of the peer still call require.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
} as const

/** Makes what is compared, as it would be deployed. @returns why the peer is not there, or undefined when it is */
export const buildSubjects = (): string | undefined => {
  mkdirSync(join(built, 'peer'), { recursive: true })
  writeFileSync(bodyFile, JSON.stringify(fullSubmission))
  bundleFunctions()
  const entry = join(here, 'subjects', 'bare-sdk.mjs')
  buildSync({
    ...plainOptions,
    entryPoints: [entry],
    outfile: join(built, 'bare-sdk.mjs'),
    mainFields: ['module', 'main'],
  })
  for (const file of ['package.json', 'peer.mjs']) cpSync(join(here, 'peer', file), join(built, 'peer', file))
  const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: join(built, 'peer') })
  if (installed.status !== 0) return 'its packages could not be installed'
  buildSync({
    ...plainOptions,
    entryPoints: [join(built, 'peer', 'peer.mjs')],
    outfile: join(built, 'peer.mjs'),
    mainFields: ['module', 'main'],
  })
  return undefined
}

/** Where each subject's module is. */
export const modules = {
  empty: join(here, 'subjects', 'empty.mjs'),
  floor: join(here, 'subjects', 'floor.mjs'),
  bareSdk: join(built, 'bare-sdk.mjs'),
  peer: join(built, 'peer.mjs'),
  ours: join(bundleDirectory, 'accept-report', 'index.mjs'),
} as const

/** One of the subjects. */
export type Subject = keyof typeof modules

/** Gives the size of a subject's bundle, bytes. */
export const bytesOf = (subject: Subject): number => statSync(modules[subject]).size

const toEach = (value: string) => JSON.stringify(Object.fromEntries(desks.map((desk) => [desk, value])))

const environmentAt = (port: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  NODE_EXTRA_CA_CERTS: join(here, 'localhost-cert.pem'),
  AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`,
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  REPORT_TABLE: 'Reports',
  ENVELOPE_KEY_ARN: 'arn:aws:kms:eu-west-2:000000000000:key/bench',
  ROUTING_QUEUE_URL: `https://127.0.0.1:${port}/0/routing`,
  DESK_QUEUE_URLS: toEach(`https://127.0.0.1:${port}/0/desk`),
  DESK_TOPIC_ARNS: toEach('arn:aws:sns:eu-west-2:000000000000:desk'),
  CONSOLE_URL: 'https://console.example.org/',
  READER_ROLE_ARN: 'arn:aws:iam::000000000000:role/reader',
  OFFICER_ISSUER: 'https://issuer.example.org',
  OFFICER_CLIENT_ID: 'console',
  DIGEST_BUCKET: 'digest',
})

/** What a fresh process says of itself. */
interface Run {
  readonly readyMs: number
  readonly firstMs: number
  readonly cpuMicros: number
}

const runOnce = (module: string, reports: string, env: NodeJS.ProcessEnv): Run =>
  JSON.parse(
    execFileSync(process.execPath, [join(here, 'measure.mjs'), module, reports, bodyFile], { env, encoding: 'utf8' }),
  ) as Run

/** Runs work while a process of its own answers for AWS. */
const withStub = async <Result>(work: (env: NodeJS.ProcessEnv) => Result): Promise<Result> => {
  const stub = spawn(process.execPath, [join(here, 'aws-stub.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [port] = (await once(stub.stdout, 'data')) as [Buffer]
    return work(environmentAt(port.toString().trim()))
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

/** Process start to the first report answered, milliseconds. */
export const measureFirstReports = (subjects: readonly Subject[]) =>
  withStub((env) => gather(subjects, (subject) => runOnce(modules[subject], '0', env).firstMs))

/** Processor time of a report in a warm process, microseconds. */
export const measureWarmReports = (subjects: readonly Subject[]) =>
  withStub((env) => gather(subjects, (subject) => runOnce(modules[subject], String(warmReports), env).cpuMicros))
