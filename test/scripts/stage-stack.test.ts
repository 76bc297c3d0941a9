import { afterEach, expect, test, vi } from 'vitest'
import { stackOf } from '../../scripts/operator/stage-stack.ts'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['', 'prod', { region: 'eu-west-2', stackName: 'Harbour-prod' }],
  ['eu-west-2', 'dev', { region: 'eu-west-2', stackName: 'Harbour-dev' }],
  ['eu-west-1', 'prod', { region: 'eu-west-1', stackName: 'Harbour-prod-replica' }],
])('in region "%s" stage %s is %j', (region, stage, expected) => {
  vi.stubEnv('AWS_REGION', region)
  expect(stackOf(stage)).toEqual(expected)
})

test('a stage that is none is refused', () => {
  expect(() => stackOf('prod-replica')).toThrow()
})
