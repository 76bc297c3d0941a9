import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { describe, expect, test } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import { Messaging } from '../../infra/constructs/messaging.ts'
import type { Senders } from '../../infra/settings.ts'
import { idOf, ownerOf, synthesise } from './synthesised.ts'

const phone = 'arn:aws:sms-voice:eu-west-2:111122223333:phone-number/phone-1'
const all: Senders = { email: 'harbour@police.harbour', sms: phone, call: phone }

const rightsOf = (senders: Senders) => {
  const stack = new Stack(new App(), 'Harbour-prod', { env: { account: '111122223333', region: 'eu-west-2' } })
  const messaging = new Messaging(stack, 'Messaging', { stage: 'prod', senders })
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  messaging.grantSend(role)
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
  const statements: ReadonlyArray<{ Action: string; Resource: unknown }> = policies.flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  )
  return Object.fromEntries(statements.map(({ Action, Resource }) => [Action, JSON.stringify(Resource)]))
}

describe('whoever sends', () => {
  test('may send by the senders of the stage, and read the secrets that contacts name', () => {
    const rights = rightsOf(all)
    expect(Object.keys(rights)).toEqual([
      'ses:SendEmail',
      'sms-voice:SendTextMessage',
      'sms-voice:SendVoiceMessage',
      'secretsmanager:GetSecretValue',
    ])
    for (const part of [':identity/harbour@police.harbour', ':identity/police.harbour', 'configuration-set/']) {
      expect(rights['ses:SendEmail']).toContain(part)
    }
    expect(rights['sms-voice:SendTextMessage']).toBe(JSON.stringify(phone))
    expect(rights['secretsmanager:GetSecretValue']).toContain(':secret:Harbour-prod/contacts/*')
  })

  test('may do nothing by a sender that the stage does not have', () => {
    const rights = rightsOf({ email: null, sms: null, call: null })
    expect(Object.keys(rights)).toEqual(['secretsmanager:GetSecretValue'])
  })
})

const stack = synthesise(exampleConfig('prod'))

test('account suppression is off: SES would accept a message to an address that once bounced, and drop it', () => {
  const sets = stack.of<{ SuppressionOptions: object }>('AWS::SES::ConfigurationSet')
  expect(sets.map(({ properties }) => properties.SuppressionOptions)).toEqual([{ SuppressedReasons: [] }])
})

describe('what became of a message', () => {
  interface Rule {
    readonly EventPattern?: { readonly source: readonly string[]; readonly detail: object }
    readonly Targets: ReadonlyArray<{ readonly Arn: unknown }>
  }
  const ruleFor = (source: string) => {
    const rules = stack.of<Rule>('AWS::Events::Rule').map(({ properties }) => properties)
    return rules.find(({ EventPattern }) => EventPattern?.source.includes(source))
  }

  test.each(['aws.ses', 'aws.sms-voice'])('is passed on from %s to note-delivery, of this stage alone', (source) => {
    const rule = ruleFor(source)
    expect(rule?.Targets.map(({ Arn }) => ownerOf(idOf(Arn) ?? ''))).toEqual(['NoteDelivery'])
    const [set] = stack.of('AWS::SES::ConfigurationSet')
    const ofStage =
      source === 'aws.ses' ? `{"ses:configuration-set":[{"Ref":"${set?.id}"}]}` : '"harbourStage":["prod"]'
    expect(JSON.stringify(rule?.EventPattern?.detail)).toContain(ofStage)
  })

  test('is sent by SES for each way in which a message can fail, and for each that arrives', () => {
    const [destination] = stack.of<{ EventDestination: { MatchingEventTypes: readonly string[] } }>(
      'AWS::SES::ConfigurationSetEventDestination',
    )
    const types = destination?.properties.EventDestination.MatchingEventTypes.map((type) => type.toUpperCase())
    expect(types?.toSorted()).toEqual(['BOUNCE', 'COMPLAINT', 'DELIVERY', 'DELIVERYDELAY', 'REJECT'])
  })
})

test('alarms go to an https endpoint besides the operators, where the settings name one', () => {
  const ofTopic = (config: Parameters<typeof synthesise>[0]) =>
    synthesise(config)
      .of<{ Protocol: string; Endpoint: string; TopicArn: unknown; RedrivePolicy?: object }>('AWS::SNS::Subscription')
      .filter(
        ({ properties }) => idOf(properties.TopicArn)?.startsWith('OperatorsTopic') && properties.Protocol === 'https',
      )
  expect(ofTopic(exampleConfig('prod'))).toEqual([])
  const [endpoint, ...others] = ofTopic(exampleConfig('prod', { alarmUrl: 'https://alarms.police.harbour/' }))
  expect(endpoint?.properties).toMatchObject({
    Endpoint: 'https://alarms.police.harbour/',
    RedrivePolicy: { deadLetterTargetArn: expect.anything() },
  })
  expect(others).toEqual([])
})
