import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { CfnQueue } from 'aws-cdk-lib/aws-sqs'
import { NIST80053R5Checks } from 'cdk-nag'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { configOf, exampleConfig } from '../../infra/config.ts'
import { createHarbourApp } from '../../infra/harbour-app.ts'
import { nistExceptions } from '../../infra/nist-exceptions.ts'
import { addRules } from '../../infra/validation.ts'
import { synthesise } from './synthesised.ts'

let outdir: string

beforeEach(() => {
  synthesise() // bundles, where a function is not bundled yet
  vi.stubEnv('CDK_VALIDATION', 'true')
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  outdir = mkdtempSync(join(tmpdir(), 'harbour-validation-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(outdir, { recursive: true })
})

const create = (config = exampleConfig('dev')) => {
  const made = createHarbourApp(config, { outdir, context: { 'aws:cdk:disable-asset-staging': true } })
  addRules(made.app)
  return made
}

test('the stack passes cdk-nag and the validation of CDK', () => {
  const { app } = create()
  expect(() => app.synth()).not.toThrow()
})

test('the stack passes them with drills in its settings', () => {
  const drills = [{ desk: 'division-p', grade: 'immediate', at: '0 10 ? * TUE *' }] as const
  const { app } = create(exampleConfig('dev', { drills }))
  expect(() => app.synth()).not.toThrow()
})

test('the stack of a first deployment passes them, with the settings of the example', () => {
  const text = readFileSync('docs/examples/settings.prod.json', 'utf8')
    .replaceAll('YOUR-DOMAIN', 'force.police.uk')
    .replaceAll('ACCOUNT', '111122223333')
    .replaceAll(/CERTIFICATE-IN-[A-Z0-9-]+/g, '12345678-aaaa')
  const file = join(outdir, 'settings.json')
  writeFileSync(file, text)
  const config = configOf('prod', { HARBOUR_SETTINGS: file, HARBOUR_OPERATORS: 'one@force.police.uk' })
  expect(config.consoleUrl).toBe('https://console.force.police.uk/')
  const { app } = create(config)
  expect(() => app.synth()).not.toThrow()
})

test('a resource that cdk-nag refuses stops the synth', () => {
  const { app, stack } = create()
  new Topic(stack, 'Open')
  expect(() => app.synth()).toThrow('AwsSolutions-SNS3')
})

test('every exception from NIST 800-53 is needed', () => {
  const { app } = createHarbourApp(exampleConfig('dev'), { outdir })
  const { violations } = new NIST80053R5Checks(app).validateScope(app)
  const broken = violations.map(({ ruleName }) => ruleName.replace('NIST.800.53.R5-', ''))
  expect(nistExceptions.map(({ rule }) => rule).toSorted()).toEqual(broken.toSorted())
})

test('a template that CloudFormation would refuse stops the synth', () => {
  const { app, stack } = create()
  const queue = stack.node.findAll().find((each) => each instanceof CfnQueue)
  queue?.addPropertyOverride('VisibilityTimeout', 'soon')
  expect(() => app.synth()).toThrow("VisibilityTimeout: 'soon' is not of type 'integer'")
})
