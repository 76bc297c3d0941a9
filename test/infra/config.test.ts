import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { parseContacts, stages } from '../../infra/config.ts'
import { createHarbourApp, toStage } from '../../infra/harbour-app.ts'
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

describe('stage prod', () => {
  let directory: string

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'harbour-contacts-'))
    vi.stubEnv('HARBOUR_CONSOLE_URL', 'https://console.example.org/')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(directory, { recursive: true })
  })

  const withContacts = (contacts: object) => {
    const file = join(directory, 'contacts.json')
    writeFileSync(file, JSON.stringify(contacts))
    vi.stubEnv('HARBOUR_CONTACTS', file)
  }

  test('tells the contacts of the file that HARBOUR_CONTACTS names', () => {
    withContacts({ ...complete(), 'division-v': { duty: ['one@example.org'], supervisor: ['two@example.org'] } })
    const told = synthesise('prod')
      .of<{ Endpoint: string }>('AWS::SNS::Subscription')
      .map(({ properties }) => properties.Endpoint)
    expect(told).toEqual(expect.arrayContaining(['one@example.org', 'two@example.org']))
  })

  test('does not synthesise when a desk of the file has nobody', () => {
    const { 'child-protection': _, ...others } = complete()
    withContacts(others)
    expect(() => synthesise('prod')).toThrow('desk child-protection has no duty contact')
  })

  test('says which variable is missing', () => {
    vi.stubEnv('HARBOUR_CONTACTS', '')
    expect(() => stages.prod().contacts()).toThrow('HARBOUR_CONTACTS')
    vi.stubEnv('HARBOUR_CONSOLE_URL', '')
    expect(() => stages.prod()).toThrow('HARBOUR_CONSOLE_URL')
  })

  test.each(['http://console.example.org/', 'console.example.org', 'javascript:alert(1)'])(
    'refuses %s as the link of every alert',
    (url) => {
      vi.stubEnv('HARBOUR_CONSOLE_URL', url)
      expect(() => stages.prod()).toThrow('stage prod needs HARBOUR_CONSOLE_URL: an https URL')
    },
  )

  test('names the file of contacts that is not there or is not JSON, and quotes nothing of it', () => {
    vi.stubEnv('HARBOUR_CONTACTS', join(directory, 'missing.json'))
    expect(() => stages.prod().contacts()).toThrow('missing.json')
    writeFileSync(join(directory, 'broken.json'), 'someone@example.org')
    vi.stubEnv('HARBOUR_CONTACTS', join(directory, 'broken.json'))
    expect(() => stages.prod().contacts()).toThrow(/broken\.json is not JSON$/)
  })
})

describe('a stage', () => {
  test('is not taken from the context, where a deployment would quietly be another', () => {
    expect(() => createHarbourApp('dev', { context: { stage: 'prod' } })).toThrow('HARBOUR_STAGE=prod npx cdk deploy')
  })

  test('is dev when none is named', () => expect(toStage(undefined)).toBe('dev'))

  test.each(['production', 'toString', ''])('%j that is none of ours is refused with those that are', (name) => {
    expect(() => toStage(name)).toThrow('stage is one of: local, dev, prod')
  })
})
