import { expect, test } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import { idOf, synthesise } from './synthesised.ts'

const certificateArn = 'arn:aws:acm:eu-west-2:111122223333:certificate/one'
const named = synthesise(exampleConfig('prod', { apiDomain: { domainName: 'api.police.harbour', certificateArn } }))
const unnamed = synthesise(exampleConfig('prod'))

interface Api {
  readonly DisableExecuteApiEndpoint?: boolean
}

test('an API with a name of its own is reached by it alone', () => {
  const [api] = named.of<Api>('AWS::ApiGateway::RestApi')
  expect(api?.properties.DisableExecuteApiEndpoint).toBe(true)
  const [mapping] = named.of<Readonly<Record<string, unknown>>>('AWS::ApiGateway::BasePathMapping')
  const [domain] = named.of<Readonly<Record<string, unknown>>>('AWS::ApiGateway::DomainName')
  expect(mapping?.properties).toMatchObject({
    BasePath: 'v1',
    RestApiId: { Ref: api?.id },
    DomainName: { Ref: domain?.id },
  })
  expect(idOf(mapping?.properties['Stage'])).toMatch(/^IntakeApiDeploymentStage/)
  expect(named.outputs['ApiUrl']).toEqual({ Value: 'https://api.police.harbour/v1/' })
  expect(JSON.stringify(named.outputs)).not.toContain('execute-api')
})

test('the name is served by the certificate that is given, regionally, by TLS 1.2 with forward secrecy and later', () => {
  const [domain] = named.of<Readonly<Record<string, unknown>>>('AWS::ApiGateway::DomainName')
  const [api] = named.of<Readonly<Record<string, unknown>>>('AWS::ApiGateway::RestApi')
  expect(domain?.properties).toMatchObject({
    RegionalCertificateArn: certificateArn,
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: api?.properties['SecurityPolicy'],
    EndpointAccessMode: 'STRICT',
  })
})

test('an API without a name of its own stays open at the address that API Gateway makes up', () => {
  const [api] = unnamed.of<Api>('AWS::ApiGateway::RestApi')
  expect(api?.properties.DisableExecuteApiEndpoint ?? false).toBe(false)
  expect(unnamed.all.filter(({ type }) => type === 'AWS::ApiGateway::DomainName')).toEqual([])
  expect(JSON.stringify(unnamed.outputs['ApiUrl'])).toContain('.execute-api.')
})
