import { describe, expect, test } from 'vitest'
import { createStack, type Template } from '../../../infra/local/template/template.ts'

const place = { region: 'eu-west-2', account: '000000000000', queueUrl: (name: string) => `http://sqs/${name}` }

const resources: Template['Resources'] = {
  Queue: { Type: 'AWS::SQS::Queue' },
  Topic: { Type: 'AWS::SNS::Topic' },
  Key: { Type: 'AWS::KMS::Key' },
  Function: { Type: 'AWS::Lambda::Function' },
  Wall: { Type: 'AWS::WAFv2::WebACL' },
}

const resolve = (value: unknown, Parameters: Template['Parameters'] = {}) =>
  createStack({ Resources: resources, Parameters }, place).resolve(value)

describe('a template in the local stack', () => {
  test.each([
    [{ Ref: 'Queue' }, 'http://sqs/Queue'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-west-2:000000000000:Queue'],
    [{ 'Fn::GetAtt': 'Queue.QueueName' }, 'Queue'],
    [{ Ref: 'Topic' }, 'arn:aws:sns:eu-west-2:000000000000:Topic'],
    [{ 'Fn::GetAtt': ['Key', 'Arn'] }, 'arn:aws:kms:eu-west-2:000000000000:key/local-key'],
    [{ Ref: 'AWS::Region' }, 'eu-west-2'],
    [{ 'Fn::Join': ['', ['{"a":"', { Ref: 'Queue' }, '"}']] }, '{"a":"http://sqs/Queue"}'],
    [
      { 'Fn::Sub': '$' + '{AWS::Partition}-$' + '{Queue.Arn}-$' + '{!Literal}' },
      'aws-arn:aws:sqs:eu-west-2:000000000000:Queue-$' + '{Literal}',
    ],
    [
      { 'Fn::Sub': ['$' + '{Own}/$' + '{Function}', { Own: { Ref: 'Topic' } }] },
      'arn:aws:sns:eu-west-2:000000000000:Topic/Function',
    ],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Queue' }] }] }, ''],
    [[{ Ref: 'AWS::NoValue' }, 1], [1]],
    [{ kept: { Ref: 'Function' }, dropped: { Ref: 'AWS::NoValue' } }, { kept: 'Function' }],
  ])('%j is resolved', (value, expected) => {
    expect(resolve(value)).toEqual(expected)
  })

  test('a parameter resolves to its default', () => {
    expect(resolve({ Ref: 'Version' }, { Version: { Default: '/cdk' } })).toBe('/cdk')
  })

  test.each([
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue is not supported by the local stack'],
    [{ Ref: 'Nothing' }, 'the template has no resource Nothing'],
    [{ 'Fn::GetAtt': ['Wall', 'Arn'] }, 'Arn of Wall (AWS::WAFv2::WebACL) is not supported by the local stack'],
    [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, 'Colour of Queue (AWS::SQS::Queue) is not supported by the local stack'],
    [{ 'Fn::Join': ['', 'text'] }, 'Fn::Join in the template does not resolve to a list'],
  ])('%j is refused, and the error says why', (value, problem) => {
    expect(() => resolve(value)).toThrow(problem)
  })

  test('a resource is resolved only when its type is read', () => {
    const Resources = { ...resources, Odd: { Type: 'AWS::Odd', Properties: { A: { 'Fn::ImportValue': 'x' } } } }
    const stack = createStack({ Resources }, place)
    expect(stack.resourcesOf('AWS::SQS::Queue')).toEqual([{ logicalId: 'Queue', properties: {} }])
    expect(() => stack.resourcesOf('AWS::Odd')).toThrow('Fn::ImportValue')
  })
})
