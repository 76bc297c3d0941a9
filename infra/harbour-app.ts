import { App, type AppProps, Validations } from 'aws-cdk-lib'
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api'
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'
import { type Stage, stages } from './config.ts'
import { HarbourStack } from './harbour-stack.ts'
import { acknowledgeNistExceptions } from './nist-exceptions.ts'

/** Reads the stage's name; `dev` when none is given. @throws Error naming the stages */
export const toStage = (text: string | undefined): Stage => {
  const stage = text ?? 'dev'
  if (!Object.hasOwn(stages, stage)) throw new Error(`stage is one of: ${Object.keys(stages).join(', ')}`)
  return stage as Stage
}

/**
 * Every behaviour that this version of CDK recommends, here and not in cdk.json, so that a test and `npm start` synthesise what
 * `cdk deploy` does. One of them turns CDK's own template validation from warnings into errors.
 */
const flags = { ...CURRENTLY_RECOMMENDED_FLAGS, '@aws-cdk/core:target-partitions': ['aws'] }

/**
 * Creates the app of a stage. cdk-nag's rules and CDK's own template validation run in its synth as errors, unless the environment
 * says CDK_VALIDATION=false (unit tests, which read the template themselves).
 */
export const createHarbourApp = (
  stage: Stage,
  props: AppProps = {},
): { readonly app: App; readonly stack: HarbourStack } => {
  const app = new App({ analyticsReporting: false, ...props, context: { ...flags, ...props.context } })
  if (app.node.tryGetContext('stage') !== undefined) {
    throw new Error('the stage is said by the environment: HARBOUR_STAGE=prod npx cdk deploy')
  }
  const config = stages[stage]()
  const stack = new HarbourStack(app, `Harbour-${stage}`, { config, env: { region: config.region } })
  if (process.env['CDK_VALIDATION'] !== 'false') {
    acknowledgeNistExceptions(stack)
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new ServerlessChecks(app))
  }
  return { app, stack }
}
