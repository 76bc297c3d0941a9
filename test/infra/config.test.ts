import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configOf, exampleConfig, toStage } from '../../infra/config.ts'
import { plainSettings } from '../../infra/settings.ts'
import { appOf, synthesise } from './synthesised.ts'

const consoleUrl = 'https://console.police.harbour/'

describe('stage prod', () => {
  let directory: string
  let environment: Record<string, string>

  const write = (name: string, content: string) => {
    const file = join(directory, name)
    writeFileSync(file, content)
    return file
  }

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'harbour-config-'))
    environment = {
      HARBOUR_CONSOLE_URL: consoleUrl,
      HARBOUR_OPERATORS: 'one@police.harbour two@police.harbour',
      HARBOUR_SETTINGS: write('settings.json', JSON.stringify({ ...plainSettings, deletionProtection: true })),
    }
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  test('sends its alarms to the addresses that HARBOUR_OPERATORS names, and nothing to anybody else', () => {
    const notified = synthesise(configOf('prod', environment))
      .of<{ Endpoint: string; Protocol: string }>('AWS::SNS::Subscription')
      .flatMap(({ properties }) => (properties.Protocol === 'lambda' ? [] : properties.Endpoint))
    expect(notified).toEqual(['one@police.harbour', 'two@police.harbour'])
  })

  test.each([
    ...['a@example.org', 'a@sub.example.com', 'a@police.test', 'a@host.invalid'].map((each) => [
      each,
      "is an example's",
    ]),
    ...['nobody', 'a@b', 'a@b.', 'a@.uk'].map((each) => [each, 'is not an email address with its whole host']),
  ])('is refused with an operator such as %s, and says which it is, why and what to set', (address, why) => {
    const operators = `one@police.harbour ${address}`
    const given = () => configOf('prod', { ...environment, HARBOUR_OPERATORS: operators })
    expect(given).toThrow(`${address} ${why}`)
    expect(given).toThrow(/^[^\n]*: set HARBOUR_OPERATORS to the email addresses of [^\n]*$/)
    expect(given).not.toThrow('one@police.harbour')
  })

  test('names every operator who hears nothing at once', () =>
    expect(() => configOf('prod', { ...environment, HARBOUR_OPERATORS: 'a@b c@example.org' })).toThrow(
      /^a@b is not [^;]*; c@example\.org is an example's/,
    ))

  test.each(['HARBOUR_OPERATORS', 'HARBOUR_CONSOLE_URL', 'HARBOUR_SETTINGS'])(
    'is refused without %s in one line that names it',
    (name) =>
      expect(() => configOf('prod', { ...environment, [name]: '' })).toThrow(new RegExp(`^.*set ${name} to .*$`)),
  )

  test.each([
    'http://console.police.harbour/',
    'console.police.harbour',
    'javascript:alert(1)',
    'https://a.example.org/',
  ])('refuses %s as the link of every alert', (url) =>
    expect(() => configOf('prod', { ...environment, HARBOUR_CONSOLE_URL: url })).toThrow('an https URL'),
  )

  test.each([`https://${'c'.repeat(60)}.harbour/`, 'https://console.police.harbour/~duty'])(
    'refuses %s as the link of every digest, which is one SMS',
    (url) =>
      expect(() => configOf('prod', { ...environment, HARBOUR_CONSOLE_URL: url })).toThrow('does not fit an SMS'),
  )

  const configWithDomain = (domainName: string) => {
    const consoleDomain = { domainName, certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/one' }
    const file = write('console.json', JSON.stringify({ ...plainSettings, consoleDomain }))
    return configOf('prod', { ...environment, HARBOUR_CONSOLE_URL: '', HARBOUR_SETTINGS: file })
  }

  test('links its alerts to the console that the stack serves, whose name the settings give', () =>
    expect(configWithDomain('duty.police.harbour').consoleUrl).toBe('https://duty.police.harbour/'))

  test('refuses a console that the stack serves at a name too long for an SMS', () =>
    expect(() => configWithDomain(`${'c'.repeat(60)}.harbour`)).toThrow('does not fit an SMS'))

  test('names the file of settings that is not there or is not JSON, and quotes nothing of it', () => {
    const missing = { ...environment, HARBOUR_SETTINGS: join(directory, 'missing.json') }
    expect(() => configOf('prod', missing)).toThrow('missing.json')
    const broken = { ...environment, HARBOUR_SETTINGS: write('broken.json', 'someone@example.org') }
    expect(() => configOf('prod', broken)).toThrow(/broken\.json is not JSON$/)
  })
})

describe('stage dev', () => {
  test('sends its alarms to one test mailbox', () => {
    expect(configOf('dev', { HARBOUR_TEST_ADDRESS: 'me@police.harbour' }).operators).toEqual(['me@police.harbour'])
  })

  test.each([undefined, '', 'me', 'me@example.org'])(
    'is refused with %j as its mailbox, in one line that says what to set',
    (mailbox) =>
      expect(() => configOf('dev', mailbox === undefined ? {} : { HARBOUR_TEST_ADDRESS: mailbox })).toThrow(
        /^.*set HARBOUR_TEST_ADDRESS to the email addresses .*$/,
      ),
  )

  test('cannot be mistaken for prod: not by its name, its tags, its senders, its output or its log', () => {
    const { stack } = appOf(exampleConfig('dev'))
    expect([stack.stackName, stack.templateOptions.description]).toEqual([
      'Harbour-dev',
      'Harbour dev, not for real reports',
    ])
    const dev = synthesise(exampleConfig('dev'))
    expect(dev.outputs['Stage']).toEqual({ Value: 'dev' })
    for (const { properties } of dev.of<{ DisplayName: string; Tags: readonly object[] }>('AWS::SNS::Topic')) {
      expect(properties.DisplayName).toBe('Harbour dev, not for real reports')
      expect(properties.Tags).toContainEqual({ Key: 'harbour:stage', Value: 'dev' })
    }
    const functions = dev.of<{ Environment: { Variables: Record<string, string> } }>('AWS::Lambda::Function')
    for (const { properties } of functions) expect(properties.Environment.Variables['STAGE']).toBe('dev')
  })
})

describe('a stage', () => {
  test('is not taken from the context, where a deployment would quietly be another', () => {
    expect(() => appOf(exampleConfig('dev'), { stage: 'prod' })).toThrow('HARBOUR_STAGE=prod npx cdk deploy')
  })

  test.each([undefined, 'production', 'toString', '', 'local'])(
    'is named, and %j is refused in one line that says what to set',
    (name) => expect(() => toStage(name)).toThrow(/^.*set HARBOUR_STAGE to dev or prod.*$/),
  )

  const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '..', '..', 'infra', 'app.ts'), ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    })

  test.each([
    ['without a stage', {}, 'HARBOUR_STAGE'],
    ['of dev with nobody to alert', { HARBOUR_STAGE: 'dev' }, 'HARBOUR_TEST_ADDRESS'],
    ['of prod without its settings', { HARBOUR_STAGE: 'prod' }, 'HARBOUR_SETTINGS'],
  ])('is refused by what cdk runs: a deployment %s', (_name, env, variable) => {
    const { status, stderr, stdout } = run([], env)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(new RegExp(`^harbour: .*${variable}.*\n$`))
  })
})
