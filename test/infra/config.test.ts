import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configOf, exampleConfig, toStage } from '../../infra/config.ts'
import { parseContacts, testContacts } from '../../infra/contacts.ts'
import { createHarbourApp } from '../../infra/harbour-app.ts'
import { plainSettings } from '../../infra/settings.ts'
import { desks } from '../../shared/domain/desk.ts'
import { synthesise } from './synthesised.ts'

const complete = () =>
  Object.fromEntries(
    desks.map((desk) => [desk, { duty: [`${desk}@example.org`], supervisor: [`${desk}.head@example.org`] }]),
  )

describe('contacts', () => {
  test('that are complete are taken as they are', () => {
    expect(parseContacts(complete())).toEqual(complete())
  })

  test.each(desks)('without desk %s are refused by its name', (desk) => {
    const { [desk]: _, ...others } = complete()
    expect(() => parseContacts(others)).toThrow(`desk ${desk} has no duty contact`)
  })

  test.each(['duty', 'supervisor'])('with an empty %s list are refused by desk and list', (recipients) => {
    const contacts = { ...complete(), 'division-p': { ...complete()['division-p'], [recipients]: [] } }
    expect(() => parseContacts(contacts)).toThrow(`desk division-p has no ${recipients} contact`)
  })

  test.each(['', 'nobody', 'a b@example.org', 'a@b', 7, null])(
    'with the address %j are refused by its place',
    (address) => {
      const contacts = {
        ...complete(),
        'duty-control': { duty: ['a@example.org', address], supervisor: ['b@example.org'] },
      }
      expect(() => parseContacts(contacts)).toThrow('desk duty-control: duty contact 2 is not an email address')
    },
  )

  test('that give an address twice at one desk are refused: an escalation must reach somebody else', () => {
    const contacts = { ...complete(), 'division-g': { duty: ['a@example.org'], supervisor: ['A@example.org'] } }
    expect(() => parseContacts(contacts)).toThrow('desk division-g: supervisor contact 1 is given twice')
  })

  test.each([undefined, null, 'text', []])('that are %j are refused with every desk named', (input) => {
    expect(() => parseContacts(input)).toThrow(new RegExp(desks.map((desk) => `desk ${desk} has no`).join('[\\s\\S]*')))
  })

  test('are never repeated in a refusal', () => {
    const contacts = { ...complete(), 'division-a': { duty: ['someone at home'], supervisor: [] } }
    expect(() => parseContacts(contacts)).toThrow(/^(?![\s\S]*someone at home)/)
  })
})

/** Addresses that are no example's. Nothing is ever sent to them. */
const real = () => JSON.parse(JSON.stringify(complete()).replaceAll('example.org', 'police.harbour'))

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
      HARBOUR_CONSOLE_URL: 'https://console.police.harbour/',
      HARBOUR_CONTACTS: write('contacts.json', JSON.stringify(real())),
      HARBOUR_SETTINGS: write('settings.json', JSON.stringify({ ...plainSettings, deletionProtection: true })),
    }
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  test('notifies the contacts of the file that HARBOUR_CONTACTS names', () => {
    const contacts = { ...real(), 'division-v': { duty: ['one@police.harbour'], supervisor: ['two@police.harbour'] } }
    const file = write('contacts.json', JSON.stringify(contacts))
    const notified = synthesise(configOf('prod', { ...environment, HARBOUR_CONTACTS: file }))
      .of<{ Endpoint: string }>('AWS::SNS::Subscription')
      .map(({ properties }) => properties.Endpoint)
    expect(notified).toEqual(expect.arrayContaining(['one@police.harbour', 'two@police.harbour']))
  })

  test('is refused when a desk of the file has nobody', () => {
    const { 'child-protection': _, ...others } = real()
    write('contacts.json', JSON.stringify(others))
    expect(() => configOf('prod', environment)).toThrow('desk child-protection has no duty contact')
  })

  test.each(['a@example.org', 'a@sub.example.com', 'a@police.test', 'a@host.invalid'])(
    'is refused with a contact such as %s, which reaches nobody, and says what to set',
    (address) => {
      const contacts = { ...real(), 'division-c': { duty: ['a@police.harbour'], supervisor: [address] } }
      write('contacts.json', JSON.stringify(contacts))
      expect(() => configOf('prod', environment)).toThrow(
        /^desk division-c: supervisor contact 1 is an example: set HARBOUR_CONTACTS to a file of real addresses$/,
      )
    },
  )

  test.each(['HARBOUR_CONTACTS', 'HARBOUR_CONSOLE_URL', 'HARBOUR_SETTINGS'])(
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

  test('links its alerts to the console that the stack serves, whose name the settings give', () => {
    const consoleDomain = {
      domainName: 'duty.police.harbour',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/one',
    }
    const file = write('console.json', JSON.stringify({ ...plainSettings, consoleDomain }))
    const { consoleUrl } = configOf('prod', { ...environment, HARBOUR_CONSOLE_URL: '', HARBOUR_SETTINGS: file })
    expect(consoleUrl).toBe('https://duty.police.harbour/')
  })

  test('names the file of contacts that is not there or is not JSON, and quotes nothing of it', () => {
    const missing = { ...environment, HARBOUR_CONTACTS: join(directory, 'missing.json') }
    expect(() => configOf('prod', missing)).toThrow('missing.json')
    const broken = { ...environment, HARBOUR_CONTACTS: write('broken.json', 'someone@example.org') }
    expect(() => configOf('prod', broken)).toThrow(/broken\.json is not JSON$/)
  })
})

describe('stage dev', () => {
  test('alerts subaddresses of one test mailbox, a different one for each desk and role', () => {
    const { contacts } = configOf('dev', { HARBOUR_TEST_ADDRESS: 'me@police.harbour' })
    expect(contacts['division-a']).toEqual({
      duty: ['me+division-a-duty@police.harbour'],
      supervisor: ['me+division-a-supervisor@police.harbour'],
    })
    expect(Object.keys(contacts)).toEqual(desks)
  })

  test('takes no contacts of real desks', () => {
    const environment = { HARBOUR_TEST_ADDRESS: 'me@police.harbour', HARBOUR_CONTACTS: 'contacts.json' }
    expect(() => configOf('dev', environment)).toThrow('unset HARBOUR_CONTACTS')
  })

  test.each([undefined, '', 'me', 'me@example.org', 'me+tag@police.harbour'])(
    'is refused with %j as its mailbox, in one line that says what to set',
    (mailbox) => expect(() => testContacts(mailbox)).toThrow(/^.*set HARBOUR_TEST_ADDRESS=name@host$/),
  )

  test('cannot be mistaken for prod: not by its name, its tags, its senders, its output or its log', () => {
    const { stack } = createHarbourApp(exampleConfig('dev'))
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
    expect(() => createHarbourApp(exampleConfig('dev'), { context: { stage: 'prod' } })).toThrow(
      'HARBOUR_STAGE=prod npx cdk deploy',
    )
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
