import { App, type AppProps, Tags } from 'aws-cdk-lib'
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api'
import type { StageConfig } from './config.ts'
import { HarbourStack } from './harbour-stack.ts'
import { firstRegion, replicaWithCopies, secondRegion } from './placement.ts'
import { ReplicaStack } from './replica-stack.ts'

/**
 * Every behaviour that this version of CDK recommends, here and not in cdk.json, so that a test and `npm start`
 * synthesise what `cdk deploy` does. One of them turns CDK's own template validation from warnings into errors.
 */
const flags = { ...CURRENTLY_RECOMMENDED_FLAGS, '@aws-cdk/core:target-partitions': ['aws'] }

/** The stacks of a stage, by region. None stands in us-east-1 while there is no console to serve (decision 21). */
export interface HarbourApp {
  readonly app: App
  readonly stack: HarbourStack
  /**
   * Undefined without a second region, before the first region has made what is copied, and when the second has taken
   * over.
   */
  readonly replicaStack: ReplicaStack | undefined
}

const createStacks = (app: App, config: StageConfig): Omit<HarbourApp, 'app'> => {
  const { stage, region, settings, title, terminationProtection } = config
  const shared = { config, description: title, terminationProtection }
  const first = { ...shared, env: { region }, placement: firstRegion(settings) }
  const replica = replicaWithCopies(settings)
  if (replica === undefined) {
    return { stack: new HarbourStack(app, `Harbour-${stage}`, first), replicaStack: undefined }
  }
  const second = { ...shared, env: { region: replica.region }, placement: secondRegion(region, replica) }
  // One id for both: the stack that takes over keeps the keys that stand in the second region.
  const secondId = `Harbour-${stage}-replica`
  if (replica.takesOver) return { stack: new HarbourStack(app, secondId, second), replicaStack: undefined }
  const replicaStack = new ReplicaStack(app, secondId, second)
  const stack = new HarbourStack(app, `Harbour-${stage}`, first)
  // The table's copy needs the key's copy.
  stack.addStackDependency(replicaStack)
  return { stack, replicaStack }
}

/** Creates the app of a stage. @see ./validation.ts for the rules that its synth follows when it is deployed */
export const createHarbourApp = (config: StageConfig, props: AppProps = {}): HarbourApp => {
  const app = new App({ analyticsReporting: false, ...props, context: { ...flags, ...props.context } })
  if (app.node.tryGetContext('stage') !== undefined) {
    throw new Error('the stage is named by the environment: HARBOUR_STAGE=prod npx cdk deploy')
  }
  Tags.of(app).add('harbour:stage', config.stage)
  return { app, ...createStacks(app, config) }
}
