import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given, opening } from './kit/given.ts'
import { fife, officerOf } from './kit/officers.ts'
import { adultInLeith } from './kit/submissions.ts'

/** What the project's next release is: the same code, in which one desk is retired as docs/decisions/0030 says. */
const release = () => {
  mkdirSync('.build', { recursive: true })
  const folder = mkdtempSync(resolve('.build', 'retired-'))
  const copied = [
    'data',
    'functions',
    'infra',
    'shared',
    'test/fakes',
    'test/kit',
    'web/report-form',
    'web/duty-console/config.ts',
    'openapi.json',
    'tsconfig.json',
    'package.json',
  ]
  for (const path of copied) cpSync(path, join(folder, path), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const file = join(folder, 'shared/domain/desk.ts')
  const edits = [
    ['retiredDesks = {} as const', "retiredDesks = { 'division-v': 'division-u' } as const"],
    ["  'division-v',\n", ''],
    ["V: 'division-v'", "V: 'division-u'"],
  ] as const
  const edited = edits.reduce(
    (text, [before, after]) => {
      if (!text.includes(before)) throw new Error(`desk.ts does not hold ${before}`)
      return text.replace(before, after)
    },
    readFileSync(file, 'utf8'),
  )
  writeFileSync(file, edited)
  return folder
}

type Kit = typeof import('./kit/harbour.ts')
type DeskReaders = typeof import('./fakes/desk-reader.ts')
type Lists = typeof import('./fakes/desk-reports.ts')
type Queues = typeof import('./fakes/queues.ts')
type Tokens = typeof import('./fakes/officer-tokens.ts')
type Reader = typeof import('../infra/constructs/reader-role.ts')

const adultInDumfries = { ...adultInLeith, location: { postcode: 'DG1 2AA' } }
const ofHeir = officerOf('officer-ayrshire', 'division-u')

describe('a desk that is retired', () => {
  let folder: string
  beforeAll(() => {
    folder = release()
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const load = async <Module>(path: string): Promise<Module> => import(pathToFileURL(join(folder, path)).href)

  /** The functions of the next release, over what this release stored. */
  const deploy = async ({ ports, reports, key }: Awaited<ReturnType<typeof given.alertedReport>>['harbour']) => {
    const next = (await load<Kit>('test/kit/harbour.ts')).createHarbourInMemory()
    const replaced = {
      ...ports,
      reader: (await load<DeskReaders>('test/fakes/desk-reader.ts')).createFakeDeskReader(key),
      deskReports: (await load<Lists>('test/fakes/desk-reports.ts')).createFakeDeskReports(reports),
      deskQueues: (await load<Queues>('test/fakes/queues.ts')).createFakeDeskQueues(),
      tokens: (await load<Tokens>('test/fakes/officer-tokens.ts')).createFakeOfficerTokens(),
    }
    const call = (what: string, reportId: string, { token }: { readonly token: string }, more: object = {}) =>
      next.duty(what, reportId, { ports: replaced, token, ...more })
    return { next, ports: replaced, call }
  }

  it('is retired by three edits of one file, and everything compiles', async () => {
    const config = join(folder, 'tsconfig.retired.json')
    writeFileSync(config, JSON.stringify({ extends: './tsconfig.json', include: ['shared', 'functions', 'infra'] }))
    const tsc = resolve('node_modules/.bin/tsc')
    const { stdout } = await promisify(execFile)(tsc, ['--noEmit', '-p', config]).catch(({ stdout }) => ({ stdout }))
    expect(stdout).toBe('')
  })

  it('keeps its reports: its heir is notified of them, lists, takes, reads, annotates and closes them', async () => {
    const { harbour, report } = await given.alertedReport({ submission: adultInDumfries })
    expect(harbour.reportOf(report.reportId)).toMatchObject({ state: 'alerted', desk: 'division-v' })
    const { next, ports, call } = await deploy(harbour)

    harbour.advance(8 * 60)
    await next.watch(ports)
    expect(ports.deskQueues.sent).toEqual([['division-u', report.reportId]])
    const before = harbour.alertDigests.kept.size
    await next.notify(report.reportId, ports)
    const audiences = [...harbour.alertDigests.kept.values()]
      .slice(before)
      .map(({ audience: { desk, recipients } }) => `${desk} ${recipients}`)
    expect(audiences).toEqual(['division-u duty', 'duty-control duty'])

    const listed = await call('GET /duty/reports', '', ofHeir, { query: { desk: 'division-v' } })
    expect(listed.body).toMatchObject({ reports: [{ reportId: report.reportId }] })
    const own = await call('GET /duty/reports', '', ofHeir)
    expect(own).toMatchObject({ status: 200, body: { desk: 'division-u', reports: [] } })
    const act = (what: string, body: object = {}) =>
      call(`POST /duty/reports/{reportId}/${what}`, report.reportId, ofHeir, { body })
    expect((await act('acknowledgement')).status).toBe(200)
    expect((await act('notes', { text: 'rang the reporter' })).status).toBe(200)
    harbour.advance(1)
    const opened = await act('opening', opening)
    expect(opened).toMatchObject({ status: 200, body: { supplements: [{ text: 'rang the reporter' }, {}] } })
    expect((await act('closing', { outcome: 'advice-given' })).status).toBe(200)
  })

  it('is taken over by its heir alone', async () => {
    const { harbour, report } = await given.alertedReport({ submission: adultInDumfries })
    const { call } = await deploy(harbour)
    const act = (what: string, body: object) =>
      call(`POST /duty/reports/{reportId}/${what}`, report.reportId, fife, { body })
    expect((await act('opening', opening)).status).toBe(404)
    expect((await act('acknowledgement', {})).status).toBe(404)
  })

  it('can hand its reports over, also to its heir, and receives none', async () => {
    const { harbour, report } = await given.alertedReport({ submission: adultInDumfries })
    const { next, call } = await deploy(harbour)
    const handOver = (desk: string) =>
      call('POST /duty/reports/{reportId}/reroute', report.reportId, ofHeir, { body: { desk, reason: 'wrong-desk' } })
    expect((await handOver('division-v')).status).toBe(400)
    expect(await handOver('division-u')).toMatchObject({ status: 200, body: { desk: 'division-u' } })
    const opened = await call('POST /duty/reports/{reportId}/opening', report.reportId, ofHeir, { body: opening })
    expect(opened.status).toBe(200)

    const accepted = await next.post(adultInDumfries)
    const { reference } = accepted.body as { readonly reference: string }
    await next.deliver()
    expect(next.reportOf(reference.replaceAll('-', ''))).toMatchObject({ state: 'alerted', desk: 'division-u' })
  })

  it('can still be named by a session of the reader role, whose policy is of the stack', async () => {
    const { App, Stack } = await import('aws-cdk-lib')
    const { ReaderRole } = await load<Reader>('infra/constructs/reader-role.ts')
    const { EnvelopeKey } = await load<typeof import('../infra/constructs/keys.ts')>('infra/constructs/keys.ts')
    const stack = new Stack(new App(), 'Next')
    const { Role, ServicePrincipal } = await import('aws-cdk-lib/aws-iam')
    const caller = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    new ReaderRole(stack, 'Reader', { envelopeKey: new EnvelopeKey(stack, 'Key', { kind: 'primary' }) }).grantAssume(
      caller,
    )
    const trust = JSON.stringify(
      stack.resolve(stack.node.findAll().map((each) => Reflect.get(each, 'assumeRolePolicyDocument'))),
    )
    expect(trust).toContain('"division-v"')
  })
})
