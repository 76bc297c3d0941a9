import { describe, expect, test } from 'vitest'
import { parseSettings, plainSettings } from '../../infra/settings.ts'

const firstRegion = 'eu-west-2'
const parse = (changes: object) => parseSettings({ ...plainSettings, ...changes }, firstRegion)

const certificateIn = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/12345678-aaaa`
const domainIn = (region: string) => ({ domainName: 'api.police.harbour', certificateArn: certificateIn(region) })
const copies = {
  envelopeKeyId: `mrk-${'a'.repeat(32)}`,
  transportKeyId: `mrk-${'b'.repeat(32)}`,
  tableName: 'Harbour-prod-ReportsTable5E17AF2D-ABC',
}
const phoneNumber = 'arn:aws:sms-voice:eu-west-2:111122223333:phone-number/phone-1'
const replica = { region: 'eu-west-1', copies, takesOver: false }

describe('settings', () => {
  test('that say everything are taken as they are', () => {
    const settings = {
      deletionProtection: true,
      apiDomain: domainIn(firstRegion),
      signInDomain: domainIn('us-east-1'),
      consoleDomain: domainIn('us-east-1'),
      replica,
      tableName: 'Restored',
      senders: { email: 'harbour@police.harbour', sms: phoneNumber, call: phoneNumber },
      watcherUrl: 'https://watcher.police.harbour/ping',
      alarmUrl: 'https://alarms.police.harbour/sns',
      drills: [{ desk: 'division-p', grade: 'immediate', at: '0 10 ? * TUE#2 *' }],
    }
    expect(parse(settings)).toEqual(settings)
    expect(parse({ replica: { ...replica, copies: null } }).replica).toEqual({ ...replica, copies: null })
  })

  test.each(Object.keys(plainSettings))(
    'that forget %s are refused: what it stands for would be replaced or removed',
    (name) => {
      const { [name as keyof typeof plainSettings]: _, ...others } = plainSettings
      expect(() => parseSettings(others, firstRegion)).toThrow(`${name} is missing; null says none`)
    },
  )

  test('that name something else are refused by its name', () => {
    expect(() => parse({ apiDomian: null })).toThrow('apiDomian is not a setting')
  })

  test.each([
    ['deletionProtection', { deletionProtection: 'true' }],
    ['apiDomain.domainName', { apiDomain: { ...domainIn(firstRegion), domainName: 'https://api.police.harbour' } }],
    ['apiDomain.certificateArn', { apiDomain: { ...domainIn(firstRegion), certificateArn: 'certificate' } }],
    ['apiDomain.certificateArn', { apiDomain: domainIn('us-east-1') }],
    ['signInDomain.certificateArn', { signInDomain: domainIn(firstRegion) }],
    ['consoleDomain.certificateArn', { consoleDomain: domainIn(firstRegion) }],
    ['replica.region', { replica: { ...replica, region: 'Ireland' } }],
    ['replica.region', { replica: { ...replica, region: firstRegion } }],
    ['replica.copies.envelopeKeyId', { replica: { ...replica, copies: { ...copies, envelopeKeyId: 'a'.repeat(36) } } }],
    ['replica', { replica: { ...replica, copies: null, takesOver: true } }],
    ['senders.email', { senders: { ...plainSettings.senders, email: 'Harbour' } }],
    ['senders.sms', { senders: { ...plainSettings.senders, sms: '+447700900000' } }],
    ['senders.call', { senders: { ...plainSettings.senders, call: phoneNumber.replace('phone-number', 'pool') } }],
    ['watcherUrl', { watcherUrl: 'http://watcher.police.harbour/' }],
    ['alarmUrl', { alarmUrl: 'alarms' }],
    ['drills.0.desk', { drills: [{ desk: 'division-z', grade: 'prompt', at: '0 10 ? * TUE *' }] }],
    ['drills.0.at', { drills: [{ desk: 'division-p', grade: 'prompt', at: '10:00' }] }],
    ['tableName', { tableName: 'arn:aws:dynamodb:eu-west-2:111122223333:table/Restored' }],
  ])('are refused by the name of what is of the wrong form: %s', (name, changes) => {
    expect(() => parse(changes)).toThrow(new RegExp(`^settings are not complete:\n {2}${name} (is|takes) [^\n]+$`))
  })

  test('of a takeover name a certificate of the region that takes over: API Gateway takes no other', () => {
    const takesOver = { ...replica, takesOver: true }
    expect(parse({ replica: takesOver, apiDomain: domainIn('eu-west-1') }).replica).toEqual(takesOver)
    expect(() => parse({ replica: takesOver, apiDomain: domainIn(firstRegion) })).toThrow(
      'another region than eu-west-1',
    )
  })

  test.each([undefined, null, [], 'settings'])('that are %j are refused', (input) => {
    expect(() => parseSettings(input, firstRegion)).toThrow('settings are not complete')
  })
})
