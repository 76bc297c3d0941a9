import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { homeRegion } from '../../infra/config.ts'
import { parseSettings, type Settings } from '../../infra/settings.ts'
import { parseContactsFile } from '../../shared/contract/contacts-file.ts'
import { contactAudiences, unreachableAudiences } from '../../shared/domain/contact.ts'

const textOf = (name: string) => readFileSync(`docs/examples/${name}`, 'utf8')

/** Reads an example with each placeholder replaced, as deploy.md asks for. */
const filledIn = (name: string): unknown =>
  JSON.parse(
    textOf(name)
      .replaceAll('YOUR-DOMAIN', 'force.police.uk')
      .replaceAll('ACCOUNT', '111122223333')
      .replaceAll(/CERTIFICATE-IN-[A-Z0-9-]+/g, '12345678-aaaa'),
  )

const settingsIn = (name: string): Settings => parseSettings(filledIn(name), homeRegion)

describe('the example of the settings', () => {
  test('for a first deployment to prod protects nothing yet, copies nothing and takes over no table', () =>
    expect(settingsIn('settings.prod.json')).toMatchObject({
      ...{ deletionProtection: false, replica: null, tableName: null, drills: [] },
      apiDomain: { domainName: 'api.force.police.uk' },
      signInDomain: { domainName: 'sign-in.force.police.uk' },
      consoleDomain: { domainName: 'console.force.police.uk' },
    }))

  test('for dev needs nothing but a sender of mail', () => {
    const { senders, ...others } = settingsIn('settings.dev.json')
    expect(senders).toEqual({ email: 'SENDER@force.police.uk', sms: null, call: null })
    expect(Object.values(others).filter((each) => each !== null && each !== false)).toEqual([[]])
  })

  test.each([
    [
      'settings.prod.json',
      [
        ...['apiDomain', 'signInDomain', 'consoleDomain'].flatMap((name) => [
          `${name}.domainName is not a domain name`,
          `${name}.certificateArn is not the ARN of a certificate`,
        ]),
        'senders.email is not an email address',
      ],
    ],
    ['settings.dev.json', ['senders.email is not an email address']],
  ])('%s is refused as it stands, by the name of every placeholder', (name, problems) => {
    const given = () => parseSettings(JSON.parse(textOf(name)), homeRegion)
    expect(given).toThrow(`settings are not complete:\n  ${problems.join('\n  ')}`)
  })
})

describe('the example of contacts', () => {
  test('is taken for stage dev once its addresses are real', () => {
    const parsed = parseContactsFile(filledIn('contacts.dev.json'), 'dev')
    expect(parsed).toMatchObject({ ok: true })
    expect(parsed.ok && unreachableAudiences(parsed.entries)).toEqual([])
  })

  test('is refused as it stands: nobody has those addresses', () => {
    const places = contactAudiences.map(({ desk, recipients }) => `${desk} ${recipients} 1`)
    const problems = places.map((place) => `${place}: address must be an email address`)
    expect(parseContactsFile(JSON.parse(textOf('contacts.dev.json')), 'dev')).toEqual({ ok: false, problems })
  })
})
